import { clozeParts, type Exercise } from './exercise.ts';
import { acceptedAnswers } from './marking.ts';
import { saysSomething } from './marking-text.ts';

/** Why an exercise cannot be shown to learners: nobody could answer it, or nothing says what is right. */
export interface Unplayable {
  rule: string;
  /** Within the exercise. */
  pointer: string;
  message: string;
}

const because = (rule: string, pointer: string, message: string): Unplayable => ({ rule, pointer, message });

/** What keeps an exercise from being played; null when it can be answered and marked. */
export function whyUnplayable(exercise: Exercise): Unplayable | null {
  switch (exercise.exercise_type) {
    case 'mcq': {
      const { options, answer_key } = exercise;
      if (options.length === 0) return because('no_options', '/options', 'It has no options to choose from.');
      return options.some(({ id }) => id === answer_key.option_id)
        ? repeatedOption(options)
        : because('answer_missing', '/answer_key', 'Nothing says which option is right.');
    }
    case 'multi_select': {
      const { options, answer_key } = exercise;
      if (options.length === 0) return because('no_options', '/options', 'It has no options to choose from.');
      if (answer_key.option_ids.length === 0)
        return because('answer_missing', '/answer_key', 'Nothing says which options are right.');
      return answer_key.option_ids.every((id) => options.some((option) => option.id === id))
        ? repeatedOption(options)
        : because('answer_unknown', '/answer_key/option_ids', 'The answer names an option that does not exist.');
    }
    case 'true_false':
      return exercise.answer === null
        ? because('answer_missing', '/answer', 'Nobody has decided whether it is true or false.')
        : null;
    case 'short_answer':
      return acceptedAnswers(exercise).length === 0
        ? because('answer_missing', '/canonical_answer', 'It has no answer that counts as right.')
        : null;
    case 'numeric':
      return Number.isFinite(exercise.value) && Number.isFinite(exercise.tolerance.value)
        ? null
        : because('number_missing', '/value', 'Its answer or its tolerance is not a number.');
    case 'cloze':
      return unplayableCloze(exercise.text, exercise.blanks);
    case 'matching':
      return exercise.pairs.length === 0 ? because('no_pairs', '/pairs', 'It has nothing to match.') : null;
    case 'ordering':
      return exercise.items.length < 2 ? because('no_items', '/items', 'It has nothing to put in order.') : null;
    case 'open_response':
      return null;
  }
}

function repeatedOption(options: readonly { id: string }[]): Unplayable | null {
  return new Set(options.map(({ id }) => id)).size < options.length
    ? because('option_repeated', '/options', 'Two of its options have the same id.')
    : null;
}

function unplayableCloze(text: string, blanks: readonly { id: string; accepted: string[] }[]): Unplayable | null {
  const inText = clozeParts(text).flatMap((part) => ('blank_id' in part ? [part.blank_id] : []));
  if (inText.length === 0) return because('no_blanks', '/text', 'Its text has no blank to fill in.');
  const unknown = inText.find((id) => !blanks.some((blank) => blank.id === id));
  if (unknown !== undefined)
    return because('blank_unknown', '/text', `Its text has a blank “${unknown}” without an answer.`);
  const at = blanks.findIndex((blank) => !inText.includes(blank.id));
  if (at >= 0) return because('blank_missing', `/blanks/${at}`, `The blank “${blanks[at]?.id}” is not in its text.`);
  const empty = blanks.findIndex(({ accepted }) => !accepted.some(saysSomething));
  return empty < 0
    ? null
    : because(
        'answer_missing',
        `/blanks/${empty}`,
        `The blank “${blanks[empty]?.id}” has no answer that counts as right.`,
      );
}
