import { Fragment, type Node } from 'prosemirror-model';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import { contentOf, sameContent } from './compare.ts';
import { cutBlocks } from './cut.ts';
import { readLines } from './lines.ts';
import { matchBlocks, type Origin } from './match.ts';
import { isBlankGap, mend, type Piece } from './mend.ts';
import { mergeStyle } from './merge.ts';
import type { OpenedBlock, OpenedDocument } from './open.ts';
import type { Style } from './schema.ts';
import { type Definitions, labelId, survives } from './survives.ts';
import { usualStyle } from './usual-style.ts';
import { MANNERS, writeBlock } from './write-blocks.ts';

const TEXT = {
  cannot_write:
    'This part of the lesson cannot be written as Markdown without changing it. Undo the last change in it:',
  open_source: 'This source reaches into what follows. Close the comment, tag or fence that it opens:',
};

/**
 * The Markdown of the document as it is now. Blocks that say the same as when they were opened give back their bytes;
 * what is new or edited is written in the style of the lesson. The answer has been read again and says what the document
 * says, or there is none: `invalid_input` with the words that stand in the way.
 */
export function saveDocument(opened: OpenedDocument, doc: Node): Result<{ markdown: string }> {
  // Front matter is front matter only at the front, wherever it was dragged.
  const isFront = ({ attrs }: Node) => attrs.kind === 'front_matter';
  const written = contentOf(doc).toSorted((a, b) => Number(isFront(b)) - Number(isFront(a)));
  const originals = opened.blocks;
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
    const { from, ...match } = origins[at] as Origin;
    const original = from === null ? undefined : originals[from];
    const end = original && /[\r\n]/.test(original.source) ? readLines(original.source).eol : opened.eol;
    const anew = (like?: OpenedBlock) => writeAnew(node, like, lesson, usual, end);
    const isSame = match.isSame && sameContent(node, written[at] as Node);
    const gap = gapBefore(at, origins, originals, blank);
    if (isSame && original) {
      pieces.push({ node, isSame, gap, ways: [original.source], way: 0, more: () => [...anew()] });
      continue;
    }
    // Each way is read again before it counts, which takes its time: most often the first one will do.
    const ways = anew(original);
    const first = ways.next();
    if (first.done) return refusal(node);
    let others: string[] | undefined;
    const more = () => {
      others ??= [...ways];
      return others;
    };
    pieces.push({ node, isSame, gap, ways: [first.value], way: 0, more });
  }
  const mended = mend(pieces, { ...opened, blank });
  return 'markdown' in mended ? ok(mended) : refusal(mended.wrong?.node ?? doc);
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

/** The ways to write a block that read as they should, best first. Source is what it says. */
function* writeAnew(
  node: Node,
  original: OpenedBlock | undefined,
  lesson: Definitions,
  usual: Style,
  end: string,
): Generator<string, undefined> {
  const tried = new Set<string>();
  for (const text of waysToWrite(node, original, usual)) {
    if (tried.has(text)) continue;
    tried.add(text);
    if (node.type.name === 'source_block' || survives(text, node, lesson))
      yield end === '\n' ? text : text.replace(/\n/g, end);
  }
}

/** First what leaves every word as it was that the edit did not touch, then every line, and at last the block as it is usually written. */
function* waysToWrite(node: Node, original: OpenedBlock | undefined, usual: Style): Generator<string> {
  if (node.type.name === 'source_block') {
    yield node.textContent.replace(/\r\n?/g, '\n').replace(/^\n+|\n+$/g, '');
    return;
  }
  if (original && original.node.type.name !== 'source_block') {
    const source = original.source.replace(/\r\n?/g, '\n');
    for (const unit of ['word', 'line'] as const) {
      for (const how of MANNERS) {
        const manner = { ...how, usual };
        const merged = mergeStyle(writeBlock(original.node, manner), writeBlock(node, manner), source, unit);
        if (merged !== null) yield merged;
      }
    }
  }
  for (const how of MANNERS) yield writeBlock(node, { ...how, usual });
  if (node.type.name.endsWith('_list'))
    for (const how of MANNERS) yield writeBlock(node, { ...how, usual, isOther: true });
}

/** The gap that was there, where the block still follows the same one; else at least an empty line. */
function gapBefore(at: number, origins: readonly Origin[], originals: readonly OpenedBlock[], blank: string): string {
  const from = origins[at]?.from ?? null;
  const before = at === 0 ? -1 : (origins[at - 1]?.from ?? null);
  const gap = from === null ? undefined : originals[from]?.gap;
  if (from !== null && before === from - 1 && gap !== undefined) return gap;
  if (at === 0) return '';
  return gap !== undefined && from !== 0 && isBlankGap(gap) ? gap : blank;
}
