import type { Block } from './blocks.ts';
import { blockSizes, headingOf, type ReadSource, type Size } from './read-source.ts';
import { cutToSize, isContent, segment } from './segments.ts';

/** A stretch of a source under one title. */
export interface Piece {
  /** Empty where the source gives none. */
  title: string;
  heading: Block | null;
  from: number;
  to: number;
  size: Size;
}

/** What stands together under one heading of the source, cut into pieces. */
export interface Part {
  title: string;
  heading: Block | null;
  pieces: Piece[];
}

/** Shorter than this (in words) a section makes no lesson of its own. */
const LEAST = 80;
/** A section that is longer than so many words is cut where it turns to something else. */
const MOST = 900;
/** What the parts of such a section have at least. */
const LEAST_CUT = 350;
/** A source with no headings is first cut wherever it turns; of that only what is far too short is put together. */
const NO_HEADINGS = 2;

interface Section {
  heading: Block | null;
  title: string;
  /** The places of its blocks. */
  first: number;
  own_end: number;
  end: number;
  children: Section[];
}

const TITLE = /^title:[ \t]*["']?([^\n]{1,200}?)["']?[ \t]*\r?$/m;

/** The title that a source gives itself: in its front matter, or one heading of the first rank before any other; null without. */
export function titleOf(read: ReadSource): string | null {
  const [matter] = read.blocks;
  const named =
    matter?.kind === 'front_matter' ? TITLE.exec(read.text.slice(matter.from, matter.to).slice(0, 5_000)) : null;
  if (named) return named[1] as string;
  const [first, ...rest] = read.blocks.filter(({ kind }) => kind === 'heading');
  if (!first || rest.some(({ depth }) => depth <= first.depth)) return null;
  return headingOf(read, first) || null;
}

/** The sections of a source by its headings, cut and put together so that each piece makes a lesson. */
export function cutSource(read: ReadSource): Part[] {
  const sizes = blockSizes(read);
  const until = [0];
  for (const { words, code_words } of sizes) until.push((until.at(-1) as number) + words + code_words);
  const cutter = {
    read,
    sizes,
    words: (first: number, end: number) => (until[end] as number) - (until[first] as number),
  };
  let root = treeOf(read);
  // A title and what stands before it are no level of their own.
  while (root.children.length === 1 && cutter.words(root.first, root.own_end) < LEAST) {
    const only = root.children[0] as Section;
    root = { ...only, first: root.first };
  }
  const own = root.own_end > root.first ? [{ ...root, end: root.own_end, children: [] }] : [];
  const parts = [...own, ...root.children].map((section) => ({
    title: section.title,
    heading: section.heading,
    pieces: piecesOf(cutter, section),
  }));
  return mergeParts(parts.filter(({ pieces }) => pieces.length > 0));
}

interface Cutter {
  read: ReadSource;
  sizes: readonly Size[];
  words: (first: number, end: number) => number;
}

function treeOf(read: ReadSource): Section {
  const { blocks } = read;
  const root: Section = {
    heading: null,
    title: '',
    first: 0,
    own_end: blocks.length,
    end: blocks.length,
    children: [],
  };
  const open: { section: Section; depth: number }[] = [{ section: root, depth: 0 }];
  const close = (depth: number, at: number) => {
    while (open.length > 1 && (open.at(-1) as { depth: number }).depth >= depth) {
      const { section } = open.pop() as { section: Section };
      section.end = at;
      if (section.children.length === 0) section.own_end = at;
    }
  };
  for (const [at, block] of blocks.entries()) {
    if (block.kind !== 'heading') continue;
    close(block.depth, at);
    const parent = (open.at(-1) as { section: Section }).section;
    if (parent.children.length === 0) parent.own_end = at;
    const section: Section = {
      heading: block,
      title: headingOf(read, block),
      first: at,
      own_end: at + 1,
      end: at + 1,
      children: [],
    };
    parent.children.push(section);
    open.push({ section, depth: block.depth });
  }
  close(0, blocks.length);
  return root;
}

function piecesOf(cutter: Cutter, section: Section): Piece[] {
  const words = cutter.words(section.first, section.end);
  if (words <= MOST) return pieceOf(cutter, section, section.first, section.end);
  if (section.children.length === 0) return cutLong(cutter, section);
  const own = { ...section, end: section.own_end, children: [] };
  const pieces = [
    ...(own.end > own.first ? piecesOf(cutter, own) : []),
    ...section.children.flatMap((one) => piecesOf(cutter, one)),
  ];
  return mergeShort(pieces);
}

function pieceOf({ read, sizes }: Cutter, { heading, title }: Section, first: number, end: number): Piece[] {
  const [begin, last] = [read.blocks[first], read.blocks[end - 1]];
  if (!begin || !last) return [];
  const size = { words: 0, code_words: 0 };
  for (let at = first; at < end; at++) {
    size.words += sizes[at]?.words ?? 0;
    size.code_words += sizes[at]?.code_words ?? 0;
  }
  return [{ title, heading, from: begin.from, to: last.to, size }];
}

/** Cuts what is too long where it turns to something else. Only the first part bears the heading. */
function cutLong(cutter: Cutter, section: Section): Piece[] {
  const { read } = cutter;
  const places: number[] = [];
  for (let at = section.first; at < section.end; at++) if (isContent(read.blocks[at] as Block)) places.push(at);
  const blocks = places.map((at) => read.blocks[at] as Block);
  const sizes = places.map((at) => cutter.words(at, at + 1));
  const cuts =
    section.heading || blocks.length <= NO_HEADINGS
      ? cutToSize(read, blocks, sizes, { least: LEAST_CUT, most: MOST })
      : grown(segment(read, blocks), sizes);
  const starts = cuts.map((cut, nth) => (nth === 0 ? section.first : (places[cut] as number)));
  return starts.flatMap((first, nth) => {
    const title = nth === 0 ? section.title : '';
    return pieceOf(
      cutter,
      { ...section, title, heading: nth === 0 ? section.heading : null },
      first,
      starts[nth + 1] ?? section.end,
    );
  });
}

/** Puts segments together until each has its least size, and never grows one beyond the most by that. */
function grown(cuts: readonly number[], sizes: readonly number[]): number[] {
  const kept: number[] = [];
  let size = LEAST_CUT;
  for (const [nth, cut] of cuts.entries()) {
    let next = 0;
    for (let at = cut; at < (cuts[nth + 1] ?? sizes.length); at++) next += sizes[at] as number;
    if (size >= LEAST_CUT || size + next > MOST) {
      kept.push(cut);
      size = 0;
    }
    size += next;
  }
  return kept;
}

const wordsOfPiece = ({ size }: Piece) => size.words + size.code_words;

/** Two neighbours as one, under the title of the longer. */
function joined(one: Piece, other: Piece): Piece {
  const { title, heading } = wordsOfPiece(other) > wordsOfPiece(one) ? other : one;
  const size = { words: one.size.words + other.size.words, code_words: one.size.code_words + other.size.code_words };
  return { title, heading, from: one.from, to: other.to, size };
}

/** Puts what is too short to be a lesson to its neighbour. */
function mergeShort(pieces: readonly Piece[]): Piece[] {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    const isShort = last && (wordsOfPiece(piece) < LEAST || wordsOfPiece(last) < LEAST);
    if (isShort && wordsOfPiece(last) + wordsOfPiece(piece) <= MOST + LEAST)
      merged[merged.length - 1] = joined(last, piece);
    else merged.push(piece);
  }
  return merged;
}

/** The same over the borders of parts, for those that are short as a whole. */
function mergeParts(parts: readonly Part[]): Part[] {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    const [before, own] = [last?.pieces.at(-1), part.pieces[0]];
    const isOne = last && before && own && wordsOfPiece(before) + wordsOfPiece(own) <= MOST + LEAST;
    if (isOne && last.pieces.length === 1 && wordsOfPiece(before) < LEAST) {
      const one = joined(before, own);
      const isWhole = part.pieces.length === 1;
      merged[merged.length - 1] = { ...(isWhole ? one : part), pieces: [one, ...part.pieces.slice(1)] };
    } else if (isOne && part.pieces.length === 1 && wordsOfPiece(own) < LEAST) {
      last.pieces[last.pieces.length - 1] = joined(before, own);
    } else merged.push(part);
  }
  return merged;
}
