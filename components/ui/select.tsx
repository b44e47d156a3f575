'use client';

import { ChevronDown } from 'lucide-react';
import { lazy, Suspense, useId, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { cx } from './cx.tsx';
import { controlClass, FieldNotes, type FieldProps } from './field.tsx';
import type { Option } from './option.tsx';
import { uiText } from './text.ts';

export interface SelectProps extends Omit<FieldProps, 'limit'> {
  options: readonly Option[];
  value: string | null;
  onChange?: (value: string) => void;
  onBlur?: () => void;
  isDisabled?: boolean;
  size?: 'sm' | 'md';
}

// As with menus: the list, its keyboard and its placing are fetched when a reader comes near.
const load = () => import('./select-list.tsx');
const SelectList = lazy(() => load().then((module) => ({ default: module.SelectList })));
const preload = () => void load();

/** One of a few. The button is named by its label and its value. */
export function Select(props: SelectProps) {
  const { label, hideLabel, help, error, className, options, value, onChange, onBlur, isDisabled, size } = props;
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [seen, setSeen] = useState(false);
  const chosen = options.find((option) => option.id === value);
  const show = () => {
    setSeen(true);
    setOpen(true);
  };
  return (
    <div className={cx('flex min-w-0 flex-col gap-1', className)}>
      <span id={`${id}label`} className={cx('text-sm font-medium text-ink', hideLabel && 'sr-only')}>
        {label}
      </span>
      <Button
        ref={button}
        isDisabled={isDisabled}
        aria-labelledby={`${id}value ${id}label`}
        aria-describedby={help || error ? `${id}notes` : undefined}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        onHoverStart={preload}
        onFocus={preload}
        onBlur={() => !isOpen && onBlur?.()}
        onPress={() => (isOpen ? setOpen(false) : show())}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            show();
          } else event.continuePropagation();
        }}
        className={cx(
          controlClass,
          'flex cursor-default items-center gap-2 ps-2.5 pe-2 text-start',
          error && 'border-danger',
          size === 'sm' ? 'h-7 text-sm' : 'h-8',
        )}
      >
        <span
          id={`${id}value`}
          className={cx(
            'flex min-w-0 flex-1 items-center gap-2 [&_svg]:size-4 [&_svg]:shrink-0',
            !chosen && 'text-faint',
          )}
        >
          {chosen?.icon}
          <span dir="auto" className="truncate">
            {chosen?.label ?? uiText.choose}
          </span>
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-faint" />
      </Button>
      {(help || error) && (
        <div id={`${id}notes`}>
          <FieldNotes help={help} error={error} />
        </div>
      )}
      {seen && (
        <Suspense fallback={null}>
          <SelectList
            label={label}
            options={options}
            value={value}
            button={button}
            isOpen={isOpen}
            onChange={onChange}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
