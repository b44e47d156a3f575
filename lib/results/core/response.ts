import type { ChoiceOption, Exercise } from '#lib/exercises/core/exercise.ts';
import { mark } from '#lib/exercises/core/marking.ts';
import { type ExerciseResponse, emptyResponse } from '#lib/exercises/core/response.ts';
import type { FoundAnswer } from './answers.ts';
import { rightOf, UNANSWERED } from './values.ts';

/** The ids of the options that an answer chose, none among them; null where it does not say or nothing is chosen; unknown otherwise. */
export type Choice = string[] | null | 'unknown';

const BETWEEN = /\[,\]|[,;|]/;

/**
 * What was chosen of this version of an exercise. Options are named by id, by label, by the letter of their place (as SCORM packages
 * do), or by their text.
 */
export function choiceOf(exercise: Exercise, { response, chosen_texts }: FoundAnswer): Choice {
  if (response === null) return null;
  const said = response.trim();
  switch (exercise.exercise_type) {
    case 'true_false': {
      if (said === '' || said === UNANSWERED) return [];
      const right = rightOf(said);
      return right === null ? 'unknown' : [String(right === 1)];
    }
    case 'mcq':
    case 'multi_select': {
      if (said === '') return [];
      // What the source calls them goes first: its ids may be those of another system, and mean others of ours.
      const called = allOf(exercise.options, chosen_texts ?? [], textId);
      if (called) return called;
      const whole = optionId(exercise.options, said);
      if (whole) return [whole];
      if (said === UNANSWERED) return [];
      const parts = said.replace(/^\{(.*)\}$/, '$1').split(BETWEEN);
      return (
        allOf(exercise.options, parts, optionId) ?? allOf(exercise.options, chosen_texts ?? [], optionId) ?? 'unknown'
      );
    }
    default:
      return null;
  }
}

type FindOption = (options: readonly ChoiceOption[], name: string) => string | null;

function allOf(options: readonly ChoiceOption[], names: readonly string[], find: FindOption): string[] | null {
  if (names.length === 0) return null;
  const ids = names.map((name) => find(options, name.trim()));
  const known = ids.filter((id) => id !== null);
  return known.length === ids.length ? [...new Set(known)].sort() : null;
}

function textId(options: readonly ChoiceOption[], name: string): string | null {
  const lower = name.toLowerCase();
  return options.find(({ text }) => text.trim().toLowerCase() === lower)?.id ?? null;
}

function optionId(options: readonly ChoiceOption[], name: string): string | null {
  const lower = name.toLowerCase();
  const letter = /^[a-z]$/.test(lower) ? lower.charCodeAt(0) - 97 : -1;
  const found =
    options.find(({ id }) => id === name) ??
    options.find(({ label }) => label.toLowerCase() === lower) ??
    options[letter];
  return found?.id ?? textId(options, name);
}

/** The score of an answer that its source did not mark, from 0 to 1; null where nothing tells it. */
export function scoreOf(
  exercise: Exercise,
  found: FoundAnswer,
  choice: string[] | null,
  language: string,
): number | null {
  if (found.response === null) return null;
  const response = responseOf(exercise, found.response, choice);
  if (!response) return null;
  const { score, max, ask } = mark(exercise, response, language);
  // A number that can be read in two ways is not guessed.
  return max === 0 || ask ? null : score;
}

function responseOf(exercise: Exercise, text: string, choice: string[] | null): ExerciseResponse | null {
  const { exercise_type } = exercise;
  switch (exercise_type) {
    case 'mcq':
      return choice && { exercise_type, option_id: choice[0] ?? null };
    case 'multi_select':
      return choice && { exercise_type, option_ids: choice };
    case 'true_false':
      return choice && { exercise_type, answer: choice.length === 0 ? null : choice[0] === 'true' };
    case 'short_answer':
    case 'numeric':
      return { exercise_type, text };
    default:
      // Blanks, pairs and steps are written down in too many ways; one left empty is none in all of them.
      return text.trim() === '' && exercise_type !== 'ordering' ? emptyResponse(exercise, '') : null;
  }
}
