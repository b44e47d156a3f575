'use client';

import type { FieldValues } from 'react-hook-form';
import { TextArea, type TextAreaProps } from '#components/ui/text-area.tsx';
import { TextField, type TextFieldProps } from '#components/ui/text-field.tsx';
import { type Bound, useField } from './bound.ts';

export function FormTextField<Values extends FieldValues>({ control, name, ...props }: Bound<Values, TextFieldProps>) {
  const { field, error } = useField({ control, name });
  const { ref, value, ...handlers } = field;
  return <TextField {...props} {...handlers} value={value ?? ''} inputRef={ref} error={error} />;
}

export function FormTextArea<Values extends FieldValues>({ control, name, ...props }: Bound<Values, TextAreaProps>) {
  const { field, error } = useField({ control, name });
  const { ref, value, ...handlers } = field;
  return <TextArea {...props} {...handlers} value={value ?? ''} inputRef={ref} error={error} />;
}
