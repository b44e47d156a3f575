'use client';

import type { FieldValues } from 'react-hook-form';
import { NumberField, type NumberFieldProps } from '#components/ui/number-field.tsx';
import { type Bound, useField } from './bound.ts';

/** An emptied field is null, never NaN. */
export function FormNumberField<Values extends FieldValues>(props: Bound<Values, NumberFieldProps>) {
  const { control, name, ...rest } = props;
  const { field, error } = useField({ control, name });
  return (
    <NumberField
      {...rest}
      name={field.name}
      value={field.value ?? Number.NaN}
      onChange={(value) => field.onChange(Number.isNaN(value) ? null : value)}
      onBlur={field.onBlur}
      inputRef={field.ref}
      error={error}
    />
  );
}
