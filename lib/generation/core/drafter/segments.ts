import type { Block } from './blocks.ts';
import { isStopWord, leansBack } from './languages.ts';
import { masked, plainOf } from './masked.ts';
import { type ReadSource, wordsIn } from './read-source.ts';

// Where a text turns to something else, without its headings: TextTiling (Hearst, 1997), which looks for valleys in the likeness of what
// stands before and after, together with what the blocks themselves give away. A list after a colon begins nothing; a paragraph after code
// that takes up the thread with "Let's" often does.

/** A block as it is compared. */
interface Tile {
  block: Block;
  plain: string;
  stems: string[];
}

/** As many words on each side are compared. */
const WINDOW = 90;

/** What speaks for a new segment at a gap, each between 0 and 1 or so. */
export const FEATURES = [
  'valley',
  'unlike',
  'new_words',
  'after_colon',
  'after_code',
  'after_list',
  'after_quote',
  'after_picture',
  'after_rule',
  'before_text',
  'before_picture',
  'before_code',
  'before_list',
  'before_quote',
  'leans_back',
  'question_before',
  'bold_before',
  'after_html',
  'after_sign',
  'before_sign',
  'then_code',
  'then_list',
] as const;
export type Feature = (typeof FEATURES)[number];

/** How much each says; found by logistic regression over the courses of `npm run bench drafter`, each left out once (decision 119). */
const WEIGHTS: Readonly<Record<Feature, number>> = {
  valley: 1.3,
  unlike: 1.3,
  new_words: -0.4,
  after_colon: -1.8,
  after_code: -1.5,
  after_list: 0.2,
  after_quote: 0.2,
  after_picture: -0.8,
  after_rule: 1.9,
  before_text: 1.6,
  before_picture: -0.4,
  before_code: -1.4,
  before_list: 0.3,
  before_quote: -0.5,
  leans_back: -0.8,
  question_before: -0.4,
  bold_before: -0.7,
  after_html: 0.4,
  after_sign: 0.4,
  before_sign: -2,
  then_code: -0.5,
  then_list: 0.9,
};
const BIAS = -3.05;

/** A tick, a lamp, a hat: what authors put before asides. */
const SIGN = /^\p{Extended_Pictographic}/u;

/** The blocks that a lesson consists of: all but headings and what nobody reads. */
export const isContent = ({ kind }: Block): boolean =>
  kind !== 'heading' &&
  kind !== 'front_matter' &&
  kind !== 'definition' &&
  kind !== 'rule' &&
  kind !== 'fence' &&
  kind !== 'html';

function tilesOf(read: ReadSource, blocks: readonly Block[]): Tile[] {
  return blocks.map((block) => {
    const raw = read.text.slice(block.from, block.to);
    const isProse = block.kind !== 'code' && block.kind !== 'math';
    const mask = isProse ? masked(raw, block.kind === 'list') : raw.replace(/[\r\n\t]/g, ' ');
    const stems = wordsIn(mask, read.language)
      .map(({ stem }) => stem)
      .filter((stem) => stem.length > 1 && !isStopWord(stem, read.language));
    return { block, plain: plainOf(mask), stems };
  });
}

/** How likely each of some blocks begins a segment, between 0 and 1. The first does not count. */
export function gapScores(read: ReadSource, blocks: readonly Block[]): number[] {
  return gapFeatures(read, blocks).map((features) => {
    let sum = BIAS;
    for (const name of FEATURES) sum += WEIGHTS[name] * features[name];
    return 1 / (1 + Math.exp(-sum));
  });
}

