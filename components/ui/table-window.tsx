'use client';

import { type RefObject, useLayoutEffect, useState } from 'react';

export const ROW_HEIGHT = 36;
const MARGIN = 12;

interface RowWindow {
  count: number;
  virtual: boolean;
  /** The row that holds the focus, -1 for none. */
  keep: number;
  /** In pixels. */
  rowHeight: number;
}

/**
 * The rows to draw: those in view with a few around them, and the one that holds the focus wherever it is, so that
 * scrolling never loses it. A table that is not virtual draws all.
 */
export function useRowWindow(scroller: RefObject<HTMLElement | null>, { count, virtual, keep, rowHeight }: RowWindow) {
  // The server and the first paint draw one screen.
  const [range, setRange] = useState({ from: 0, to: 40 });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!virtual || !element) return;
    const measure = () => {
      const from = Math.max(0, Math.floor(element.scrollTop / rowHeight) - MARGIN);
      const to = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + MARGIN;
      setRange((before) => (before.from === from && before.to === to ? before : { from, to }));
    };
    measure();
    element.addEventListener('scroll', measure, { passive: true });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', measure);
      observer.disconnect();
    };
  }, [scroller, virtual, rowHeight]);

  const from = virtual ? Math.min(range.from, Math.max(0, count - 1)) : 0;
  const to = virtual ? Math.min(range.to, count) : count;
  const indexes = Array.from({ length: Math.max(0, to - from) }, (_, place) => from + place);
  if (keep >= 0 && keep < from) indexes.unshift(keep);
  if (keep >= to && keep < count) indexes.push(keep);
  return indexes;
}
