import { Fragment, type Node } from 'prosemirror-model';
import { fail, ok, type Result } from '#lib/core/problem';
import { contentOf, sameContent } from './compare.ts';
import { cutBlocks } from './cut.ts';
import { readLines } from './lines.ts';
import { matchBlocks, type Origin } from './match.ts';
import { mergeStyle } from './merge.ts';
import type { OpenedBlock, OpenedDocument } from './open.ts';
import { readBlock } from './read-blocks.ts';
import type { Style } from './schema.ts';
import { type Definitions, labelId, survives } from './survives.ts';
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
  open_source: 'This source reaches into what follows. Close the comment, tag or fence that it opens:',
};
// Each try mends one place; a document that needs more is not worth the waiting.
const MOST_TRIES = 25;

/**
 * The Markdown of the document as it is now. Blocks that say the same as when they were opened give back their bytes;
 * what is new or edited is written in the style of the lesson. The answer has been read again and says what the document
 * says, or there is none: `invalid_input` with the words that stand in the way.
 */
export function saveDocument(opened: OpenedDocument, doc: Node): Result<{ markdown: string }> {
  // Front matter is front matter only at the front, wherever it was dragged.
  const isFront = ({ attrs }: Node) => attrs.kind === 'front_matter';
  const written = contentOf(doc).toSorted((a, b) => Number(isFront(b)) - Number(isFront(a)));
  const originals = opened.blocks.filter(({ node }) => contentOf(opened.doc).includes(node));
  const origins = matchBlocks(originals, written);
  const isUntouched =
    originals.length === written.length && origins.every(({ from, isSame }, at) => isSame && from === at);
  if (isUntouched) return ok({ markdown: opened.markdown });

  const lesson = definitionsNow(opened, written, origins);
  const current = lesson === opened ? written : written.map((node) => followDefinitions(node, lesson));
  const usual = usualStyle(opened.doc);
  const blank = opened.eol + opened.eol;
  const pieces: Piece[] = [];
  for (const [at, node] of current.entries()) {
    const match = origins[at] as Origin;
    const origin = { ...match, isSame: match.isSame && sameContent(node, written[at] as Node) };
    const original = origin.from === null ? undefined : originals[origin.from];
    const ways = waysOf(node, origin, original, lesson, usual, opened.eol);
    if (ways.length === 0) return refusal(node);
    pieces.push({ node, origin, ways, way: 0, gap: gapBefore(at, origins, originals, blank) });
  }
  return mend(pieces, opened, lesson, usual, blank);
}

function refusal(node: Node) {
  const words = node.textBetween(0, node.content.size, ' ', ' ').slice(0, 80);
  const sentence = node.type.name === 'source_block' ? TEXT.open_source : TEXT.cannot_write;
  return fail('invalid_input', `${sentence} “${words}”`);
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

/** Links by reference go where their definition leads now. One whose definition is gone keeps its address. */
function followDefinitions(node: Node, lesson: Definitions): Node {
  if (node.isText) {
    const link = node.marks.find(({ type, attrs }) => type.name === 'link' && attrs.style?.reference);
    const target = link && lesson.definitions.get(labelId(link.attrs.style.label));
    if (!link || !target) return node;
    const mark = link.type.create({ ...link.attrs, href: target.url, title: target.title ?? null });
    return node.mark(mark.addToSet(node.marks));
  }
  if (node.isLeaf) return node;
  const children = node.children.map((child) => followDefinitions(child, lesson));
  return children.every((child, at) => child === node.children[at]) ? node : node.copy(Fragment.from(children));
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
    if (!(widen(pieces, wrong.at, blank) || rewrite(pieces, wrong, lesson, usual))) {
      return refusal((pieces[wrong.at] as Piece).node);
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

/** The next way for the block that reads differently, or for a neighbour that may be the cause; what was edited first. */
function rewrite(pieces: Piece[], { at, reachesOn }: Wrong, lesson: Definitions, usual: Style): boolean {
  const [before, own, after] = [pieces[at - 1], pieces[at], pieces[at + 1]];
  const suspects = reachesOn ? [after, own, before] : [own, before, after];
  for (const piece of suspects.sort((a, b) => Number(a?.origin.isSame ?? 1) - Number(b?.origin.isSame ?? 1))) {
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

interface Wrong {
  at: number;
  /** Whether the block swallows something of the next. */
  reachesOn: boolean;
}

/** The first piece that reads differently from what the document says, or null. */
function firstWrong(pieces: readonly Piece[], { doc }: OpenedDocument, markdown: string): Wrong | null {
  const { text } = readLines(markdown);
  const cut = cutBlocks(text);
  const wrong = (index: number, reachesOn: boolean): Wrong => ({ at: index, reachesOn });
  if (!cut)
    return wrong(
      Math.max(
        0,
        pieces.findIndex(({ origin }) => !origin.isSame),
      ),
      false,
    );
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
        if (one.start < start || one.end > end) return wrong(index, one.end > end);
        block++;
      }
      continue;
    }
    if (!found?.tree || found.start !== start || found.end !== end) return wrong(index, (found?.end ?? 0) > end);
    const read = readBlock(found.tree, { schema, text: cut.body, definitions: cut.definitions });
    if (!read || !sameContent(read, node)) return wrong(index, false);
    block++;
  }
  return block === cut.blocks.length ? null : wrong(pieces.length - 1, false);
}
