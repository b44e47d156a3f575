import type { Passage } from '#lib/comments/core/anchor.ts';
import { plainText } from '#lib/comments/core/plain-text.ts';

/** What is no word of the lesson: controls, formulas as they are drawn, what a difference took out. */
const LEFT_OUT =
  'button, select, input, textarea, style, script, svg, sup[aria-hidden], .katex, del, [data-no-passage]';
const BLOCKS = 'p, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd, pre, blockquote, figcaption, summary, div, section';

/** The text of a part of the page, and where each of its characters is drawn. */
export interface ShownText {
  text: string;
  rangeOf: (passage: Passage) => Range | null;
  /** Where a point of the page is in the text. */
  indexOf: (node: Node, offset: number) => number;
}

function textNodes(root: Node): Text[] {
  const nodes: Text[] = [];
  const accept = (node: Node) =>
    node instanceof Element
      ? node.matches(LEFT_OUT)
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_SKIP
      : NodeFilter.FILTER_ACCEPT;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, accept);
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  return nodes;
}

/** The last index whose value is not above a number; -1 where there is none. */
function lastUpTo(values: readonly number[], wanted: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Reads what a part of the page says, as passages are looked for in it. */
export function readShown(root: Element): ShownText {
  const nodes = textNodes(root);
  const starts: number[] = [];
  const parts: string[] = [];
  let length = 0;
  let block: Element | null = null;
  for (const node of nodes) {
    const own = node.parentElement?.closest(BLOCKS) ?? null;
    // Words of two blocks do not run together.
    if (own !== block && length > 0) {
      parts.push('\n');
      length++;
    }
    block = own;
    starts.push(length);
    parts.push(node.data);
    length += node.data.length;
  }
  const { text, places } = plainText(parts.join(''));
  const point = (index: number): [Text, number] | null => {
    const place = places[index];
    if (place === undefined) return null;
    const nth = lastUpTo(starts, place);
    const node = nodes[nth];
    return node ? [node, Math.min(node.length, place - (starts[nth] as number))] : null;
  };
  return {
    text,
    rangeOf: ({ from, to }) => {
      const start = point(from);
      const end = point(to - 1);
      if (!start || !end) return null;
      const range = document.createRange();
      range.setStart(...start);
      range.setEnd(end[0], Math.min(end[0].length, end[1] + 1));
      return range;
    },
    indexOf: (node, offset) => {
      const probe = document.createRange();
      probe.setStart(node, offset);
      // The first text that ends behind the point.
      let [low, high] = [0, nodes.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        const at = nodes[middle] as Text;
        if (probe.comparePoint(at, at.length) > 0) high = middle;
        else low = middle + 1;
      }
      const found = nodes[low];
      if (!found) return text.length;
      const within = found === node ? offset : 0;
      return lastUpTo(places, (starts[low] as number) + within - 1) + 1;
    },
  };
}

/** The words that are selected in a part of the page, without the blanks around them; null for none. */
export function selectedPassage(root: Element, shown: ShownText): Passage | null {
  const selection = getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer)) return null;
  let from = shown.indexOf(range.startContainer, range.startOffset);
  let to = shown.indexOf(range.endContainer, range.endOffset);
  while (from < to && shown.text[from] === ' ') from++;
  while (to > from && shown.text[to - 1] === ' ') to--;
  return from < to ? { from, to } : null;
}
