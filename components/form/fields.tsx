'use client';

import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form';
import { Checkbox, type CheckboxProps } from '#components/ui/checkbox';
import { ComboBox, type ComboBoxProps } from '#components/ui/combo-box';
import { NumberField, type NumberFieldProps } from '#components/ui/number-field';
import { RadioGroup, type RadioGroupProps } from '#components/ui/radio-group';
import { Select, type SelectProps } from '#components/ui/select';
import { Switch, type SwitchProps } from '#components/ui/switch';
import { TextArea, type TextAreaProps } from '#components/ui/text-area';
import { TextField, type TextFieldProps } from '#components/ui/text-field';

interface Binding<Values extends FieldValues> {
  control: Control<Values>;
  name: FieldPath<Values>;
}

type Bound<Values extends FieldValues, Props> = Binding<Values> &
  Omit<Props, 'name' | 'value' | 'defaultValue' | 'onChange' | 'onBlur' | 'error' | 'inputRef'>;

/** What a field needs of react-hook-form: value, changes, the problem, and a ref so that the first problem gets focus. */
function useField<Values extends FieldValues>({ control, name }: Binding<Values>) {
  const { field, fieldState } = useController({ control, name });
  return { field, error: fieldState.error?.message };
}

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
