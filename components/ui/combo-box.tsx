'use client';

import { ChevronDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox, type ComboBoxProps as AriaComboBoxProps } from 'react-aria-components/ComboBox';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { Popover } from 'react-aria-components/Popover';
import { cx } from './cx.tsx';
import { bareInputClass, FieldLabel, FieldNotes, type FieldProps, groupClass } from './field.tsx';
import { floatingListClass } from './floating.tsx';
import { type Option, OptionList } from './option.tsx';

export interface ComboBoxProps
  extends Omit<FieldProps, 'limit'>,
    Omit<
      AriaComboBoxProps<Option>,
      | 'className'
      | 'children'
      | 'isInvalid'
      | 'value'
      | 'defaultValue'
      | 'onChange'
      | 'selectedKey'
      | 'onSelectionChange'
      | 'defaultItems'
      | 'items'
    > {
  /** All choices, filtered here by what is typed. */
  options?: readonly Option[];
  /** Choices that the caller has already filtered, for searches on a server. */
  matches?: readonly Option[];
  value?: string | null;
  onChange?: (value: string | null) => void;
  placeholder?: string;
}

export function ComboBox(props: ComboBoxProps) {
  const { label, hideLabel, help, error, className, options, matches, onChange, placeholder, ...rest } = props;
  return (
    <AriaComboBox<Option>
      menuTrigger="focus"
      allowsEmptyCollection
      {...rest}
      defaultItems={options}
      items={matches}
      onChange={(key) => onChange?.(key === null ? null : String(key))}
      isInvalid={Boolean(error)}
      className={cx('flex min-w-0 flex-col gap-1', className)}
    >
      <FieldLabel label={label} hidden={hideLabel} required={rest.isRequired} />
      <Group className={cx(groupClass, 'h-8')}>
        <Input placeholder={placeholder} dir="auto" className={bareInputClass} />
        <Button className="me-1 flex size-6 items-center justify-center rounded-md text-faint data-hovered:bg-hover">
          <ChevronDown aria-hidden className="size-4" />
        </Button>
      </Group>
      <FieldNotes help={help} error={error} />
      <Popover offset={4} className={cx(floatingListClass, 'w-(--trigger-width) min-w-56')}>
        <OptionList />
      </Popover>
    </AriaComboBox>
  );
}
