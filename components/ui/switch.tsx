'use client';

import type { ReactNode, Ref } from 'react';
import { type SwitchFieldProps as AriaSwitchFieldProps, SwitchButton, SwitchField } from 'react-aria-components/Switch';
import { cx } from './cx.tsx';
import { FieldNotes } from './field.tsx';

export interface SwitchProps extends Omit<AriaSwitchFieldProps, 'className' | 'children' | 'isInvalid'> {
  children: ReactNode;
  help?: ReactNode;
  error?: string;
  className?: string;
  inputRef?: Ref<HTMLInputElement | null>;
}

/** For what takes effect at once; a choice that waits for a button is a checkbox. */
export function Switch({ children, help, error, className, ...rest }: SwitchProps) {
  return (
    <SwitchField {...rest} isInvalid={Boolean(error)} className={cx('flex flex-col gap-0.5', className)}>
      <SwitchButton className="group flex items-start gap-2.5 text-base data-disabled:opacity-45">
        <span
          className={cx(
            'mt-0.5 flex h-4 w-7 shrink-0 items-center rounded-full border p-px transition-colors duration-quick',
            'border-field-line bg-sunken group-data-selected:border-accent group-data-selected:bg-accent',
            'group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-focus',
          )}
        >
          <span className="size-3 rounded-full bg-field-line transition-transform duration-quick group-data-selected:translate-x-3 group-data-selected:bg-on-accent rtl:group-data-selected:-translate-x-3" />
        </span>
        <span>{children}</span>
      </SwitchButton>
      {(help || error) && (
        <div className="ps-9.5">
          <FieldNotes help={help} error={error} />
        </div>
      )}
    </SwitchField>
  );
}
