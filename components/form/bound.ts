import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form';

interface Binding<Values extends FieldValues> {
  control: Control<Values>;
  name: FieldPath<Values>;
}

/** The props of a field once react-hook-form holds its value. */
export type Bound<Values extends FieldValues, Props> = Binding<Values> &
  Omit<Props, 'name' | 'value' | 'defaultValue' | 'onChange' | 'onBlur' | 'error' | 'inputRef'>;

/** What a field needs of react-hook-form: value, changes, the problem, and a ref so that the first problem gets focus. */
export function useField<Values extends FieldValues>({ control, name }: Binding<Values>) {
  const { field, fieldState } = useController({ control, name });
  return { field, error: fieldState.error?.message };
}
