'use client';

import { ChevronDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, type SelectProps as AriaSelectProps, SelectValue } from 'react-aria-components/Select';
import { cx } from './cx';
import { controlClass, FieldLabel, FieldNotes, type FieldProps } from './field';
import { floatingListClass } from './floating';
import { type Option, OptionList } from './option';
import { text } from './text';

export interface SelectProps
  extends Omit<FieldProps, 'limit'>,
    Omit<
      AriaSelectProps<Option>,
      | 'className'
      | 'children'
      | 'isInvalid'
      | 'value'
      | 'defaultValue'
      | 'onChange'
      | 'selectedKey'
      | 'onSelectionChange'
    > {
  options: readonly Option[];
  value?: string | null;
  defaultValue?: string;
  onChange?: (value: string) => void;
  size?: 'sm' | 'md';
}

export function Select({ label, hideLabel, help, error, className, options, onChange, size, ...rest }: SelectProps) {
  return (
    <AriaSelect<Option>
      placeholder={text.choose}
      {...rest}
      onChange={(key) => key !== null && onChange?.(String(key))}
      isInvalid={Boolean(error)}
      className={cx('group flex min-w-0 flex-col gap-1', className)}
    >
      <FieldLabel label={label} hidden={hideLabel} required={rest.isRequired} />
      <Button
        className={cx(
          controlClass,
          'flex cursor-default items-center gap-2 ps-2.5 pe-2 text-start group-data-invalid:border-danger',
          size === 'sm' ? 'h-7 text-sm' : 'h-8',
        )}
      >
        <SelectValue<Option> className="min-w-0 flex-1 truncate data-placeholder:text-faint">
          {({ selectedItem, defaultChildren }) =>
            selectedItem ? (
              <span className="flex items-center gap-2 [&_svg]:size-4 [&_svg]:shrink-0">
                {selectedItem.icon}
                <span className="truncate">{selectedItem.label}</span>
              </span>
            ) : (
              defaultChildren
            )
          }
        </SelectValue>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-faint" />
      </Button>
      <FieldNotes help={help} error={error} />
      <Popover offset={4} className={cx(floatingListClass, 'min-w-(--trigger-width)')}>
        <OptionList items={options} />
      </Popover>
    </AriaSelect>
  );
}
