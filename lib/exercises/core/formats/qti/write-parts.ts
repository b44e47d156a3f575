import type { Exercise } from '../../exercise.ts';
import { plainOfMarkdown } from '../text/write.ts';
import { writeChoice, writeNumber, writeShortAnswer, writeTrueFalse } from './write-answers.ts';
import type { Parts, Writes } from './write-common.ts';
import { writeCloze, writeMatching, writeOpenResponse, writeOrdering } from './write-structures.ts';

/** What an exercise becomes as an item. */
export function partsOf(exercise: Exercise, writes: Writes): Parts {
  switch (exercise.exercise_type) {
    case 'mcq':
    case 'multi_select':
      return writeChoice(exercise, writes);
    case 'true_false':
      return writeTrueFalse(exercise, writes);
    case 'short_answer':
      return writeShortAnswer(exercise, writes);
    case 'numeric':
      return writeNumber(exercise, writes);
    case 'cloze':
      return writeCloze(exercise, writes);
    case 'matching':
      return writeMatching(exercise, writes);
    case 'ordering':
      return writeOrdering(exercise, writes);
    case 'open_response':
      return writeOpenResponse(exercise, writes);
  }
}

/** What an item is called: the first words of its question. */
export function titleOf({ stem, id }: Exercise): string {
  const words = plainOfMarkdown(stem).replace(/\s+/g, ' ');
  return (words.length > 60 ? `${words.slice(0, 57).trim()}...` : words) || id || 'Question';
}
