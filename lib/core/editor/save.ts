import type { Node } from 'prosemirror-model';
import { fail, ok, type Result } from '#lib/core/problem';
import { contentOf, sameContent } from './compare.ts';
import { cutBlocks } from './cut.ts';
import { readLines } from './lines.ts';
import { matchBlocks, type Origin } from './match.ts';
import { mergeStyle } from './merge.ts';
import type { OpenedBlock, OpenedDocument } from './open.ts';
import { readBlock } from './read-blocks.ts';
import type { Style } from './schema.ts';
import { type Definitions, survives } from './survives.ts';
import { usualStyle } from './usual-style.ts';
import { writeBlock } from './write-blocks.ts';
import type { Care } from './write-inline.ts';

/** A block on its way out: the ways to write it, best first, and which of them is tried. */
interface Piece {
  node: Node;
  origin: Origin;
  ways: string[];
  way: number;
  gap: string;
}

const TEXT = {
  cannot_write:
    'This part of the lesson cannot be written as Markdown without changing it. Undo the last change in it:',
};
// Each try mends one place; a document that needs more is not worth the waiting.
const MOST_TRIES = 25;

/**
 * The Markdown of the document as it is now. Blocks that say the same as when they were opened give back their bytes;
 * what is new or edited is written in the style of the lesson. The answer has been read again and says what the document
 * says, or there is none: `invalid_input` with the words that stand in the way.
 */
export function saveDocument(opened: OpenedDocument, doc: Node): Result<{ markdown: string }> {
  const current = contentOf(doc);
  const originals = opened.blocks.filter(({ node }) => contentOf(opened.doc).includes(node));
  const origins = matchBlocks(originals, current);
  const isUntouched =
    originals.length === current.length && origins.every(({ from, isSame }, at) => isSame && from === at);
  if (isUntouched) return ok({ markdown: opened.markdown });

  const lesson = definitionsNow(opened, current, origins);
  const usual = usualStyle(opened.doc);
  const blank = opened.eol + opened.eol;
  const pieces: Piece[] = [];
  for (const [at, node] of current.entries()) {
    const origin = origins[at] as Origin;
    const original = origin.from === null ? undefined : originals[origin.from];
    const ways = waysOf(node, origin, original, lesson, usual, opened.eol);
    if (ways.length === 0) return refusal(node);
    pieces.push({ node, origin, ways, way: 0, gap: gapBefore(at, origins, originals, blank) });
  }
  return mend(pieces, opened, lesson, usual, blank);
}

function refusal(node: Node) {
  const words = node.textBetween(0, node.content.size, ' ', ' ').slice(0, 80);
  return fail('invalid_input', `${TEXT.cannot_write} “${words}”`);
}

/** The definitions that hold in the document as it is now. */
function definitionsNow(opened: OpenedDocument, current: readonly Node[], origins: readonly Origin[]): Definitions {
  const isDefining = (node: Node) => /source_block|footnote_definition|blockquote|list|callout/.test(node.type.name);
  const kept = new Set(origins.flatMap(({ from, isSame }) => (isSame ? [from] : [])));
  const changed = current.some((node, at) => !origins[at]?.isSame && isDefining(node));
  const isGone = opened.blocks.some(({ node }, from) => !kept.has(from) && isDefining(node));
  if (!changed && !isGone) return opened;
  const cut = cutBlocks(
    current
      .filter(isDefining)
      .map((node) => writeBlock(node, { care: 1, usual: {} }))
      .join('\n\n'),
  );
  return cut ?? opened;
}

/** The ways to write a block, best first; all but the bytes it had were tried on their own. */
function waysOf(
  node: Node,
  { isSame }: Origin,
  original: OpenedBlock | undefined,
  lesson: Definitions,
  usual: Style,
  eol: string,
): string[] {
  if (isSame && original) return [original.source];
  const end = original && /[\r\n]/.test(original.source) ? readLines(original.source).eol : eol;
  const withEnds = (text: string) => (end === '\n' ? text : text.replace(/\n/g, end));
  if (node.type.name === 'source_block')
    return [withEnds(node.textContent.replace(/\r\n?/g, '\n').replace(/^\n+|\n+$/g, ''))];
  return written(node, original, lesson, usual).map(withEnds);
}

