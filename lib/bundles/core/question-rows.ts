import type { Exercise } from '#lib/exercises/core/exercise.ts';
import { type Loss, loss } from '#lib/exercises/core/formats/losses.ts';
import { fateOf, type QuestionSource, type ReadQuestion, reasonsOf } from '#lib/exercises/core/formats/report.ts';
import { suggestLevel } from '#lib/exercises/core/suggest-level.ts';
import type { FATES, QuestionReport } from './question-plan.ts';

/** A question on its way to the database. */
export interface QuestionRow {
  nth: number;
  fate: (typeof FATES)[number];
  category: string;
  codes: string[];
  exercise: Exercise | null;
  suggested_level: string | null;
  source: QuestionSource;
  losses: Loss[];
}

/** The questions of a file as the plan of an import keeps them. */
export function questionRow(question: ReadQuestion, nth: number): QuestionRow {
  const { exercise, source, losses } = question;
  return {
    nth,
    fate: fateOf(question),
    category: source.category ?? '',
    codes: [...new Set(losses.map(({ code }) => code))],
    exercise,
    suggested_level: exercise ? suggestLevel(exercise) : null,
    source,
    losses,
  };
}

/** The reasons of a report with numbers in place of the questions. */
export function countedReasons(questions: readonly ReadQuestion[]): QuestionReport['reasons'] {
  return reasonsOf(questions).map(({ questions: places, ...reason }) => ({ ...reason, total: places.length }));
}

/**
 * A question with some addresses of pictures changed: to another one (a drawing that was cleaned has another digest), or to null, where
 * the picture cannot be kept and its description takes its place.
 */
export function movePictures(
  question: ReadQuestion,
  moves: ReadonlyMap<string, { to: string } | { why: string }>,
): ReadQuestion {
  if (!question.exercise) return question;
  const lost: Loss[] = [];
  const told = (text: string, pointer: string): string => {
    let moved = text;
    for (const [address, move] of moves) {
      if (!moved.includes(address)) continue;
      if ('to' in move) moved = moved.replaceAll(address, move.to);
      else {
        moved = moved.replaceAll(pictureOf(address), '$1').replaceAll(address, '');
        lost.push(loss('picture_missing', pointer.split('/')[1] ?? '', { pointer, sentence: move.why }));
      }
    }
    return moved;
  };
  const exercise = walk(question.exercise, '', told) as Exercise;
  return { ...question, exercise, losses: [...question.losses, ...lost] };
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const pictureOf = (address: string) =>
  new RegExp(`!\\[((?:[^\\]\\\\]|\\\\.)*)\\]\\(<?${escaped(address)}>?(?:\\s+"[^"]*")?\\)`, 'g');

function walk(value: unknown, pointer: string, told: (text: string, pointer: string) => string): unknown {
  if (typeof value === 'string') return told(value, pointer);
  if (Array.isArray(value)) return value.map((one, at) => walk(one, `${pointer}/${at}`, told));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner, `${pointer}/${key}`, told)]));
}
