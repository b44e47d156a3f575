'use client';

import { type FocusEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { HoverCard } from '#components/ui/hover-card.tsx';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { RowCard } from './row-marks.tsx';

/** Long enough that a pointer on its way over the rows opens none. */
const DELAY_MS = 400;

interface Found {
  row: HTMLElement;
  node: OutlineNode;
}

/**
 * The card with the numbers of the row that is pointed at, or that the keyboard stands on for a while. It goes with any press, any key and
 * any scrolling, and never comes while a menu is open or something is dragged.
 */
export function useRowCard(rowAt: (target: EventTarget | null) => Found | null, isBusy: boolean) {
  const [key, setKey] = useState<string | null>(null);
  const row = useRef<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const close = () => {
    clearTimeout(timer.current);
    row.current = null;
    setKey(null);
  };
  const wait = (found: Found | null) => {
    if (found?.row === row.current) return;
    close();
    if (!found) return;
    row.current = found.row;
    timer.current = setTimeout(() => setKey(found.node.key), DELAY_MS);
  };
  const anchor = row.current;
  const found = !isBusy && key !== null && anchor?.isConnected ? rowAt(anchor) : null;
  const card: ReactNode =
    // Rows in view are drawn again for others: the card is of the row that it was opened for.
    anchor && found?.node.key === key ? (
      <HoverCard anchor={anchor}>
        <RowCard node={found.node} />
      </HoverCard>
    ) : null;
  return {
    card,
    listeners: {
      onPointerOver: (event: PointerEvent) => event.pointerType === 'mouse' && wait(rowAt(event.target)),
      onPointerLeave: close,
      onFocus: (event: FocusEvent) =>
        event.target instanceof Element && event.target.matches('[role="row"]:focus-visible')
          ? wait(rowAt(event.target))
          : undefined,
      onBlur: close,
      onScrollCapture: close,
      onDragStart: close,
    },
    close,
  };
}
