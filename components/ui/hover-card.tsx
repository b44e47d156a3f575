'use client';

import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';

/** Pixels between the card and what it is about, and between the card and the edge of the window. */
const GAP = 8;

/**
 * More about a thing in a list, beside it while somebody points at it. For the eye alone: what it says is said in the row as well, so it
 * takes no focus and no press, and whoever shows it takes it away.
 */
export function HoverCard({ anchor, children }: { anchor: Element; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const card = box.current;
    if (!card) return;
    const row = anchor.getBoundingClientRect();
    const isRtl = getComputedStyle(anchor).direction === 'rtl';
    const beside = isRtl ? row.left - GAP - card.offsetWidth : row.right + GAP;
    const left = Math.max(GAP, Math.min(beside, innerWidth - card.offsetWidth - GAP));
    const top = Math.max(GAP, Math.min(row.top, innerHeight - card.offsetHeight - GAP));
    card.style.translate = `${left}px ${top}px`;
  });
  return createPortal(
    <div
      ref={box}
      aria-hidden
      className="floats pointer-events-none fixed top-0 left-0 z-50 w-64 rounded-lg p-3 text-sm"
    >
      {children}
    </div>,
    document.body,
  );
}
