'use client';

import { Check, Minus } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import {
  type CheckboxFieldProps as AriaCheckboxFieldProps,
  CheckboxButton,
  CheckboxField,
} from 'react-aria-components/Checkbox';
import { cx } from './cx.tsx';
import { FieldNotes } from './field.tsx';

export interface CheckboxProps extends Omit<AriaCheckboxFieldProps, 'className' | 'children' | 'isInvalid'> {
  /** Left out only where `slot` or `aria-label` gives the name, as in a table row. */
  children?: ReactNode;
  help?: ReactNode;
  error?: string;
  className?: string;
  inputRef?: Ref<HTMLInputElement | null>;
}

export function Checkbox({ children, help, error, className, ...rest }: CheckboxProps) {
  return (
    <CheckboxField {...rest} isInvalid={Boolean(error)} className={cx('flex flex-col gap-0.5', className)}>
      <CheckboxButton className="group flex items-start gap-2 text-base data-disabled:opacity-45">
        {({ isSelected, isIndeterminate }) => (
          <>
            <span
              className={cx(
                'flex size-4 shrink-0 items-center justify-center rounded-sm border transition-colors duration-quick',
                Boolean(children) && 'mt-0.5',
                'group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-focus',
                isSelected || isIndeterminate
                  ? 'border-accent bg-accent text-on-accent'
                  : 'border-field-line bg-surface group-data-hovered:border-muted group-data-invalid:border-danger',
              )}
            >
              {isIndeterminate ? (
                <Minus aria-hidden strokeWidth={3} className="size-3" />
              ) : (
                isSelected && <Check aria-hidden strokeWidth={3} className="size-3" />
              )}
            </span>
            {children}
          </>
        )}
      </CheckboxButton>
      {(help || error) && (
        <div className="ps-6">
          <FieldNotes help={help} error={error} />
        </div>
      )}
    </CheckboxField>
  );
}
