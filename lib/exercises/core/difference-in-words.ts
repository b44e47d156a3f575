import { diffWords } from 'diff';
import type { Exercise } from './exercise.ts';
import { factsOf } from './exercise-facts.ts';

/** In what two exercises differ that ask nearly the same. */
export type WordDifference =
  | { code: 'same' }
  /** The questions differ in these words alone. */
  | { code: 'words'; one: string[]; other: string[] }
  | { code: 'answers' }
  | { code: 'right_answer' }
  | { code: 'wording' };

/** More words than these, or in more places, are not told one by one. */
const MOST_WORDS = 6;
const MOST_JOBS = 3;
const spaced = (text: string) => text.replace(/\s+/gu, ' ').trim();

export function differenceInWords(one: Exercise, other: Exercise): WordDifference {
  const [mine, theirs] = [factsOf(one), factsOf(other)];
  const [stem, otherStem] = [spaced(mine.stem), spaced(theirs.stem)];
  if (stem === otherStem) {
    if (spaced(mine.answers) !== spaced(theirs.answers)) return { code: 'answers' };
    return rightOf(one) === rightOf(other) ? { code: 'same' } : { code: 'right_answer' };
  }
  const changes = diffWords(stem, otherStem);
  const wordsOf = (kind: 'removed' | 'added') =>
    changes
      .filter((change) => change[kind])
      .map(({ value }) => spaced(value))
      // Full stops and dashes are no words.
      .filter((value) => /[\p{L}\p{N}]/u.test(value));
  const [gone, come] = [wordsOf('removed'), wordsOf('added')];
  if (gone.length === 0 && come.length === 0) return { code: 'same' };
  const isShort = (pieces: string[]) => pieces.length <= MOST_JOBS && pieces.join(' ').split(' ').length <= MOST_WORDS;
  return isShort(gone) && isShort(come) ? { code: 'words', one: gone, other: come } : { code: 'wording' };
}

/** The texts of what is right. */
function rightOf(exercise: Exercise): string {
  switch (exercise.exercise_type) {
    case 'mcq':
      return exercise.options
        .filter(({ id }) => id === exercise.answer_key.option_id)
        .map(({ text }) => spaced(text))
        .join('\n');
    case 'multi_select':
      return exercise.options
        .filter(({ id }) => exercise.answer_key.option_ids.includes(id))
        .map(({ text }) => spaced(text))
        .join('\n');
    case 'true_false':
      return String(exercise.answer);
    default:
      return '';
  }
}

/** What is right, as a reviewer reads it: “B. 2,050”. Empty where nothing is right by itself, as of an open answer. */
export function keyInWords(exercise: Exercise): string {
  switch (exercise.exercise_type) {
    case 'mcq':
      return labelled(exercise.options, [exercise.answer_key.option_id]);
    case 'multi_select':
      return labelled(exercise.options, exercise.answer_key.option_ids);
    case 'true_false':
      return exercise.answer === null ? '' : exercise.answer ? 'True' : 'False';
    case 'short_answer':
      return [exercise.canonical_answer, ...exercise.acceptable_answers].map(spaced).filter(Boolean).join(' | ');
    case 'numeric': {
      const { value, tolerance, unit } = exercise;
      const width = tolerance.value > 0 ? ` ± ${tolerance.value}${tolerance.mode === 'relative' ? ' of it' : ''}` : '';
      return [`${value}${width}`, unit].filter(Boolean).join(' ');
    }
    case 'cloze':
      return exercise.blanks.map(({ accepted }) => accepted.join(' | ')).join('; ');
    case 'matching':
      return exercise.pairs.map(({ left, right }) => `${spaced(left)} → ${spaced(right)}`).join('; ');
    case 'ordering':
      return exercise.items.map(({ text }) => spaced(text)).join(' → ');
    default:
      return '';
  }
}

const labelled = (options: readonly { id: string; label: string; text: string }[], right: readonly string[]): string =>
  options
    .filter(({ id }) => right.includes(id))
    .map(({ label, text }) => `${label}. ${spaced(text)}`)
    .join('; ');

/** Whether another answer is right than before. An option that only moved to another letter is the same answer. */
export function isOtherKey(one: Exercise, other: Exercise): boolean {
  if (one.exercise_type !== other.exercise_type) return true;
  const textsOf = (exercise: Exercise) =>
    exercise.exercise_type === 'mcq' || exercise.exercise_type === 'multi_select'
      ? rightOf(exercise)
      : keyInWords(exercise);
  return textsOf(one) !== textsOf(other);
}
