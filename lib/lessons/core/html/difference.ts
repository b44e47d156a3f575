import { diffArrays } from 'diff';
import type { Element } from 'hast';
import { visit } from 'unist-util-visit';
import { isAlike, marked, type Piece, pieceOf, type Told, writeWords } from './difference-words.ts';
import { type LessonOptions, lessonBlocks } from './html.ts';

/** A stretch of two lessons as readers see them: blocks that are the same, counted, or one that differs, with its words marked. */
export type LessonStretch =
  | { change: 'same'; blocks: number; html?: string }
  | { change: 'changed' | 'added' | 'removed'; html: string };

/** Milliseconds for all of a comparison; what is not compared by then is told as gone and new. */
const PATIENCE = 1_000;
/** An entry that came from another one stands not further than so many behind it. */
const MOST_SKIPPED = 40;

interface Patience {
  /** What is left of it, never nothing: that would mean no limit. */
  left: () => number;
}

function patienceFrom(start: number): Patience {
  return { left: () => Math.max(1, start + PATIENCE - performance.now()) };
}

/**
 * What differs between two lessons as readers see it, block by block and within blocks word by word. Null where one of them
 * cannot be rendered. All of it comes from sanitised blocks.
 */
export async function renderDifference(
  before: string,
  after: string,
  options: LessonOptions & {
    /** What is the same comes along as well, to be unfolded. */
    keeps_same?: boolean;
  },
): Promise<LessonStretch[] | null> {
  const [old, now] = await Promise.all([lessonBlocks(before, options), lessonBlocks(after, options)]);
  if (!old || !now) return null;
  const patience = patienceFrom(performance.now());
  const told = compare(old.map(withoutIds).map(pieceOf), now.map(withoutIds).map(pieceOf), patience);
  return told.reduce<LessonStretch[]>((stretches, { change, html }) => {
    const last = stretches.at(-1);
    if (change !== 'same') stretches.push({ change, html });
    else if (last?.change === 'same') {
      last.blocks++;
      if (last.html !== undefined) last.html += html;
    } else stretches.push({ change, blocks: 1, ...(options.keeps_same && { html }) });
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
function compare(old: Piece[], now: Piece[], patience: Patience): Told[] {
  const parts = diffArrays(old, now, {
    comparator: (one, other) => one.html === other.html,
    timeout: patience.left(),
  });
  if (!parts) return [...old.map(removed), ...now.map(added)];
  return parts.flatMap((part, at): Told[] => {
    if (!part.added && !part.removed) return part.value.map(({ html }) => ({ change: 'same', html }));
    if (part.removed)
      return compareRuns(part.value, parts[at + 1]?.added ? (parts[at + 1]?.value ?? []) : [], patience);
    return parts[at - 1]?.removed ? [] : part.value.map(added);
  });
}

const removed = (piece: Piece): Told => ({ change: 'removed', html: marked(piece, 'gone') });
const added = (piece: Piece): Told => ({ change: 'added', html: marked(piece, 'come') });

function compareRuns(old: Piece[], now: Piece[], patience: Patience): Told[] {
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
    const near = patience.left() > 1 ? old.slice(next, next + MOST_SKIPPED) : [];
    const origin = next + near.findIndex((one) => isAlike(one, piece));
    const from = origin < next ? undefined : old[origin];
    const html = from ? writeChange(from, piece, patience) : null;
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
function writeChange(before: Piece, after: Piece, patience: Patience): string | null {
  const [old, now] = [before.children, after.children];
  if (!old || !now) return old || now ? null : writeWords(before, after, patience.left());
  // A cell without its row stands in the wrong column.
  if (after.tag === 'tr') {
    if (old.length !== now.length) return null;
    const cells = now.map((cell, at) => {
      const was = old[at];
      return !was || was.html === cell.html ? cell.html : writeChange(was, cell, patience);
    });
    return cells.includes(null) ? null : `${after.open}${cells.join('')}${after.close}`;
  }
  const inner = compare(old, now, patience).map(({ html }) => html);
  return `${after.open}${inner.join('')}${after.close}`;
}
