'use client';

import { type ReactNode, useState } from 'react';
import { type FieldPath, type FieldValues, get, type UseFormReturn } from 'react-hook-form';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import type { Problem } from '#lib/base/core/problem.ts';

const UNREACHED: Problem = {
  code: 'unavailable',
  message: 'The studio did not answer. What you typed is still here: try again in a moment.',
};

export interface FormProps<Values extends FieldValues, Output = Values> {
  form: UseFormReturn<Values, unknown, Output>;
  /** Gives back the problem of an action, if there is one; its fields are shown at the controls. */
  onSubmit: (values: Output) => Promise<Problem | undefined | null>;
  /** A verb and its object: "Save trail". */
  submitLabel: string;
  /** Secondary where another button of the page is the primary one, or none is. */
  submitVariant?: 'primary' | 'secondary';
  /** Beside the submit button: cancel, delete. */
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** What was typed is never lost: a refused form stays as it is, says why, and leads to the first field to mend. */
export function Form<Values extends FieldValues, Output = Values>(props: FormProps<Values, Output>) {
  const { form, onSubmit, submitLabel, submitVariant = 'primary', actions, className, children } = props;
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = form.handleSubmit(async (values) => {
    setProblem(null);
    const found = await onSubmit(values).catch(() => UNREACHED);
    if (!found) return;
    const known = Object.entries(found.fields ?? {}).filter(([name]) => get(form.getValues(), name) !== undefined);
    for (const [place, [name, message]] of known.entries()) {
      form.setError(name as FieldPath<Values>, { message }, { shouldFocus: place === 0 });
    }
    setProblem(found);
  });

  return (
    <form noValidate onSubmit={submit} className={cx('flex flex-col gap-5', className)}>
      {children}
      {problem && <ProblemNotice title={problem.message} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant={submitVariant} isPending={form.formState.isSubmitting}>
          {submitLabel}
        </Button>
        {actions}
      </div>
    </form>
  );
}
