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
