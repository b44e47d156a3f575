'use client';

import type { ReactNode, Ref } from 'react';
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from 'react-aria-components/TextField';
import { cx } from './cx.tsx';
import { controlClass, FieldLabel, FieldNotes, type FieldProps } from './field.tsx';

export interface TextAreaProps
  extends FieldProps,
    Omit<AriaTextFieldProps, 'className' | 'children' | 'isInvalid' | 'value'> {
  value?: string;
  placeholder?: string;
  /** The height at rest, in lines. The field grows with what is typed. */
  rows?: number;
  mono?: boolean;
  inputRef?: Ref<HTMLTextAreaElement>;
  /** What is seen in place of the text while nobody writes in it, such as a formula that is written as source. */
  atRest?: ReactNode;
}

export function TextArea(props: TextAreaProps) {
  const {
    label,
    hideLabel,
    help,
    error,
    limit,
    className,
    placeholder,
    rows = 3,
    mono,
    inputRef,
    atRest,
    ...rest
  } = props;
  return (
    <AriaTextField {...rest} isInvalid={Boolean(error)} className={cx('flex min-w-0 flex-col gap-1', className)}>
      <FieldLabel label={label} hidden={hideLabel} required={rest.isRequired} />
      <div className="group/area grid">
        <AriaTextArea
          ref={inputRef}
          rows={rows}
          style={{ minHeight: `${rows * 1.25 + 0.875}rem` }}
          placeholder={placeholder}
          dir="auto"
          className={cx(
            controlClass,
            'col-start-1 row-start-1 field-sizing-content max-h-96 resize-y self-stretch px-2.5 py-1.5',
            mono && 'font-mono text-sm',
          )}
        />
        {atRest && (
          // What is read out and clicked is the field below it.
          <div
            aria-hidden
            inert
            className="pointer-events-none z-10 col-start-1 row-start-1 m-px max-h-96 overflow-hidden rounded-lg bg-surface px-2.5 py-1.5 group-focus-within/area:hidden"
          >
            {atRest}
          </div>
        )}
      </div>
      <FieldNotes help={help} error={error} limit={limit} length={(rest.value ?? rest.defaultValue ?? '').length} />
    </AriaTextField>
  );
}
