'use client';

import {
  RadioGroup as AriaRadioGroup,
  type RadioGroupProps as AriaRadioGroupProps,
  RadioButton,
  RadioField,
} from 'react-aria-components/RadioGroup';
import { Text } from 'react-aria-components/Text';
import { cx } from './cx.tsx';
import { FieldLabel, FieldNotes, type FieldProps } from './field.tsx';
import type { Option } from './option.tsx';

export interface RadioGroupProps
  extends Omit<FieldProps, 'limit'>,
    Omit<AriaRadioGroupProps, 'className' | 'children' | 'isInvalid'> {
  options: readonly Option[];
  /** The keyboard begins here: on what is chosen, else on the first. */
  autoFocus?: boolean;
}

export function RadioGroup(props: RadioGroupProps) {
  const { label, hideLabel, help, error, className, options, autoFocus, ...rest } = props;
  const begins = autoFocus ? (options.find(({ id }) => id === rest.value) ?? options[0]) : undefined;
  return (
    <AriaRadioGroup {...rest} isInvalid={Boolean(error)} className={cx('group flex flex-col gap-1.5', className)}>
      <FieldLabel label={label} hidden={hideLabel} required={rest.isRequired} />
      <div className="flex flex-col gap-2 group-data-[orientation=horizontal]:flex-row group-data-[orientation=horizontal]:gap-5">
        {options.map((option) => (
          <RadioField
            key={option.id}
            value={option.id}
            isDisabled={option.disabled}
            autoFocus={option === begins}
            className="flex flex-col"
          >
            <RadioButton className="group/radio flex items-start gap-2 text-base data-disabled:opacity-45">
              <span
                className={cx(
                  'mt-0.5 size-4 shrink-0 rounded-full border border-field-line bg-surface transition-[border-width] duration-quick',
                  'group-data-hovered/radio:border-muted group-data-selected/radio:border-5 group-data-selected/radio:border-accent',
                  'group-data-focus-visible/radio:outline-2 group-data-focus-visible/radio:outline-offset-2 group-data-focus-visible/radio:outline-focus',
                )}
              />
              {option.label}
            </RadioButton>
            {option.description && (
              <Text slot="description" className="ps-6 text-sm text-muted">
                {option.description}
              </Text>
            )}
          </RadioField>
        ))}
      </div>
      <FieldNotes help={help} error={error} />
    </AriaRadioGroup>
  );
}
