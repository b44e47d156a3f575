import type { Exercise, ExerciseOf, ExerciseType } from '#lib/exercises/core/exercise.ts';
import type { Marking } from '#lib/exercises/core/marking.ts';
import { type ExerciseResponse, matchingChoices, type ResponseOf, usesOf } from '#lib/exercises/core/response.ts';

/** What every part that asks for an answer is given. */
export interface AskProps<T extends ExerciseType> {
  exercise: ExerciseOf<T>;
  html: Readonly<Record<string, string>>;
  response: ResponseOf<T>;
  /** Once it was checked; then nothing can be changed. */
  marking: Marking | null;
  /** Tells apart what was shuffled for one attempt and for the next. */
  seed: string;
  /** The id of the element with the question. */
  labelledBy: string;
  onChange: (response: ExerciseResponse) => void;
}

const place = (key: string): number =>
  /^[1-9]$/.test(key) ? Number(key) - 1 : /^[a-z]$/.test(key) ? key.charCodeAt(0) - 97 : -1;

/** Puts what can be matched into a place. What may be used no more often leaves the place where it was. */
export function putRight(
  exercise: ExerciseOf<'matching'>,
  rights: readonly (string | null)[],
  at: number,
  right: string | null,
): (string | null)[] {
  const next = rights.map((one, row) => (row === at ? right : one));
  if (right === null) return next;
  const used = next.filter((one) => one === right).length;
  if (used <= usesOf(exercise, right)) return next;
  const first = next.findIndex((one, row) => one === right && row !== at);
  return next.map((one, row) => (row === first ? null : one));
}

/** What can still be put somewhere. */
export const unusedChoices = (
  exercise: ExerciseOf<'matching'>,
  rights: readonly (string | null)[],
  seed: string,
): string[] =>
  matchingChoices(exercise, seed).filter(
    (right) => rights.filter((one) => one === right).length < usesOf(exercise, right),
  );

/** The response after a letter or a digit was pressed; null where that means nothing. */
export function afterKey(
  exercise: Exercise,
  response: ExerciseResponse,
  key: string,
  seed: string,
): ExerciseResponse | null {
  const { exercise_type } = exercise;
  if (exercise_type === 'true_false') {
    const at = key === 't' ? 0 : key === 'f' ? 1 : place(key);
    return at === 0 || at === 1 ? { exercise_type, answer: at === 0 } : null;
  }
  if (exercise_type === 'mcq' || exercise_type === 'multi_select') {
    const at = /^[a-z]$/.test(key)
      ? exercise.options.findIndex(({ label }) => label.toLowerCase() === key)
      : place(key);
    const id = exercise.options[at]?.id;
    if (id === undefined) return null;
    return response.exercise_type === 'multi_select' ? toggled(response, id) : { exercise_type: 'mcq', option_id: id };
  }
  if (exercise_type === 'matching' && response.exercise_type === 'matching') {
    const right = unusedChoices(exercise, response.rights, seed)[place(key)];
    const open = response.rights.indexOf(null);
    if (right === undefined || open < 0) return null;
    return { exercise_type, rights: putRight(exercise, response.rights, open, right) };
  }
  return null;
}

export function toggled({ option_ids }: ResponseOf<'multi_select'>, id: string): ResponseOf<'multi_select'> {
  return {
    exercise_type: 'multi_select',
    option_ids: option_ids.includes(id) ? option_ids.filter((one) => one !== id) : [...option_ids, id],
  };
}

/** One item of a list at another place. */
export function moved(ids: readonly string[], id: string, to: number): string[] {
  const rest = ids.filter((one) => one !== id);
  return [...rest.slice(0, Math.max(0, to)), id, ...rest.slice(Math.max(0, to))];
}
