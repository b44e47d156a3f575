'use client';

import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { cx } from './cx.tsx';
import { Tooltip, type TooltipProps } from './tooltip.tsx';

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'aria-label'> {
  /** Says what the button does, to everyone: it is the name and the tooltip. */
  label: string;
  shortcut?: string;
  size?: 'sm' | 'md' | 'lg';
  placement?: TooltipProps['placement'];
  pressed?: boolean;
  className?: string;
  children: ReactNode;
}

const SIZES = {
  sm: 'size-6 rounded-md [&_svg]:size-3.5',
  md: 'size-8 rounded-lg [&_svg]:size-4',
  lg: 'size-10 rounded-lg [&_svg]:size-5',
};

export function IconButton({
  label,
  shortcut,
  size = 'md',
  placement,
  pressed,
  className,
  children,
  ...props
}: IconButtonProps) {
  return (
    <Tooltip content={label} shortcut={shortcut} placement={placement}>
      <AriaButton
        {...props}
        aria-label={label}
        aria-pressed={pressed}
        className={cx(
          'inline-flex shrink-0 cursor-default items-center justify-center transition-colors duration-quick',
          'data-hovered:bg-hover data-hovered:text-ink data-pressed:bg-pressed data-disabled:opacity-45',
          pressed ? 'bg-accent-soft text-accent-text' : 'text-muted',
          SIZES[size],
          className,
        )}
      >
        {children}
      </AriaButton>
    </Tooltip>
  );
}
