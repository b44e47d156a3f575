import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import { compareLessons, type LessonChange } from './lesson-changes.ts';
import { isSame, SILENT } from './lines.ts';
import { countWords, type WordCounts, wordsOf } from './sections.ts';

/** What changed between two states of a thing, to be said in a line. */
export interface Summary {
  /** Of the text of a lesson, the weightiest first. */
  lesson: LessonChange[];
  exercises: { added: number; changed: number; removed: number } | null;
  /** What else says something else, in the order of the alphabet. */
  fields: string[];
  /** In the text of the lesson, and in descriptions and the like. */
  words: WordCounts;
}

type State = Record<string, unknown>;

const PROSE = new Set(['description', 'summary']);
/** Follows from the text: it is told where nothing else is. */
const FOLLOWS = new Set(['ai_metadata']);

/** What changed from one saved state of a thing to another, made from nothing but the two. */
export function summaryOf(kind: ContentKind, before: State, after: State): Summary {
  const words = { added: 0, removed: 0 };
  const summary: Summary = { lesson: [], exercises: null, fields: [], words };
  const count = ({ added, removed }: WordCounts) => {
    words.added += added;
    words.removed += removed;
  };
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => !SILENT.has(field) && !isSame(before[field], after[field]))
    .sort();
  const told = changed.filter((field) => !FOLLOWS.has(field));
  for (const field of told.length > 0 ? told : changed) {
    const [old, now] = [before[field], after[field]];
    if (field === 'content_md' && kind === 'spark') {
      const lesson = compareLessons(textOf(old), textOf(now));
      summary.lesson = lesson.changes;
      count(lesson.words);
      continue;
    }
    if (field === 'body' && kind === 'package') summary.exercises = exercisesOf(old, now);
    if (PROSE.has(field)) count(countWords(wordsOf(textOf(old)), wordsOf(textOf(now))));
    if (field !== 'body' || !summary.exercises) summary.fields.push(field);
  }
  return summary;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** Null where the exercises are the same, and something else of their package is not. */
function exercisesOf(before: unknown, after: unknown): Summary['exercises'] {
  const [old, now] = [bankOf(before), bankOf(after)];
  const both = [...now].filter(([id]) => old.has(id));
  const counts = {
    added: now.size - both.length,
    changed: both.filter(([id, exercise]) => old.get(id) !== exercise).length,
    removed: old.size - both.length,
  };
  return counts.added + counts.changed + counts.removed > 0 ? counts : null;
}

function bankOf(body: unknown): Map<string, string> {
  const bank = (body as { exercise_bank?: unknown } | null)?.exercise_bank;
  const items: unknown[] = Array.isArray(bank) ? bank : [];
  return new Map(items.map((item, at) => [String((item as { id?: unknown } | null)?.id ?? at), JSON.stringify(item)]));
}
