'use client';

import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { Link as AriaLink, type LinkProps as AriaLinkProps } from 'react-aria-components/Link';
import { cx } from './cx.tsx';
import { uiText } from './text.ts';

type Variant = 'primary' | 'secondary' | 'quiet' | 'danger';
type Size = 'sm' | 'md' | 'lg';

interface Look {
  variant?: Variant;
  size?: Size;
  /** A lucide icon, drawn before the label. */
  icon?: ReactNode;
  className?: string;
  children: ReactNode;
}

export type ButtonProps = Omit<AriaButtonProps, 'className' | 'children'> & Look;
export type LinkButtonProps = Omit<AriaLinkProps, 'className' | 'children'> & Look;

const VARIANTS: Record<Variant, string> = {
  primary: 'bg-accent text-on-accent data-hovered:bg-accent-hover data-pressed:bg-accent-hover',
  secondary:
    'border border-line-strong bg-surface text-ink data-hovered:bg-sunken data-pressed:bg-sunken data-pressed:border-field-line',
  quiet: 'text-ink data-hovered:bg-hover data-pressed:bg-pressed',
  danger: 'bg-danger text-on-accent data-hovered:bg-danger-hover data-pressed:bg-danger-hover',
};

const SIZES: Record<Size, string> = {
  sm: 'h-7 gap-1.5 px-2.5 text-sm [&_svg]:size-3.5',
  md: 'h-8 gap-2 px-3 text-base [&_svg]:size-4',
  lg: 'h-10 gap-2 px-4 text-base [&_svg]:size-4',
};

export function buttonClass({ variant = 'secondary', size = 'md', className }: Omit<Look, 'children'>): string {
  return cx(
    'inline-flex shrink-0 cursor-default select-none items-center justify-center rounded-lg font-medium whitespace-nowrap',
    'transition-colors duration-quick data-disabled:opacity-45 data-pending:opacity-80',
    VARIANTS[variant],
    SIZES[size],
    className,
  );
}

/** A verb and its object: "Promote snapshot". At most one primary button in a view. */
export function Button({ variant, size, icon, className, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={buttonClass({ variant, size, className })}>
      {({ isPending }) => (
        <>
          {isPending ? <LoaderCircle aria-label={uiText.pending} className="animate-spin" /> : icon}
          {children}
        </>
      )}
    </AriaButton>
  );
}

/** Looks like a button and leads somewhere. */
export function LinkButton({ variant, size, icon, className, children, ...props }: LinkButtonProps) {
  return (
    <AriaLink {...props} className={buttonClass({ variant, size, className })}>
      {icon}
      {children}
    </AriaLink>
  );
}
