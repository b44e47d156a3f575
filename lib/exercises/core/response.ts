import type { Exercise, ExerciseOf, ExerciseType } from './exercise.ts';

interface Responses {
  mcq: { option_id: string | null };
  multi_select: { option_ids: string[] };
  true_false: { answer: boolean | null };
  short_answer: { text: string };
  /** `reading` says which of two numbers was meant, once that was asked: 0 the whole one, 1 the one with decimals. */
  numeric: { text: string; reading?: 0 | 1 };
  /** What stands in each blank, in the order of `blanks`. */
  cloze: { blanks: string[] };
  /** The right side chosen for each pair, in the order of `pairs`; null while there is none. */
  matching: { rights: (string | null)[] };
  /** The ids of the items, in the order that the learner gave them. */
  ordering: { item_ids: string[] };
  /** `levels`: for each criterion of the rubric the place of the level that the learner found to fit; null while there is none. */
  open_response: { text: string; levels: (number | null)[] };
}

/** What a learner answers to an exercise of one type. */
export type ResponseOf<T extends ExerciseType> = Responses[T] & { exercise_type: T };

export type ExerciseResponse = { [T in ExerciseType]: ResponseOf<T> }[ExerciseType];

const isTo = <T extends ExerciseType>(
  type: T,
  response: ExerciseResponse,
): response is ExerciseResponse & ResponseOf<T> => response.exercise_type === type;

/** The response, where it is one to this type. */
export const responseTo = <T extends ExerciseType>(type: T, response: ExerciseResponse): ResponseOf<T> | null =>
  isTo(type, response) ? response : null;

/** Before anything was answered. What is to be ordered lies shuffled, the same way for the same seed. */
export function emptyResponse(exercise: Exercise, seed: string): ExerciseResponse {
  const { exercise_type } = exercise;
  switch (exercise_type) {
    case 'mcq':
      return { exercise_type, option_id: null };
    case 'multi_select':
      return { exercise_type, option_ids: [] };
    case 'true_false':
      return { exercise_type, answer: null };
    case 'short_answer':
    case 'numeric':
      return { exercise_type, text: '' };
    case 'cloze':
      return { exercise_type, blanks: exercise.blanks.map(() => '') };
    case 'matching':
      return { exercise_type, rights: exercise.pairs.map(() => null) };
    case 'ordering':
      return { exercise_type, item_ids: startOrder(exercise, seed) };
    case 'open_response':
      return { exercise_type, text: '', levels: exercise.rubric.map(() => null) };
  }
}

/** Whether there is enough to be marked. Blanks and places may stay empty: they count as missed. */
export function isAnswered(response: ExerciseResponse): boolean {
  switch (response.exercise_type) {
    case 'mcq':
      return response.option_id !== null;
    case 'multi_select':
      return response.option_ids.length > 0;
    case 'true_false':
      return response.answer !== null;
    case 'short_answer':
    case 'numeric':
    case 'open_response':
      return response.text.trim() !== '';
    case 'cloze':
      return response.blanks.some((one) => one.trim() !== '');
    case 'matching':
      return response.rights.some((one) => one !== null);
    case 'ordering':
      return true;
  }
}

/** What can be matched: each right side and each distractor once, shuffled. */
export function matchingChoices({ pairs, distractors }: ExerciseOf<'matching'>, seed: string): string[] {
  return shuffled([...new Set([...pairs.map(({ right }) => right), ...distractors])], seed);
}

/** In how many places of a matching something is right; what is right in none may be used once. */
export const usesOf = ({ pairs }: ExerciseOf<'matching'>, right: string): number =>
  Math.max(1, pairs.filter((pair) => pair.right === right).length);

function startOrder({ items }: ExerciseOf<'ordering'>, seed: string): string[] {
  const right = items.map(({ id }) => id);
  const order = shuffled(right, seed);
  // Nothing would be left to do.
  return order.every((id, at) => id === right[at]) ? order.reverse() : order;
}

/** In an order that looks like chance and is the same for the same seed. */
export function shuffled<T>(values: readonly T[], seed: string): T[] {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  const result = [...values];
  for (let at = result.length - 1; at > 0; at--) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5;
    const other = ((state ^ (state >>> 13)) >>> 0) % (at + 1);
    const value = result[at] as T;
    result[at] = result[other] as T;
    result[other] = value;
  }
  return result;
}
