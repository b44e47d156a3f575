import { type Word, wordsOf } from '#lib/graph/core/terms.ts';
import { type Block, readBlocks } from './blocks.ts';
import { languageOf } from './languages.ts';
import { masked, plainOf, withoutCodePoints } from './masked.ts';
import { sentenceEnds } from './sentences.ts';
import type { Source } from './source.ts';

/** A sentence and where it stands. */
export interface Sentence {
  /** Counted from one through the whole source: what a reader is led by. */
  number: number;
  /** The place of its block. */
  block: number;
  from: number;
  to: number;
  /** As long as what stands in the source, with the markup put out of the way. */
  mask: string;
  /** As a person reads it. */
  plain: string;
  /** Their places are in the mask. */
  words: Word[];
}

/** A source as everything of the drafter looks at it: read once. */
export interface ReadSource {
  /** Its place among the sources. */
  at: number;
  name: string;
  text: string;
  language: string;
  blocks: Block[];
  /** Of running text: paragraphs, lists and quotations. */
  sentences: Sentence[];
}

const RUNNING: ReadonlySet<Block['kind']> = new Set(['paragraph', 'list', 'quote']);
/** Languages that put no blanks between words. */
const UNSPACED: ReadonlySet<string> = new Set(['zh', 'ja', 'th']);
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** The words of a masked text, in any script. */
export function wordsIn(mask: string, language: string): Word[] {
  if (!UNSPACED.has(language)) return wordsOf(mask);
  return Array.from(segmenter.segment(mask)).flatMap(({ segment, index, isWordLike }) =>
    isWordLike ? [{ stem: segment.toLowerCase(), start: index, end: index + segment.length }] : [],
  );
}

/** What has been read of a source, for as long as somebody holds that: each lesson of a chapter asks for the whole of it. */
const known = new WeakMap<Source, ReadSource>();

/** Reads a source; the same text gives the same, whatever the machine. */
export function readSource(source: Source, at = 0): ReadSource {
  const before = known.get(source);
  if (before?.text === source.text && before.name === source.name && before.at === at) return before;
  const read = readAnew(source, at);
  known.set(source, read);
  return read;
}

function readAnew({ name, text }: Source, at: number): ReadSource {
  const blocks = readBlocks(text);
  const language = languageOf(masked(text.slice(0, 20_000)));
  const sentences: Sentence[] = [];
  for (const [place, block] of blocks.entries()) {
    if (!RUNNING.has(block.kind)) continue;
    for (const [from, to] of pieces(text, block)) {
      const raw = text.slice(from, to);
      const mask = masked(raw, block.kind === 'list');
      for (const [start, end] of sentenceEnds(withoutCodePoints(raw, mask), language)) {
        const cut = mask.slice(start, end);
        const words = wordsIn(cut, language);
        if (words.length === 0) continue;
        const number = sentences.length + 1;
        sentences.push({
          number,
          block: place,
          from: from + start,
          to: from + end,
          mask: cut,
          plain: plainOf(cut),
          words,
        });
      }
    }
  }
  return { at, name, text, language, blocks, sentences };
}

const ITEM = /^[ \t]{0,40}(?:[-+*]|\d{1,9}[.)])[ \t]/;
const CODE = /^[ \t]{0,40}(?:`{3,}|~{3,})/;

/** The parts of a block in which sentences stand: a list item by item, without its code. */
function pieces(text: string, block: Block): [from: number, to: number][] {
  if (block.kind !== 'list') return [[block.from, block.to]];
  const found: [number, number][] = [];
  let isCode = false;
  for (let from = block.from; from < block.to; ) {
    const next = text.indexOf('\n', from);
    const to = next < 0 ? block.to : Math.min(next, block.to);
    const head = text.slice(from, Math.min(to, from + 100));
    const last = found.at(-1);
    if (CODE.test(head)) isCode = !isCode;
    else if (!isCode && head.trim() !== '') {
      if (last && last[1] === from - 1 && !ITEM.test(head)) last[1] = to;
      else found.push([from, to]);
    }
    from = to + 1;
  }
  return found;
}

/** The plain words of a heading. */
export function headingOf({ text }: ReadSource, { from, to }: Block): string {
  const line = text.slice(from, to).split('\n', 1)[0]?.slice(0, 500) ?? '';
  const mask = masked(line.replace(/^ {0,3}#{1,6}/, (marks) => ' '.repeat(marks.length)));
  return plainOf(mask)
    .replace(/[ \t]#+$/, '')
    .slice(0, 200)
    .trim();
}

/** Those of some things in their order that stand between two places. */
export function between<Placed extends { from: number; to: number }>(
  all: readonly Placed[],
  from: number,
  to: number,
): Placed[] {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((all[middle] as Placed).from < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < all.length && (all[end] as Placed).to <= to) end++;
  return all.slice(low, end);
}

/** How much there is to read in a stretch of a source. */
export interface Size {
  words: number;
  code_words: number;
}

/** The sizes of all blocks of a source, each counted once. */
export function blockSizes(read: ReadSource): Size[] {
  return read.blocks.map((block) => {
    const raw = read.text.slice(block.from, block.to);
    if (block.kind === 'code') return { words: 0, code_words: wordsOf(raw).length };
    const isRead = block.kind === 'heading' || RUNNING.has(block.kind) || block.kind === 'table';
    return { words: isRead ? wordsIn(masked(raw, block.kind === 'list'), read.language).length : 0, code_words: 0 };
  });
}

/** Whole minutes for a size: code takes five times as long as text. */
export const minutesFor = ({ words, code_words }: Size): number =>
  Math.max(1, Math.round(words / 200 + code_words / 40));
