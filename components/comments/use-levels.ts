'use client';

import { type RefObject, useLayoutEffect, useRef } from 'react';

const GAP = 12;

/** Where cards go so that each is level with its passage as nearly as it can be; the current one is so exactly. */
export function levels(wanted: readonly (number | null)[], heights: readonly number[], current: number): number[] {
  const tops: number[] = [];
  let floor = 0;
  for (const [nth, want] of wanted.entries()) {
    tops.push(Math.max(floor, want ?? floor));
    floor = (tops[nth] as number) + (heights[nth] as number) + GAP;
  }
  const want = wanted[current];
  if (want == null) return tops;
  // Those above make room upwards, as far as there is any.
  let ceiling = Math.max(
    want,
    heights.slice(0, current).reduce((sum, height) => sum + height + GAP, 0),
  );
  tops[current] = ceiling;
  for (let nth = current - 1; nth >= 0; nth--) {
    ceiling -= (heights[nth] as number) + GAP;
    tops[nth] = Math.min(tops[nth] as number, ceiling);
    ceiling = tops[nth] as number;
  }
  floor = (tops[current] as number) + (heights[current] as number) + GAP;
  for (let nth = current + 1; nth < tops.length; nth++) {
    tops[nth] = Math.max(floor, wanted[nth] ?? floor);
    floor = (tops[nth] as number) + (heights[nth] as number) + GAP;
  }
  return tops;
}

/** Moves the cards of a list level with their ranges, and again whenever one of them grows. */
export function useLevels(
  list: RefObject<HTMLElement | null>,
  ids: readonly string[],
  ranges: ReadonlyMap<string, Range>,
  current: string | null,
  isOn: boolean,
): void {
  const latest = useRef({ ids, ranges, current });
  latest.current = { ids, ranges, current };
  useLayoutEffect(() => {
    const box = list.current;
    if (!box || !isOn) return;
    const place = () => {
      const now = latest.current;
      const cards = [...box.children] as HTMLElement[];
      const top = box.getBoundingClientRect().top;
      const wanted = now.ids.map((id) => {
        const range = now.ranges.get(id);
        return range ? range.getBoundingClientRect().top - top : null;
      });
      const heights = cards.map((card) => card.offsetHeight);
      const tops = levels(wanted.slice(0, cards.length), heights, now.current ? now.ids.indexOf(now.current) : -1);
      for (const [nth, card] of cards.entries()) card.style.top = `${tops[nth] ?? 0}px`;
      box.style.minHeight = `${Math.max(0, ...cards.map((_, nth) => (tops[nth] ?? 0) + (heights[nth] ?? 0)))}px`;
    };
    place();
    const resized = new ResizeObserver(place);
    for (const card of box.children) resized.observe(card);
    // Pictures and fonts that come late move the lines.
    const text = latest.current.ranges.values().next().value?.startContainer.parentElement?.closest('.lesson');
    if (text) resized.observe(text);
    return () => resized.disconnect();
  });
}
