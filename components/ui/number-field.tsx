'use client';

import { Minus, Plus } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { Button } from 'react-aria-components/Button';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import {
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
} from 'react-aria-components/NumberField';
import { cx } from './cx.tsx';
import { bareInputClass, FieldLabel, FieldNotes, type FieldProps, groupClass } from './field.tsx';

export interface NumberFieldProps
  extends Omit<FieldProps, 'limit'>,
    Omit<AriaNumberFieldProps, 'className' | 'children' | 'isInvalid'> {
  /** What is counted, after the number: "minutes". */
  unit?: ReactNode;
  inputRef?: Ref<HTMLInputElement>;
}

const stepClass =
  'flex h-full w-7 shrink-0 items-center justify-center text-muted data-hovered:bg-hover data-pressed:bg-pressed data-disabled:opacity-40 [&_svg]:size-3.5';

export function NumberField({ label, hideLabel, help, error, className, unit, inputRef, ...rest }: NumberFieldProps) {
  return (
    <AriaNumberField {...rest} isInvalid={Boolean(error)} className={cx('flex min-w-0 flex-col gap-1', className)}>
      <FieldLabel label={label} hidden={hideLabel} required={rest.isRequired} />
      <Group className={cx(groupClass, 'h-8 overflow-hidden')}>
        <Input ref={inputRef} className={cx(bareInputClass, 'tabular-nums')} />
        {unit && <span className="pe-2 text-faint">{unit}</span>}
        <Button slot="decrement" className={cx(stepClass, 'border-s')}>
          <Minus aria-hidden />
        </Button>
        <Button slot="increment" className={cx(stepClass, 'border-s')}>
          <Plus aria-hidden />
        </Button>
      </Group>
      <FieldNotes help={help} error={error} />
    </AriaNumberField>
  );
}
