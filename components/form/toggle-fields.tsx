'use client';

import type { FieldValues } from 'react-hook-form';
import { Checkbox, type CheckboxProps } from '#components/ui/checkbox.tsx';
import { Switch, type SwitchProps } from '#components/ui/switch.tsx';
import { type Bound, useField } from './bound.ts';

type BoundToggle<Values extends FieldValues, Props> = Omit<Bound<Values, Props>, 'isSelected' | 'defaultSelected'>;

export function FormCheckbox<Values extends FieldValues>({
  control,
  name,
  ...props
}: BoundToggle<Values, CheckboxProps>) {
  const { field, error } = useField({ control, name });
  const { value, ref, ...handlers } = field;
  return <Checkbox {...props} {...handlers} isSelected={Boolean(value)} inputRef={ref} error={error} />;
}

export function FormSwitch<Values extends FieldValues>({ control, name, ...props }: BoundToggle<Values, SwitchProps>) {
  const { field, error } = useField({ control, name });
  const { value, ref, ...handlers } = field;
  return <Switch {...props} {...handlers} isSelected={Boolean(value)} inputRef={ref} error={error} />;
}
