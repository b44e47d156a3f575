'use client';

import { Label } from 'react-aria-components/Label';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import { cx } from './cx.tsx';

export interface ProgressProps {
  label: string;
  hideLabel?: boolean;
  /** Left out where nobody knows how long it takes. */
  value?: number;
  max?: number;
  /** What stands at the end of the line: "182 of 240", "2 minutes left". */
  note?: string;
  tone?: 'accent' | 'danger';
  className?: string;
}

export function Progress({ label, hideLabel, value, max = 100, note, tone = 'accent', className }: ProgressProps) {
  return (
    <ProgressBar
      value={value}
      maxValue={max}
      valueLabel={note}
      isIndeterminate={value === undefined}
      className={cx('flex min-w-0 flex-col gap-1.5', className)}
    >
      {({ percentage, valueText, isIndeterminate }) => (
        <>
          <div className={cx('flex items-baseline justify-between gap-3', hideLabel && 'sr-only')}>
            <Label className="min-w-0 truncate text-sm font-medium">{label}</Label>
            <span className="shrink-0 text-sm text-muted tabular-nums">{isIndeterminate ? note : valueText}</span>
          </div>
          <div className="h-1.5 overflow-hidden rounded-full bg-pressed">
            <div
              className={cx(
                'h-full rounded-full transition-[width] duration-calm',
                tone === 'danger' ? 'bg-danger' : 'bg-accent',
                isIndeterminate && 'w-1/3 animate-[travel_1.4s_ease-in-out_infinite]',
              )}
              style={isIndeterminate ? undefined : { width: `${percentage}%` }}
            />
          </div>
        </>
      )}
    </ProgressBar>
  );
}
