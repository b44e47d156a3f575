'use client';

import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { cx } from './cx.tsx';

export interface Segment<Id extends string = string> {
  id: Id;
  label: string;
  icon?: ReactNode;
  /** Shows the icon alone; the label is still the name. */
  iconOnly?: boolean;
}

export interface SegmentedProps<Id extends string> {
  label: string;
  items: readonly Segment<Id>[];
  value: Id;
  onChange: (value: Id) => void;
  size?: 'sm' | 'md';
  className?: string;
}

/** One of a few views of the same thing. */
export function Segmented<Id extends string>({
  label,
  items,
  value,
  onChange,
  size = 'md',
  className,
}: SegmentedProps<Id>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const next = items.find((item) => keys.has(item.id));
        if (next) onChange(next.id);
      }}
      className={cx('inline-flex gap-0.5 rounded-lg bg-sunken p-0.5', className)}
    >
      {items.map((item) => (
        <ToggleButton
          key={item.id}
          id={item.id}
          aria-label={item.iconOnly ? item.label : undefined}
          className={cx(
            'flex cursor-default items-center justify-center gap-1.5 rounded-md text-sm whitespace-nowrap text-muted transition-colors duration-quick',
            'data-hovered:text-ink data-selected:bg-raised data-selected:text-ink data-selected:shadow-[0_0_0_1px_var(--line-strong)]',
            '[&_svg]:size-4',
            size === 'sm' ? 'h-6' : 'h-7',
            item.iconOnly ? 'w-8' : 'px-2.5',
          )}
        >
          {item.icon}
          {!item.iconOnly && item.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
