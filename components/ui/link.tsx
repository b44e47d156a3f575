'use client';

import type { ReactNode } from 'react';
import { Link as AriaLink, type LinkProps as AriaLinkProps } from 'react-aria-components/Link';
import { cx } from './cx.tsx';

export interface LinkProps extends Omit<AriaLinkProps, 'className' | 'children'> {
  /** `plain` for titles in lists, where the place already says that they lead somewhere. */
  variant?: 'accent' | 'plain';
  className?: string;
  children: ReactNode;
}

export function Link({ variant = 'accent', className, ...props }: LinkProps) {
  return (
    <AriaLink
      {...props}
      className={cx(
        'rounded-sm decoration-1 underline-offset-3 data-hovered:underline data-disabled:opacity-45',
        variant === 'accent'
          ? 'text-accent-text underline decoration-accent-line data-hovered:decoration-current'
          : 'text-ink',
        className,
      )}
    />
  );
}
