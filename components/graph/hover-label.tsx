'use client';

import type { Hovered } from './hover.ts';

/** A name beside the pointer. */
export function HoverLabel({ hovered: { label, x, y } }: { hovered: Hovered }) {
  if (!label) return null;
  const isLeft = x > innerWidth - 320;
  return (
    <div
      aria-hidden
      style={{ left: x + (isLeft ? -12 : 12), top: y + 16, transform: isLeft ? 'translateX(-100%)' : undefined }}
      className="pointer-events-none fixed z-30 max-w-72 rounded-md bg-ink px-2 py-1 text-xs text-surface shadow-float"
    >
      <span dir="auto">{label.title}</span>
      {label.detail && <span className="opacity-80"> · {label.detail}</span>}
    </div>
  );
}
