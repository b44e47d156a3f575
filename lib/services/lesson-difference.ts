import { diffArrays } from 'diff';
import type { Element } from 'hast';
import { visit } from 'unist-util-visit';
import { isAlike, marked, type Piece, pieceOf, type Told, writeWords } from './lesson-difference-words.ts';
import { type LessonOptions, lessonBlocks } from './lesson-html.ts';

/** A stretch of two lessons as readers see them: blocks that are the same, counted, or one that differs, with its words marked. */
export type LessonStretch =
  | { change: 'same'; blocks: number }
  | { change: 'changed' | 'added' | 'removed'; html: string };

const PATIENCE = { timeout: 1_000 };

/**
 * What differs between two lessons as readers see it, block by block and within blocks word by word. Null where one of them
 * cannot be rendered. All of it comes from sanitised blocks.
 */
export async function renderDifference(
  before: string,
  after: string,
  options: LessonOptions,
): Promise<LessonStretch[] | null> {
  const [old, now] = await Promise.all([lessonBlocks(before, options), lessonBlocks(after, options)]);
  if (!old || !now) return null;
  const told = compare(old.map(withoutIds).map(pieceOf), now.map(withoutIds).map(pieceOf));
  return told.reduce<LessonStretch[]>((stretches, { change, html }) => {
    const last = stretches.at(-1);
    if (change !== 'same') stretches.push({ change, html });
    else if (last?.change === 'same') last.blocks++;
    else stretches.push({ change, blocks: 1 });
    return stretches;
  }, []);
}

/** The same place of two lessons would be named twice on one page. */
function withoutIds(block: Element): Element {
  visit(block, 'element', (node) => {
    delete node.properties.id;
  });
  return block;
}

/** Two rows of blocks: what is the same, what came and went, and what changed, each beside what it came from. */
function compare(old: Piece[], now: Piece[]): Told[] {
  const parts = diffArrays(old, now, { comparator: (one, other) => one.html === other.html, ...PATIENCE });
  if (!parts) return [...old.map(removed), ...now.map(added)];
  return parts.flatMap((part, at): Told[] => {
    if (!part.added && !part.removed) return part.value.map(({ html }) => ({ change: 'same', html }));
    if (part.removed) return compareRuns(part.value, parts[at + 1]?.added ? (parts[at + 1]?.value ?? []) : []);
    return parts[at - 1]?.removed ? [] : part.value.map(added);
  });
}

const removed = (piece: Piece): Told => ({ change: 'removed', html: marked(piece, 'gone') });
const added = (piece: Piece): Told => ({ change: 'added', html: marked(piece, 'come') });

function compareRuns(old: Piece[], now: Piece[]): Told[] {
  const told: Told[] = [];
  let fresh: Piece[] = [];
  let next = 0;
  // What went stands before what came in its place.
  const tell = (until: number) => {
    told.push(...old.slice(next, until).map(removed), ...fresh.map(added));
    fresh = [];
    next = until;
  };
  for (const piece of now) {
    const origin = old.findIndex((one, at) => at >= next && isAlike(one, piece));
    const from = old[origin];
    const html = from ? writeChange(from, piece) : null;
    if (html === null) {
      fresh.push(piece);
      continue;
    }
    tell(origin);
    told.push({ change: 'changed', html });
    next = origin + 1;
  }
  tell(old.length);
  return told;
}

/** The newer block with what changed in it. Null where the two cannot be told in one. */
function writeChange(before: Piece, after: Piece): string | null {
  const [old, now] = [before.children, after.children];
  if (!old || !now) return old || now ? null : writeWords(before, after, PATIENCE);
  // A cell without its row stands in the wrong column.
  if (after.tag === 'tr') {
    if (old.length !== now.length) return null;
    const cells = now.map((cell, at) => {
      const was = old[at];
      return !was || was.html === cell.html ? cell.html : writeChange(was, cell);
    });
    return cells.includes(null) ? null : `${after.open}${cells.join('')}${after.close}`;
  }
  const inner = compare(old, now).map(({ html }) => html);
  return `${after.open}${inner.join('')}${after.close}`;
}
