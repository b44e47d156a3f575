import type { Exercise } from './exercise.ts';

// A passage that several exercises share stands in the stem of each, in front of the question, with a rule between the two. `stimulus_id`
// says that it does, and which exercises share it; where there is no passage, there is no `stimulus_id`.

const RULE = '\n\n---\n\n';

/** A passage and what is asked about it, as one stem. */
export const inFront = (passage: string, question: string): string =>
  [passage, question].filter((one) => one !== '').join(RULE);

/** The passage and the question of a stem; the passage is empty where there is none, or where its rule was taken away. */
export function partsOfStem({
  stem,
  stimulus_id,
  exercise_type,
}: Pick<Exercise, 'stem' | 'stimulus_id' | 'exercise_type'>): {
  passage: string;
  question: string;
} {
  if (stimulus_id === undefined) return { passage: '', question: stem };
  const end = stem.indexOf(RULE);
  if (end >= 0) return { passage: stem.slice(0, end), question: stem.slice(end + RULE.length) };
  // A text with blanks asks by itself: its stem may be nothing but the passage.
  return exercise_type === 'cloze' ? { passage: stem, question: '' } : { passage: '', question: stem };
}
