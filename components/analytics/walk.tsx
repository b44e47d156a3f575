'use client';

import { type ReactNode, useState } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { analyticsText } from './text.ts';

export interface WalkProps {
  /** What is walked through, as screen readers name it. */
  label: string;
  /** The value at each place, in words. */
  spoken: readonly string[];
  onToggle: () => void;
  /** Draws it with the place that is walked on, null while nobody walks. */
  children: (at: number | null) => ReactNode;
}

/** Where a key leads to: a place, away (null), or nowhere (undefined). */
function movedTo(key: string, at: number | null, last: number, isRtl: boolean): number | null | undefined {
  const forward = isRtl ? 'ArrowLeft' : 'ArrowRight';
  const back = isRtl ? 'ArrowRight' : 'ArrowLeft';
  if (key === forward || key === 'ArrowDown') return Math.min(last, (at ?? -1) + 1);
  if (key === back || key === 'ArrowUp') return Math.max(0, (at ?? last + 1) - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  return key === 'Escape' ? null : undefined;
}

/**
 * A chart that is walked through by keyboard: the arrows move from value to value, which is spoken and shown below, and T shows the
 * table instead. It keeps the focus whatever is drawn inside.
 */
export function Walk({ label, spoken, onToggle, children }: WalkProps) {
  const [at, setAt] = useState<number | null>(null);
  const { direction } = useLocale();
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = spoken.length - 1;
    if (event.key.toLowerCase() === 't') onToggle();
    else {
      const next = movedTo(event.key, at, last, direction === 'rtl');
      if (next === undefined || last < 0) return;
      setAt(next);
    }
    event.preventDefault();
  };
  const said = at === null ? null : spoken[Math.min(at, spoken.length - 1)];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset holds fields; this is one thing with values to walk through.
    <div
      role="group"
      aria-roledescription="chart"
      aria-label={label}
      aria-description={analyticsText.keys}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows walk through it.
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={() => setAt(null)}
      className="flex min-w-0 flex-col gap-2 rounded-md"
    >
      {children(at)}
      <p aria-live="polite" className={said ? 'text-sm text-ink tabular-nums' : 'sr-only'}>
        {said}
      </p>
    </div>
  );
}
