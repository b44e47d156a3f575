'use client';

import { type RefObject, useEffect, useRef } from 'react';
import type { ShownFinding } from '#lib/review/services/items.ts';

const ALL = 'finding';
const HERE = 'finding-here';
/** Fewer letters are found anywhere. */
const LEAST = 3;
/** So much of a passage is enough to find it by. */
const MOST = 60;

/** Marks what findings are about in what is shown, and goes to the one that is looked at. The marks lie over the text, which stays as it is. */
export function useFindingMarks(
  root: RefObject<HTMLElement | null>,
  findings: readonly ShownFinding[],
  at: number | null,
  shown: string,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view shows other text.
  useEffect(() => {
    if (!root.current || !('highlights' in CSS)) return;
    const text = textOf(root.current);
    const ranges = findings.map(({ passage }) => (passage ? rangeOf(text, passage) : null));
    CSS.highlights.set(ALL, new Highlight(...ranges.filter((range) => range !== null)));
    const here = at === null ? null : ranges[at];
    if (here) {
      CSS.highlights.set(HERE, new Highlight(here));
      here.startContainer.parentElement?.scrollIntoView({ block: 'center' });
    }
    return () => {
      CSS.highlights.delete(ALL);
      CSS.highlights.delete(HERE);
    };
  }, [root, findings, at, shown]);
}

/** Gives a function that goes to the next heading of what is shown, or back. */
export function useSections(root: RefObject<HTMLElement | null>, of: string): (by: 1 | -1) => void {
  const at = useRef({ of, nth: -1 });
  return (by) => {
    const headings = root.current?.querySelectorAll<HTMLElement>('.lesson :is(h1, h2, h3, h4)') ?? [];
    if (headings.length === 0) return;
    const from = at.current.of === of ? at.current.nth : -1;
    const nth = Math.min(headings.length - 1, Math.max(0, from + by));
    at.current = { of, nth };
    headings[nth]?.scrollIntoView({ block: 'start' });
  };
}

interface ShownText {
  /** Letters and digits of what is shown, small. */
  letters: string;
  /** Where each of them stands. */
  places: { node: Node; at: number }[];
}

const LETTER = /[\p{L}\p{N}]/u;

/** Letters alone: marks of Markdown, blanks and quotes are others in the source than on the page. */
function textOf(root: HTMLElement): ShownText {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const places: ShownText['places'] = [];
  let letters = '';
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue ?? '';
    for (let at = 0; at < text.length; at++) {
      const one = text[at] ?? '';
      if (!LETTER.test(one)) continue;
      letters += one.toLowerCase()[0] ?? one;
      places.push({ node, at });
    }
  }
  return { letters, places };
}

/** Where a passage of the source stands; null where it is not shown, or too short to be told from others. */
function rangeOf({ letters, places }: ShownText, passage: string): Range | null {
  const sought = [...passage]
    .filter((one) => LETTER.test(one))
    .map((one) => one.toLowerCase()[0])
    .join('')
    .slice(0, MOST);
  const from = sought.length < LEAST ? -1 : letters.indexOf(sought);
  const [start, end] = [places[from], places[from + sought.length - 1]];
  if (from < 0 || !start || !end) return null;
  const range = document.createRange();
  range.setStart(start.node, start.at);
  range.setEnd(end.node, end.at + 1);
  return range;
}