/** What speaks for a new segment before each of some blocks. */
export function gapFeatures(read: ReadSource, blocks: readonly Block[]): Record<Feature, number>[] {
  const tiles = tilesOf(read, blocks);
  const likeness = tiles.map((_tile, at) => (at === 0 ? 1 : likenessAt(tiles, at)));
  const seen = new Set<string>();
  return tiles.map((tile, at) => {
    const before = tiles[at - 1];
    const own = new Set(tile.stems);
    const fresh = [...own].filter((stem) => !seen.has(stem)).length;
    for (const stem of own) seen.add(stem);
    const raw = read.text.slice(tile.block.from, Math.min(tile.block.to, tile.block.from + 500));
    const is = (kind: Block['kind'], of = tile.block.kind) => Number(of === kind);
    const was = (kind: Block['kind']) => (before ? is(kind, before.block.kind) : 0);
    const between = before ? read.text.slice(before.block.to, tile.block.from) : '';
    return {
      valley: valleyAt(likeness, at),
      unlike: 1 - (likeness[at] as number),
      new_words: own.size === 0 ? 0 : fresh / own.size,
      after_colon: Number(/[:：]$/.test(before?.plain ?? '')),
      after_code: was('code') + was('math'),
      after_list: was('list') + was('table'),
      after_quote: was('quote'),
      after_picture: Number(before?.block.kind === 'paragraph' && before.stems.length === 0),
      after_rule: Number(/^(?:\s*)(?:[-*_][ \t]*){3,}\s*$/m.test(between) || between.includes(':::')),
      before_text: is('paragraph') && Number(tile.stems.length > 0),
      before_picture: is('paragraph') && Number(tile.stems.length === 0),
      before_code: is('code') + is('math') + is('table'),
      before_list: is('list'),
      before_quote: is('quote'),
      leans_back: Number(leansBack(tile.plain, read.language)),
      question_before: Number(/[?？]$/.test(before?.plain ?? '')),
      after_html: Number(/^[ \t]*[<{]/m.test(between)),
      after_sign: Number(SIGN.test(before?.plain ?? '')),
      before_sign: Number(SIGN.test(tile.plain)),
      then_code: Number(tiles[at + 1]?.block.kind === 'code'),
      then_list: Number(tiles[at + 1]?.block.kind === 'list'),
      bold_before: Number(/^\s*(?:\*\*|__)[^*_\n]{2,80}(?:\*\*|__)/.test(raw)),
    };
  });
}

/** How alike the words before and after a gap are (cosine). */
function likenessAt(tiles: readonly Tile[], at: number): number {
  const before = gather(tiles, at - 1, -1);
  const after = gather(tiles, at, 1);
  let shared = 0;
  for (const [stem, count] of before) shared += count * (after.get(stem) ?? 0);
  const size = (counts: Map<string, number>) =>
    Math.sqrt([...counts.values()].reduce((sum, count) => sum + count * count, 0));
  const sizes = size(before) * size(after);
  return sizes === 0 ? 0 : shared / sizes;
}

function gather(tiles: readonly Tile[], start: number, step: 1 | -1): Map<string, number> {
  const counts = new Map<string, number>();
  let words = 0;
  for (let at = start; at >= 0 && at < tiles.length && words < WINDOW; at += step) {
    const { stems } = tiles[at] as Tile;
    const near = step < 0 ? stems.slice(-WINDOW) : stems.slice(0, WINDOW);
    for (const stem of near) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    words += near.length;
  }
  return counts;
}

const REACH = 6;

/** How deep a gap lies below the nearest heights on both sides. */
function valleyAt(likeness: readonly number[], at: number): number {
  const own = likeness[at] as number;
  const climb = (step: 1 | -1) => {
    let height = own;
    for (let next = at + step; next > 0 && next < likeness.length && Math.abs(next - at) <= REACH; next += step) {
      if ((likeness[next] as number) < height) break;
      height = likeness[next] as number;
    }
    return height - own;
  };
  return climb(1) + climb(-1);
}

/** Likelier than this is a boundary, of which two do not stand close to each other. */
const LEAST_SCORE = 0.25;
const NEAREST = 2;

/** The blocks that begin a segment where nothing says how long segments are to be. The first is always one. */
export function segment(read: ReadSource, blocks: readonly Block[], least = LEAST_SCORE): number[] {
  const scores = gapScores(read, blocks);
  const order = scores.map((score, at) => ({ score, at })).filter(({ score, at }) => at >= NEAREST && score >= least);
  const taken = new Set<number>(blocks.length > 0 ? [0] : []);
  for (const { at } of order.sort((a, b) => b.score - a.score || a.at - b.at)) {
    let isNear = false;
    for (let near = at - NEAREST + 1; near < at + NEAREST; near++) isNear ||= taken.has(near);
    if (!isNear) taken.add(at);
  }
  return [...taken].sort((a, b) => a - b);
}

interface Sizes {
  least: number;
  most: number;
}

/** Cuts blocks into parts of a fair size, where the text turns most. Gives the first block of each part. */
export function cutToSize(
  read: ReadSource,
  blocks: readonly Block[],
  words: readonly number[],
  { least, most }: Sizes,
): number[] {
  const scores = gapScores(read, blocks);
  const until = [0];
  for (const count of words) until.push((until.at(-1) as number) + count);
  const between = (from: number, to: number) => (until[to] as number) - (until[from] as number);
  // The best cuts up to each block: the sum of what speaks for each, less for parts that are too short or too long. What lies far back is
  // longer than any part may be, so that the search looks at few blocks.
  const best: { value: number; from: number }[] = [{ value: 0, from: 0 }];
  for (let to = 1; to <= blocks.length; to++) {
    let found = { value: Number.NEGATIVE_INFINITY, from: to - 1 };
    for (let from = to - 1; from >= 0; from--) {
      const size = between(from, to);
      const odd = size < least ? (least - size) / least : size > most ? (2 * (size - most)) / most : 0;
      const value = (best[from] as { value: number }).value + (from === 0 ? 0 : (scores[from] as number) - 0.25) - odd;
      if (value > found.value) found = { value, from };
      if (size > 2 * most || to - from > 400) break;
    }
    best.push(found);
  }
  const cuts: number[] = [];
  for (let to = blocks.length; to > 0; to = (best[to] as { from: number }).from)
    cuts.push((best[to] as { from: number }).from);
  return cuts.reverse();
}