function written(node: Node, original: OpenedBlock | undefined, lesson: Definitions, usual: Style): string[] {
  const texts = new Set<string>();
  const cares: Care[] = [0, 1, 2];
  if (original && original.node.type.name !== 'source_block') {
    const source = original.source.replace(/\r\n?/g, '\n');
    for (const care of cares) {
      const manner = { care, usual };
      const merged = mergeStyle(writeBlock(original.node, manner), writeBlock(node, manner), source);
      if (merged !== null) texts.add(merged);
    }
  }
  for (const care of cares) texts.add(writeBlock(node, { care, usual }));
  if (node.type.name.endsWith('_list'))
    for (const care of cares) texts.add(writeBlock(node, { care, usual, isOther: true }));
  return [...texts].filter((text) => survives(text, node, lesson));
}

/** The gap that was there, where the block still follows the same one; else at least an empty line. */
function gapBefore(at: number, origins: readonly Origin[], originals: readonly OpenedBlock[], blank: string): string {
  const from = origins[at]?.from ?? null;
  const before = at === 0 ? -1 : (origins[at - 1]?.from ?? null);
  const gap = from === null ? undefined : originals[from]?.gap;
  if (from !== null && before === from - 1 && gap !== undefined) return gap;
  if (at === 0) return '';
  return gap !== undefined && from !== 0 && isBlank(gap) ? gap : blank;
}

const isBlank = (gap: string) => (gap.match(/\r\n?|\n/g) ?? []).length > 1;

/** Puts the pieces together, reads the whole again, and takes the next way where something reads differently. */
function mend(pieces: Piece[], opened: OpenedDocument, lesson: Definitions, usual: Style, blank: string) {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const markdown = opened.head + pieces.map(({ gap, ways, way }) => gap + ways[way]).join('') + opened.tail;
    const wrong = firstWrong(pieces, opened, markdown.slice(opened.head.length));
    if (wrong === null) return ok({ markdown });
    if (!(widen(pieces, wrong, blank) || rewrite(pieces, wrong, lesson, usual))) {
      return refusal((pieces[wrong] as Piece).node);
    }
  }
  return refusal((pieces[0] as Piece).node);
}

function widen(pieces: Piece[], wrong: number, blank: string): boolean {
  let isWider = false;
  for (const piece of [pieces[wrong], pieces[wrong + 1]]) {
    if (!piece || piece === pieces[0] || isBlank(piece.gap)) continue;
    piece.gap = blank;
    isWider = true;
  }
  return isWider;
}

/** The next way for the block that reads differently, or for a neighbour that may be the cause. */
function rewrite(pieces: Piece[], wrong: number, lesson: Definitions, usual: Style): boolean {
  const next = pieces[wrong + 1];
  const isMerged = next?.node.type === pieces[wrong]?.node.type && next?.node.type.name.endsWith('_list');
  for (const piece of isMerged ? [next, pieces[wrong]] : [pieces[wrong], pieces[wrong - 1], next]) {
    if (!piece || piece.node.type.name === 'source_block') continue;
    if (piece.origin.isSame && piece.ways.length === 1) {
      const own = (piece.ways[0] as string).replace(/\r\n?/g, '\n');
      const end = readLines(piece.ways[0] as string).eol;
      const others = written(piece.node, undefined, lesson, usual).filter((text) => text !== own);
      piece.ways.push(...others.map((text) => (end === '\n' ? text : text.replace(/\n/g, end))));
    }
    if (piece.way + 1 < piece.ways.length) {
      piece.way++;
      return true;
    }
  }
  return false;
}

/** The first piece that reads differently from what the document says, or null. */
function firstWrong(pieces: readonly Piece[], { doc }: OpenedDocument, markdown: string): number | null {
  const { text } = readLines(markdown);
  const cut = cutBlocks(text);
  if (!cut) return pieces.findIndex(({ origin }) => !origin.isSame);
  const schema = pieces[0]?.node.type.schema ?? doc.type.schema;
  let at = 0;
  let block = 0;
  for (const [index, { gap, ways, way, node }] of pieces.entries()) {
    const start = at + readLines(gap).text.length;
    const end = start + readLines(ways[way] as string).text.length;
    at = end;
    const found = cut.blocks[block];
    if (node.type.name === 'source_block') {
      // Source says whatever it says, but may not reach beyond its own lines.
      for (let one = found; one && one.start < end; one = cut.blocks[block]) {
        if (one.start < start || one.end > end) return index;
        block++;
      }
      continue;
    }
    if (!found?.tree || found.start !== start || found.end !== end) return index;
    const read = readBlock(found.tree, { schema, text: cut.body, definitions: cut.definitions });
    if (!read || !sameContent(read, node)) return index;
    block++;
  }
  return block === cut.blocks.length ? null : pieces.length - 1;
}
