'use client';

import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { cx } from './cx.tsx';

export interface PaneHandleProps {
  label: string;
  size: number;
  min: number;
  max: number;
  /** The side on which the handle stands: pulling it that way makes the pane wider. */
  grows: 'start' | 'end';
  onResize: (size: number) => void;
  onFold: () => void;
}

const STEP = 16;

/** The line between two panes. Arrow keys move it, Home and End go to the limits, Enter folds the pane. */
export function PaneHandle({ label, size, min, max, grows, onResize, onFold }: PaneHandleProps) {
  const drag = useRef<{ x: number; size: number } | null>(null);
  const direction = (element: Element) =>
    (grows === 'end' ? 1 : -1) * (getComputedStyle(element).direction === 'rtl' ? -1 : 1);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = (event.shiftKey ? 4 * STEP : STEP) * direction(event.currentTarget);
    const next = { ArrowRight: size + step, ArrowLeft: size - step, Home: min, End: max }[event.key];
    if (next !== undefined) onResize(next);
    else if (event.key === 'Enter') onFold();
    else return;
    event.preventDefault();
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, size };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!drag.current) return;
    onResize(drag.current.size + (event.clientX - drag.current.x) * direction(event.currentTarget));
  };
  const onPointerEnd = () => {
    drag.current = null;
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves is a widget; <hr> is not one.
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={Math.round(size)}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onDoubleClick={onFold}
      className={cx(
        'absolute inset-y-0 z-20 hidden w-2 cursor-col-resize touch-none md:block',
        'after:absolute after:inset-y-0 after:start-1/2 after:w-0.5 after:-translate-x-1/2 after:transition-colors after:duration-quick',
        'hover:after:bg-accent-line active:after:bg-accent focus-visible:outline-none focus-visible:after:bg-focus',
        grows === 'end' ? '-end-1' : '-start-1',
      )}
    />
  );
}
