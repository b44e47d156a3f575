import type { KeyboardEvent } from 'react';
import type { MapLayout } from '#lib/graph/core/map/layout.ts';

const DIRECTIONS: Record<string, [across: number, down: number]> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** The card to go to from one by an arrow key: beside it in its line, or the nearest of the next line up or down. */
function nextCard({ boxes }: Pick<MapLayout, 'boxes'>, from: number, across: number, down: number): number {
  const start = boxes[from];
  if (!start) return from;
  const middle = (card: number) => (boxes[card]?.x ?? 0) + (boxes[card]?.width ?? 0) / 2;
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  boxes.forEach((box, card) => {
    const aside = middle(card) - middle(from);
    const below = box.y - start.y;
    const isThere = down === 0 ? below === 0 && aside * across > 0 : below * down > 0;
    // Never past a line for a card that stands straighter.
    const distance = down === 0 ? Math.abs(aside) : Math.abs(below) * 1e4 + Math.abs(aside);
    if (!isThere || distance >= least) return;
    best = card;
    least = distance;
  });
  return best;
}

/** Arrow keys go from card to card, whichever way the text runs. */
export function walkByKey(layout: Pick<MapLayout, 'boxes'>, event: KeyboardEvent<HTMLElement>): void {
  const direction = DIRECTIONS[event.key];
  const card =
    event.target instanceof Element ? event.target.closest<HTMLElement>('[data-card]')?.dataset.card : undefined;
  if (!direction || card === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
  const next = nextCard(layout, Number(card), isRtl ? -direction[0] : direction[0], direction[1]);
  event.currentTarget.querySelector<HTMLElement>(`[data-card="${next}"] a`)?.focus();
}
