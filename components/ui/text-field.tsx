'use client';

import type { HTMLInputAutoCompleteAttribute, ReactNode, Ref } from 'react';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from 'react-aria-components/TextField';
import { cx } from './cx.tsx';
import { bareInputClass, FieldLabel, FieldNotes, type FieldProps, groupClass } from './field.tsx';

export interface TextFieldProps
  extends FieldProps,
    Omit<AriaTextFieldProps, 'className' | 'children' | 'isInvalid' | 'value'> {
  value?: string;
  placeholder?: string;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  /** Drawn inside the field, before or after what is typed. */
  prefix?: ReactNode;
  suffix?: ReactNode;
  /** Ids, slugs and keys. */
  mono?: boolean;
  size?: 'sm' | 'md' | 'lg';
  inputRef?: Ref<HTMLInputElement>;
}

const HEIGHTS = { sm: 'h-7', md: 'h-8', lg: 'h-10' };

export function TextField(props: TextFieldProps) {
  const {
    label,
    hideLabel,
    help,
    error,
    limit,
    className,
    placeholder,
    prefix,
    suffix,
    mono,
    size,
    inputRef,
    ...rest
  } = props;
  return (
    <AriaTextField {...rest} isInvalid={Boolean(error)} className={cx('flex min-w-0 flex-col gap-1', className)}>
      <FieldLabel label={label} hidden={hideLabel} required={rest.isRequired} />
      <Group className={cx(groupClass, HEIGHTS[size ?? 'md'])}>
        {prefix && <span className="ps-2.5 text-faint [&_svg]:size-4">{prefix}</span>}
        <Input
          ref={inputRef}
          placeholder={placeholder}
          dir="auto"
          className={cx(bareInputClass, mono && 'font-mono text-sm')}
        />
        {suffix && <span className="pe-1 text-faint">{suffix}</span>}
      </Group>
      <FieldNotes help={help} error={error} limit={limit} length={(rest.value ?? rest.defaultValue ?? '').length} />
    </AriaTextField>
  );
}
