'use client';

import { type RefObject, useEffect, useMemo, useState } from 'react';
import { type Anchor, findAnchor } from '#lib/comments/core/anchor.ts';
import type { Thread } from '#lib/comments/core/thread.ts';
import { readShown, type ShownText } from './shown-text.ts';

/** After the last letter; looking at every one would be felt. */
const PAUSE_MS = 250;
const LESSON = '.lesson';

/** The text that is talked about: a part of the page, or the lesson in it, read again whenever it changes. */
export function useShown(
  area: RefObject<HTMLElement | null>,
  isWhole: boolean,
): { root: HTMLElement; shown: ShownText } | null {
  const [read, setRead] = useState<{ root: HTMLElement; shown: ShownText } | null>(null);
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const look = () => {
      const root = isWhole ? element : element.querySelector<HTMLElement>(LESSON);
      setRead(root && { root, shown: readShown(root) });
    };
    look();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(look, PAUSE_MS);
    });
    observer.observe(element, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      clearTimeout(timer);
    };
  }, [area, isWhole]);
  return read;
}

/** Where the passages of threads are drawn; a thread whose passage is gone has none. */
export function useRanges(
  shown: ShownText | null,
  threads: readonly (Anchor & { id: string })[],
): ReadonlyMap<string, Range> {
  return useMemo(() => {
    const ranges = new Map<string, Range>();
    if (!shown) return ranges;
    for (const thread of threads) {
      const passage = findAnchor(shown.text, thread);
      const range = passage && shown.rangeOf(passage);
      if (range) ranges.set(thread.id, range);
    }
    return ranges;
  }, [shown, threads]);
}

interface Marked {
  threads: readonly Thread[];
  /** Of what stands beside the threads. */
  beside: readonly { id: string }[];
  ranges: ReadonlyMap<string, Range>;
  current: string | null;
  /** The passage that a comment is being written about. */
  draft: Anchor | null;
  shown: ShownText | null;
}

/** Marks the passages, where the browser can: over the text, never in it. */
export function useMarks({ threads, beside, ranges, current, draft, shown }: Marked): void {
  useEffect(() => {
    if (typeof Highlight === 'undefined' || !CSS.highlights) return;
    const some = (wanted: (thread: Thread) => boolean) =>
      new Highlight(...threads.filter(wanted).flatMap(({ id }) => ranges.get(id) ?? []));
    const on = some(({ id }) => id === current);
    const looked = beside.find(({ id }) => id === current);
    const lookedAt = looked && ranges.get(looked.id);
    if (lookedAt) on.add(lookedAt);
    const written = draft && shown && findAnchor(shown.text, draft);
    const range = written && shown.rangeOf(written);
    if (range) on.add(range);
    on.priority = 1;
    CSS.highlights.set(
      'comment',
      some(({ resolved_at, id }) => resolved_at === null && id !== current),
    );
    CSS.highlights.set(
      'comment-resolved',
      some(({ resolved_at, id }) => resolved_at !== null && id !== current),
    );
    CSS.highlights.set('comment-on', on);
    CSS.highlights.set(
      'suggestion',
      new Highlight(...beside.filter(({ id }) => id !== current).flatMap(({ id }) => ranges.get(id) ?? [])),
    );
    return () => {
      for (const name of ['comment', 'comment-resolved', 'comment-on', 'suggestion']) CSS.highlights.delete(name);
    };
  }, [threads, beside, ranges, current, draft, shown]);
}

/** Brings a passage into view. */
export function showPassage(range: Range | undefined): void {
  const { startContainer } = range ?? {};
  const element = startContainer instanceof Element ? startContainer : startContainer?.parentElement;
  element?.scrollIntoView({ block: 'center' });
}

/** The thread whose passage is at a point of the window. */
export function threadAt(ranges: ReadonlyMap<string, Range>, x: number, y: number): string | null {
  for (const [id, range] of ranges) {
    for (const { left, right, top, bottom } of range.getClientRects())
      if (x >= left && x <= right && y >= top && y <= bottom) return id;
  }
  return null;
}
