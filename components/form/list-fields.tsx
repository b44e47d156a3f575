'use client';

import type { FieldValues } from 'react-hook-form';
import { ComboBox, type ComboBoxProps } from '#components/ui/combo-box.tsx';
import { Select, type SelectProps } from '#components/ui/select.tsx';
import { type Bound, useField } from './bound.ts';

export function FormSelect<Values extends FieldValues>({ control, name, ...props }: Bound<Values, SelectProps>) {
  const { field, error } = useField({ control, name });
  return (
    <Select {...props} value={field.value ?? null} onChange={field.onChange} onBlur={field.onBlur} error={error} />
  );
}

export function FormComboBox<Values extends FieldValues>({ control, name, ...props }: Bound<Values, ComboBoxProps>) {
  const { field, error } = useField({ control, name });
  return (
    <ComboBox {...props} value={field.value ?? null} onChange={field.onChange} onBlur={field.onBlur} error={error} />
  );
}
