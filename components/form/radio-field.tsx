'use client';

import type { FieldValues } from 'react-hook-form';
import { RadioGroup, type RadioGroupProps } from '#components/ui/radio-group.tsx';
import { type Bound, useField } from './bound.ts';

export function FormRadioGroup<Values extends FieldValues>({
  control,
  name,
  ...props
}: Bound<Values, RadioGroupProps>) {
  const { field, error } = useField({ control, name });
  return (
    <RadioGroup {...props} value={field.value ?? null} onChange={field.onChange} onBlur={field.onBlur} error={error} />
  );
}
