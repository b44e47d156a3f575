import { diffArrays } from 'diff';
import type { Element, ElementContent } from 'hast';
import { joinedChanges } from '#lib/base/core/joined-changes.ts';
import { toHtml } from './html.ts';

/** A part of a rendered lesson: one with parts of its own, or one that is words. */
export interface Piece {
  tag: string;
  html: string;
  /** The frame around what is in it. */
  open: string;
  close: string;
  children: Piece[] | null;
  content: readonly ElementContent[];
  words: Word[];
}

export interface Told {
  change: 'same' | 'changed' | 'added' | 'removed';
  html: string;
}

/** Where an element among words begins or ends, a word, or something that is one whole, such as a formula. */
interface Word {
  is: 'frame' | 'word' | 'whole';
  html: string;
}

/** Words that stand beside blocks, as in a list entry with a list in it. */
const LOOSE = '#words';
const SEGMENTS = new Intl.Segmenter(undefined, { granularity: 'word' });
const WHOLE = new Set(['img', 'svg', 'video', 'audio', 'iframe', 'hr', 'input', 'picture', 'object', 'br', 'wbr']);
const BLOCKS = new Set(
  'p ul ol li dl dt dd table thead tbody tfoot tr td th caption pre blockquote div figure figcaption section details summary h1 h2 h3 h4 h5 h6 hr'.split(
    ' ',
  ),
);
/** What may hold only entries; a mark has to stand in each of those. */
const HOLDERS = new Set(['ul', 'ol', 'dl', 'table', 'thead', 'tbody', 'tfoot', 'tr']);
/** Entries of which less than this is the same are two, one gone and one new. */
const LEAST_ALIKE = 0.35;

const write = (nodes: readonly ElementContent[]) => toHtml.stringify({ type: 'root', children: [...nodes] });
const isBlock = (node: ElementContent) => node.type === 'element' && BLOCKS.has(node.tagName);
const isBlank = (node: ElementContent) => node.type === 'text' && node.value.trim() === '';

function isWhole({ tagName, properties }: Element): boolean {
  const classes = Array.isArray(properties.className) ? properties.className : [];
  return (
    WHOLE.has(tagName) ||
    properties.dataMermaid !== undefined ||
    classes.some((name) => name === 'katex' || name === 'katex-display')
  );
}

function frameOf(node: Element): { open: string; close: string } {
  const frame = write([{ ...node, children: [] }]);
  const close = `</${node.tagName}>`;
  return frame.endsWith(close) ? { open: frame.slice(0, -close.length), close } : { open: frame, close: '' };
}

export function pieceOf(node: Element): Piece {
  const { tagName: tag, children: content } = node;
  const html = write([node]);
  if (isWhole(node))
    return { tag, html, open: '', close: '', children: null, content: [node], words: [{ is: 'whole', html }] };
  const children = content.some(isBlock) ? piecesOf(content) : null;
  return { tag, html, ...frameOf(node), children, content, words: content.flatMap(wordsOf) };
}

function piecesOf(content: readonly ElementContent[]): Piece[] {
  const pieces: Piece[] = [];
  let loose: ElementContent[] = [];
  const flush = () => {
    if (!loose.every(isBlank)) {
      const html = write(loose);
      const words = loose.flatMap(wordsOf);
      pieces.push({ tag: LOOSE, html, open: '', close: '', children: null, content: loose, words });
    }
    loose = [];
  };
  for (const node of content) {
    if (!isBlock(node)) {
      loose.push(node);
      continue;
    }
    flush();
    pieces.push(pieceOf(node as Element));
  }
  flush();
  return pieces;
}

function wordsOf(node: ElementContent): Word[] {
  if (node.type === 'text')
    return Array.from(SEGMENTS.segment(node.value), ({ segment }) => ({
      is: 'word',
      html: write([{ type: 'text', value: segment }]),
    }));
  if (node.type !== 'element') return [];
  if (isWhole(node)) return [{ is: 'whole', html: write([node]) }];
  const { open, close } = frameOf(node);
  return [{ is: 'frame', html: open }, ...node.children.flatMap(wordsOf), { is: 'frame', html: close }];
}

/** A part that came or went as a whole. */
export function marked(piece: Piece, mark: 'come' | 'gone'): string {
  const { tag, html, open, close, children } = piece;
  const name = mark === 'come' ? 'ins' : 'del';
  if (children && HOLDERS.has(tag)) return `${open}${children.map((child) => marked(child, mark)).join('')}${close}`;
  if (open === '') return `<${name} class="${mark}">${html}</${name}>`;
  return `${open}<${name} class="${mark}">${html.slice(open.length, html.length - close.length)}</${name}>${close}`;
}

/** Whether one part may have come from the other: of the same sort, with enough of its words. */
export function isAlike(one: Piece, other: Piece): boolean {
  if (one.tag.replace(/^h\d$/, 'h') !== other.tag.replace(/^h\d$/, 'h')) return false;
  const [mine, others] = [countsOf(one), countsOf(other)];
  const most = Math.max(mine.sum, others.sum);
  // So different in length that not enough can be shared.
  if (Math.min(mine.sum, others.sum) < most * LEAST_ALIKE) return false;
  let shared = 0;
  for (const [word, count] of mine.counts) shared += Math.min(count, others.counts.get(word) ?? 0);
  return most === 0 || shared / most >= LEAST_ALIKE;
}

interface Counts {
  counts: Map<string, number>;
  sum: number;
}

// Every part is held against many others.
const counted = new WeakMap<Piece, Counts>();

function countsOf(piece: Piece): Counts {
  const known = counted.get(piece);
  if (known) return known;
  const counts = new Map<string, number>();
  let sum = 0;
  for (const { is, html } of piece.words) {
    if (is === 'frame' || !/[\p{L}\p{N}]/u.test(html)) continue;
    const word = html.toLocaleLowerCase();
    counts.set(word, (counts.get(word) ?? 0) + 1);
    sum++;
  }
  counted.set(piece, { counts, sum });
  return { counts, sum };
}

/**
 * The newer words, what came marked as `ins`, and what went put in as `del` where it stood. Elements are those of the newer
 * ones alone, so that it is well formed whatever went. Null when comparing takes longer than `timeout`, in milliseconds.
 */
export function writeWords(before: Piece, after: Piece, timeout: number): string | null {
  const parts = diffArrays(before.words, after.words, {
    comparator: (one, other) => one.is === other.is && one.html === other.html,
    timeout,
  });
  if (!parts) return null;
  let html = '';
  const isBlank = (words: Word[]) => words.every(({ is, html: text }) => is === 'word' && text.trim() === '');
  for (const { value, added, removed } of joinedChanges(parts, { isBlank, join: (one, other) => [...one, ...other] })) {
    const said = removed ? value.filter(({ is }) => is !== 'frame') : value;
    let run = '';
    const flush = () => {
      const [name, mark] = removed ? ['del', 'gone'] : ['ins', 'come'];
      html += run === '' || !(added || removed) ? run : `<${name} class="${mark}">${run}</${name}>`;
      run = '';
    };
    for (const word of said) {
      if (word.is === 'frame') {
        flush();
        html += word.html;
      } else run += word.html;
    }
    flush();
  }
  return `${after.open}${html}${after.close}`;
}
