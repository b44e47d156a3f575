'use client';

import { type MouseEvent, type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Rect } from '#lib/graph/core/layout.ts';

/**
 * Draws a box with Shift held down and tells what it spans, in pixels of the window. A press that does not become a box
 * stays a click.
 */
export function useBox(onBox: (box: Rect) => void): {
  onMouseDownCapture: (event: MouseEvent) => void;
  box: ReactNode;
} {
  const [box, setBox] = useState<Rect | null>(null);
  const start = useRef<{ x: number; y: number } | null>(null);
  const tell = useEffectEvent(onBox);

  useEffect(() => {
    if (!box) return;
    const spanned = (event: globalThis.MouseEvent): Rect => {
      const { x, y } = start.current ?? { x: event.clientX, y: event.clientY };
      return {
        x: Math.min(x, event.clientX),
        y: Math.min(y, event.clientY),
        width: Math.abs(event.clientX - x),
        height: Math.abs(event.clientY - y),
      };
    };
    const onMove = (event: globalThis.MouseEvent) => setBox(spanned(event));
    const onUp = (event: globalThis.MouseEvent) => {
      const done = spanned(event);
      setBox(null);
      if (done.width > 6 && done.height > 6) tell(done);
    };
    addEventListener('mousemove', onMove);
    addEventListener('mouseup', onUp, { once: true });
    return () => {
      removeEventListener('mousemove', onMove);
      removeEventListener('mouseup', onUp);
    };
  }, [box]);

  return {
    onMouseDownCapture: (event) => {
      const isPane = event.target instanceof Element && event.target.classList.contains('react-flow__pane');
      if (!event.shiftKey || event.button !== 0 || !isPane) return;
      // The canvas would move along.
      event.stopPropagation();
      event.preventDefault();
      start.current = { x: event.clientX, y: event.clientY };
      setBox({ ...start.current, width: 0, height: 0 });
    },
    box: box && (
      <div
        style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
        className="pointer-events-none fixed z-20 rounded-sm border border-focus bg-accent-soft/40"
      />
    ),
  };
}
