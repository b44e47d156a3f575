import { changeOf, mergeExercise, sameJson } from '#lib/exercises/core/merge.ts';
import type { Raw } from '#lib/exercises/core/raw.ts';
import type { ExercisePart } from '#lib/generation/core/proposal.ts';
import type { DecidedPart, ExerciseNow } from './proposal.ts';

// A draft of an exercise that somebody changed since: what does not touch each other is merged field by field, the rest is chosen.

export type ExerciseChoice = 'lesson' | 'draft';

/** Fields that lesson and draft both changed, each in another way. Options and what is right among them are one place: a key names an option. */
export interface MergePlace {
  name: string;
  fields: string[];
  base: Raw;
  lesson: Raw;
  draft: Raw;
}

export interface MergedExercise {
  /** With the draft's words where both touched the same field. */
  merged: Raw;
  places: MergePlace[];
  /** Fields that only the lesson changed since the draft, and fields that only the draft changes. */
  of_lesson: string[];
  of_draft: string[];
}

const ANSWERS = ['options', 'answer_key'];

/** Merges the exercise that a draft was made of, the draft, and what the lesson has now. */
export function mergeChanged(base: Raw, draft: Raw, lesson: Raw): MergedExercise {
  const touched = (after: Raw) => {
    const { fields, drop } = changeOf(base, after);
    return [...Object.keys(fields), ...drop];
  };
  const [by_draft, by_lesson] = [touched(draft), touched(lesson)];
  const { merged, conflicts } = mergeExercise(base, draft, lesson);
  const isTouched = (fields: string[]) => fields.some((field) => ANSWERS.includes(field));
  const areApart = ANSWERS.every((field) => sameJson(draft[field], lesson[field]));
  const answersMeet = isTouched(by_draft) && isTouched(by_lesson) && !areApart;
  const met = conflicts.map(({ field }) => field).filter((field) => !answersMeet || !ANSWERS.includes(field));
  const groups = [...met.map((field) => [field]), ...(answersMeet ? [ANSWERS] : [])];
  const places = groups.map((fields) => ({
    name: fields[0] as string,
    fields,
    base: only(base, fields),
    lesson: only(lesson, fields),
    draft: only(draft, fields),
  }));
  const inPlaces = places.flatMap(({ fields }) => fields);
  const alone = (mine: string[], theirs: string[]) =>
    mine.filter((field) => !theirs.includes(field) && !inPlaces.includes(field));
  return {
    merged: places.reduce((all, { fields, draft: side }) => withFields(all, fields, side), merged),
    places,
    of_lesson: alone(by_lesson, by_draft),
    of_draft: alone(by_draft, by_lesson),
  };
}

const only = (exercise: Raw, fields: readonly string[]): Raw =>
  Object.fromEntries(fields.filter((field) => exercise[field] !== undefined).map((field) => [field, exercise[field]]));

function withFields(exercise: Raw, fields: readonly string[], side: Raw): Raw {
  const rest = Object.fromEntries(Object.entries(exercise).filter(([field]) => !fields.includes(field)));
  return { ...rest, ...side };
}

/** The merged exercise as it is chosen, place by place; what is not chosen yet is the draft's. */
export const chooseFields = ({ merged, places }: MergedExercise, choices: readonly (ExerciseChoice | null)[]): Raw =>
  places.reduce(
    (all, { fields, lesson }, nth) => (choices[nth] === 'lesson' ? withFields(all, fields, lesson) : all),
    merged,
  );

/** The exercise of the lesson that a part is about; undefined for what is added. */
export const nowOf = (part: ExercisePart, now: readonly ExerciseNow[]): ExerciseNow | undefined =>
  part.do === 'add' ? undefined : now.find(({ exercise_id }) => exercise_id === part.exercise_id);

/** How a part is merged: null where its exercise is as it was drafted, or there is none to merge with. */
export function mergeOf(part: ExercisePart, now: readonly ExerciseNow[]): MergedExercise | null {
  const found = nowOf(part, now);
  if (part.do !== 'change' || !found?.exercise || found.is_as_drafted) return null;
  return mergeChanged(part.before, part.exercise, found.exercise);
}

/** Whether what was decided of a part was decided about what the lesson has now. An approval of something else is asked again. */
export function isStillSeen(
  decided: DecidedPart,
  part: ExercisePart | undefined,
  now: readonly ExerciseNow[],
): boolean {
  const found = part && nowOf(part, now);
  if (!decided.is_approved || !found) return true;
  return decided.exercise_hash ? decided.exercise_hash === found.hash : found.is_as_drafted;
}
