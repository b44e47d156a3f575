import type { ReactNode } from 'react';
import { cx } from './cx.tsx';

export type Tone = 'amber' | 'green' | 'blue' | 'red' | 'violet' | 'grey' | 'accent';

export interface BadgeProps {
  tone?: Tone;
  /** With a colour always an icon, so that nobody has to see the colour. */
  icon?: ReactNode;
  size?: 'sm' | 'md';
  title?: string;
  children: ReactNode;
}

const TONES: Record<Tone, string> = {
  amber: 'bg-draft-soft text-draft',
  green: 'bg-published-soft text-published',
  blue: 'bg-changed-soft text-changed',
  red: 'bg-blocked-soft text-blocked',
  violet: 'bg-stale-soft text-stale',
  grey: 'bg-archived-soft text-archived',
  accent: 'bg-accent-soft text-accent-text',
};

export function Badge({ tone = 'grey', icon, size = 'md', title, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={cx(
        'inline-flex shrink-0 items-center gap-1 rounded-full font-medium whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0',
        size === 'sm' ? 'h-4.5 px-1.5 text-[0.6875rem]' : 'h-5 px-2 text-xs',
        TONES[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
