import { isOtherKey, keyInWords } from '#lib/exercises/core/difference-in-words.ts';
import type { ChoiceOption, Exercise } from '#lib/exercises/core/exercise.ts';
import { changeOf } from '#lib/exercises/core/merge.ts';
import { isObject, type Raw } from '#lib/exercises/core/raw.ts';
import { readExercise } from '#lib/exercises/core/read-exercise.ts';
import type { ExercisePart } from '#lib/generation/core/proposal.ts';

// What a changed exercise is otherwise, as a reviewer reads it: its question, its options with what is right, and every other field.

/** An option before and after; null where it is not among them. */
export interface OptionChange {
  id: string;
  label: string;
  before: { text: string; reason: string } | null;
  after: { text: string; reason: string } | null;
  was_right: boolean;
  is_right: boolean;
}

export interface ExerciseDifference {
  stem: { before: string; after: string };
  /** Those of both, in their order now, those that are gone after them; empty for a type without options. */
  options: OptionChange[];
  /** The right answer before and after in words; null where it is the same. */
  key: { before: string; after: string } | null;
  /** What else is otherwise, as it is stored. */
  fields: { field: string; before: unknown; after: unknown }[];
}

/** The difference of two exercises; null where one of them cannot be read. */
export function differenceOf(before: Raw, after: Raw): ExerciseDifference | null {
  const [was, is] = [readExercise(before), readExercise(after)];
  if (!was || !is) return null;
  const { fields, drop } = changeOf(before, after);
  const told = ['stem', 'id', ...(optionsOf(is) || optionsOf(was) ? ['options'] : [])];
  return {
    stem: { before: was.stem, after: is.stem },
    options: optionChanges(was, is),
    key: isOtherKey(was, is) ? { before: keyInWords(was), after: keyInWords(is) } : null,
    fields: [...Object.keys(fields), ...drop]
      .filter((field) => !told.includes(field) && (field !== 'answer_key' || isReasonOnly(before, after)))
      .map((field) =>
        field === 'answer_key'
          ? { field: 'rationale_right', before: reasonOf(before), after: reasonOf(after) }
          : { field, before: before[field], after: after[field] },
      ),
  };
}

/** Of a part of a proposal, whether approving it would make another answer right than now. What is new has a key of its own. */
export function changesKey(part: ExercisePart): boolean {
  if (part.do !== 'change') return false;
  const [was, is] = [readExercise(part.before), readExercise(part.exercise)];
  return !was || !is || isOtherKey(was, is);
}

const reasonOf = ({ answer_key }: Raw): unknown => (isObject(answer_key) ? answer_key.rationale_right : undefined);
/** What is said of a right answer stands in its key. */
const isReasonOnly = (before: Raw, after: Raw): boolean => reasonOf(before) !== reasonOf(after);

type Choice = Extract<Exercise, { exercise_type: 'mcq' | 'multi_select' }>;
const optionsOf = (exercise: Exercise): Choice | null =>
  exercise.exercise_type === 'mcq' || exercise.exercise_type === 'multi_select' ? exercise : null;
const rightIn = (exercise: Choice): readonly string[] =>
  exercise.exercise_type === 'mcq' ? [exercise.answer_key.option_id] : exercise.answer_key.option_ids;

function optionChanges(was: Exercise, is: Exercise): OptionChange[] {
  const [one, other] = [optionsOf(was), optionsOf(is)];
  const shown = (option: ChoiceOption | undefined) =>
    option ? { text: option.text, reason: option.rationale_wrong ?? '' } : null;
  const before = one?.options ?? [];
  const after = other?.options ?? [];
  return [...after, ...before.filter(({ id }) => !after.some((now) => now.id === id))].map(({ id, label }) => ({
    id,
    label,
    before: shown(before.find((option) => option.id === id)),
    after: shown(after.find((option) => option.id === id)),
    was_right: one !== null && rightIn(one).includes(id),
    is_right: other !== null && rightIn(other).includes(id),
  }));
}
