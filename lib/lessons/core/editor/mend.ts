import type { Node } from 'prosemirror-model';
import { sameContent } from './compare.ts';
import { cutBlocks } from './cut.ts';
import { readLines } from './lines.ts';
import { readBlock } from './read-blocks.ts';

/** A block on its way out: the ways to write it, best first, and which of them is taken. */
export interface Piece {
  node: Node;
  isSame: boolean;
  gap: string;
  ways: readonly string[];
  way: number;
  /** More ways, for a block that has only its bytes so far. */
  more: () => readonly string[];
}

/** The text around the pieces, and an empty line as the lesson writes it. */
export interface Frame {
  head: string;
  tail: string;
  blank: string;
}

// Each reading of a long lesson takes its time; what cannot be mended in so many goes is refused.
const MOST_READINGS = 60;

/**
 * Puts the pieces together and reads the whole again. Where something reads differently from what the document says, the
 * gaps and the other ways to write the block and its neighbours are tried one by one; what does not help is undone. Gives
 * the text, or the piece that stands in the way.
 */
export function mend(pieces: readonly Piece[], frame: Frame): { markdown: string } | { wrong: Piece | undefined } {
  let best = pieces;
  let wrong = firstWrong(best, frame);
  let readings = 1;
  while (wrong) {
    let found = false;
    for (const other of repairs(best, wrong, frame)) {
      if (readings++ > MOST_READINGS) break;
      const next = firstWrong(other, frame);
      if (next && next.at <= wrong.at) continue;
      [best, wrong, found] = [other, next, true];
      break;
    }
    if (!found && wrong) return { wrong: best[wrong.at] };
  }
  return { markdown: textOf(best, frame) };
}

const textOf = (pieces: readonly Piece[], { head, tail }: Frame) =>
  head + pieces.map(({ gap, ways, way }) => gap + ways[way]).join('') + tail;

/** Whether a gap holds an empty line. */
export const isBlankGap = (gap: string) => (gap.match(/\r\n?|\n/g) ?? []).length > 1;

function* repairs(pieces: readonly Piece[], { at, reachesOn }: Wrong, { blank }: Frame): Generator<readonly Piece[]> {
  const put = (index: number, change: Partial<Piece>) => pieces.with(index, { ...(pieces[index] as Piece), ...change });
  const tight = [at, at + 1].filter((index) => index > 0 && pieces[index] && !isBlankGap(pieces[index].gap));
  for (const index of tight) yield put(index, { gap: blank });
  if (tight.length > 1) yield pieces.map((piece, index) => (tight.includes(index) ? { ...piece, gap: blank } : piece));

  // What was edited is written anew before what was not.
  const suspects = (reachesOn ? [at + 1, at, at - 1] : [at, at - 1, at + 1]).filter((index) => pieces[index]);
  for (const index of suspects.sort((a, b) => Number(pieces[a]?.isSame) - Number(pieces[b]?.isSame))) {
    const piece = pieces[index] as Piece;
    const ways = piece.ways.length === 1 ? [...piece.ways, ...piece.more()] : piece.ways;
    for (let way = piece.way + 1; way < ways.length; way++) {
      yield put(index, { ways, way });
      if (index > 0 && !isBlankGap(piece.gap)) yield put(index, { ways, way, gap: blank });
    }
  }
}

interface Wrong {
  at: number;
  /** Whether the block swallows something of the next. */
  reachesOn: boolean;
}

/** The first piece that reads differently from what the document says, or null. */
function firstWrong(pieces: readonly Piece[], frame: Frame): Wrong | null {
  const { text } = readLines(textOf(pieces, frame).slice(frame.head.length));
  const cut = cutBlocks(text);
  const wrong = (index: number, reachesOn: boolean): Wrong => ({ at: index, reachesOn });
  if (!cut)
    return wrong(
      Math.max(
        0,
        pieces.findIndex(({ isSame }) => !isSame),
      ),
      false,
    );
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
    // A rule at the start that opens front matter is itself what has to change.
    if (!found?.tree) return wrong(index, false);
    if (found.start !== start || found.end !== end) return wrong(index, found.end > end);
    const read = readBlock(found.tree, { schema: node.type.schema, text: cut.body, definitions: cut.definitions });
    if (!read || !sameContent(read, node)) return wrong(index, false);
    block++;
  }
  return block === cut.blocks.length ? null : wrong(pieces.length - 1, false);
}
