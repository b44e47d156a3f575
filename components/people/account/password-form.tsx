'use client';

import { useForm } from 'react-hook-form';
import { Form } from '#components/form/form.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { useChangePassword } from '#lib/people/queries/account.ts';
import { FormPasswordField, KnownAs } from './password-field.tsx';
import { accountText } from './text.ts';

/** Another password. Whoever has just signed in is not asked for the old one, which somebody who came by a link has none of. */
export function PasswordForm({ email, asksForCurrent }: { email: string; asksForCurrent: boolean }) {
  const change = useChangePassword();
  const form = useForm({ defaultValues: { current: '', next: '' } });
  return (
    <Form
      form={form}
      submitLabel={accountText.savePassword}
      submitVariant="secondary"
      onSubmit={async (values) => {
        if (asksForCurrent && values.current === '') {
          form.setError('current', { message: accountText.currentNeeded }, { shouldFocus: true });
          return;
        }
        try {
          await change.mutateAsync(values);
          form.reset();
          toast.done(accountText.passwordSaved);
        } catch (error) {
          return problemOf(error);
        }
      }}
    >
      <KnownAs email={email} />
      {asksForCurrent && (
        <FormPasswordField
          control={form.control}
          name="current"
          label={accountText.current}
          autoComplete="current-password"
        />
      )}
      <FormPasswordField
        control={form.control}
        name="next"
        label={accountText.next}
        help={accountText.nextHelp}
        autoComplete="new-password"
      />
    </Form>
  );
}
