import { type RefObject, useEffect } from 'react';
import { bestPassage } from '#lib/search/core.ts';

const NAME = 'sought';
const MOST = 500;

/** Where the words stand in what is shown below an element, in order. */
function rangesOf(root: HTMLElement, words: readonly string[]): { range: Range; at: number; word: string }[] {
  const found: { range: Range; at: number; word: string }[] = [];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let before = 0;
  for (let node = texts.nextNode(); node && found.length < MOST; node = texts.nextNode()) {
    const text = node.nodeValue?.toLocaleLowerCase() ?? '';
    for (const word of words) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        found.push({ range, at: before + at, word });
      }
    }
    before += text.length;
  }
  return found.sort((one, other) => one.at - other.at);
}

/**
 * Opens what is shown at the passage that holds most of some words, and marks them. The marks lie over the text, which stays
 * as it is; a browser without them still goes to the passage.
 */
export function usePassage(root: RefObject<HTMLElement | null>, sought: string, view: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view shows other text.
  useEffect(() => {
    const words = sought.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    if (!root.current || words.length === 0) return;
    const hits = rangesOf(root.current, words);
    const best = hits[bestPassage(hits)];
    if (!best) return;
    if ('highlights' in CSS) CSS.highlights.set(NAME, new Highlight(...hits.map(({ range }) => range)));
    const block = best.range.startContainer.parentElement;
    block?.closest('details')?.setAttribute('open', '');
    block?.scrollIntoView({ block: 'center' });
    return () => {
      if ('highlights' in CSS) CSS.highlights.delete(NAME);
    };
  }, [root, sought, view]);
}
