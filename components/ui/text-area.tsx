'use client';

import type { Ref } from 'react';
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
}

export function TextArea(props: TextAreaProps) {
  const { label, hideLabel, help, error, limit, className, placeholder, rows = 3, mono, inputRef, ...rest } = props;
  return (
    <AriaTextField {...rest} isInvalid={Boolean(error)} className={cx('flex min-w-0 flex-col gap-1', className)}>
      <FieldLabel label={label} hidden={hideLabel} required={rest.isRequired} />
      <AriaTextArea
        ref={inputRef}
        rows={rows}
        style={{ minHeight: `${rows * 1.25 + 0.875}rem` }}
        placeholder={placeholder}
        dir="auto"
        className={cx(
          controlClass,
          'field-sizing-content max-h-96 resize-y px-2.5 py-1.5',
          mono && 'font-mono text-sm',
        )}
      />
      <FieldNotes help={help} error={error} limit={limit} length={(rest.value ?? rest.defaultValue ?? '').length} />
    </AriaTextField>
  );
}
