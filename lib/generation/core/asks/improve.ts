import { z } from 'zod';
import { COGNITIVE_LEVELS, DIFFICULTIES, optionLabel } from '#lib/exercises/core/exercise.ts';
import { sameJson } from '#lib/exercises/core/merge.ts';
import { isObject, type Raw } from '#lib/exercises/core/raw.ts';
import { readExercise } from '#lib/exercises/core/read-exercise.ts';
import type { ExercisePart } from '../proposal.ts';
import { type Ask, anAsk, NotUsable } from './ask.ts';
import { addedParts, questionFields, text } from './exercises.ts';

// A model betters the exercises of a lesson: it sees them numbered, and changes or removes by number.

/** An exercise of the lesson by the id that it is known by, as it stands in the bank. */
export interface BankExercise {
  id: string;
  raw: Raw;
}

/** So many exercises are looked at in one go: what is known of them goes into one prompt, and what becomes of them into one answer. */
export const MOST_IMPROVED = 40;

/** Said to a model beside what its template says of writing exercises. */
export const IMPROVE_ALL =
  'The lesson has exercises already; they stand in the material, numbered. Do not write a new set: make that one better. Change an exercise by its number where its question, its options, its key or its reasons are wrong, unclear or too easy to guess; remove one by its number where it repeats another or asks for what the lesson does not teach, and say why; add one only where something that the lesson teaches is not asked at all. Leave those alone that are good. Keep the kind of an exercise: one with options keeps having options, and of a kind that has neither options nor a written answer only the words of the question can change.';
export const IMPROVE_ONE =
  'The exercise to work on stands in the material with the number 1. Do not write others: write another version of this one that asks for the same in a better way, and give it as the change of number 1. Remove nothing and add nothing. Keep its kind.';

/** The exercises as a model reads them, each on a line with its number. */
export const numberedExercises = (exercises: readonly BankExercise[]): string =>
  exercises.map(({ raw: { id: _, ...fields } }, at) => `${at + 1}. ${JSON.stringify(fields)}`).join('\n');

const number = z.number().int().min(1).max(MOST_IMPROVED);
const improvedAnswer = z.object({
  changes: z.object({ number, question: questionFields }).array().max(MOST_IMPROVED),
  removals: z.object({ number, reason: text }).array().max(MOST_IMPROVED),
  questions: questionFields.array().max(MOST_IMPROVED),
});
type Question = z.infer<typeof questionFields>;

/** An exercise as a model would have it: all that the model says nothing of stays as it was. */
export function changedExercise(raw: Raw, question: Question, named: string): Raw {
  const read = readExercise(raw);
  if (!read) throw new NotUsable(`${named} is of a kind that cannot be changed. Leave it as it is.`);
  const words = {
    stem: question.stem,
    cognitive_level: COGNITIVE_LEVELS.some((one) => one === raw.cognitive_level)
      ? question.cognitive_level
      : raw.cognitive_level,
    difficulty: DIFFICULTIES.some((one) => one === raw.difficulty) ? question.difficulty : raw.difficulty,
  };
  const base = { ...raw, ...without(words) };
  switch (read.exercise_type) {
    case 'mcq':
    case 'multi_select':
      return { ...base, ...choices(raw, question, read.exercise_type, named) };
    case 'true_false': {
      const said = question.answer?.toLowerCase();
      if (said !== 'true' && said !== 'false') throw new NotUsable(`${named} is answered by true or false. Say which.`);
      // Reasons of the other answer would tell a learner what is wrong.
      return { ...base, answer: said === 'true', ...(read.answer !== (said === 'true') && noReasons(raw)) };
    }
    case 'short_answer':
      if (!question.answer) throw new NotUsable(`${named} needs an answer in words.`);
      return { ...base, canonical_answer: question.answer, acceptable_answers: question.accepted };
    default:
      if (question.options.length > 0 || question.answer)
        throw new NotUsable(
          `Of ${named.toLowerCase()} only the words of the question can be changed: no options, no answer.`,
        );
      return base;
  }
}

const noReasons = (raw: Raw): Raw =>
  Object.fromEntries(
    ['rationale_right', 'rationale_wrong'].filter((field) => field in raw).map((field) => [field, '']),
  );

/** What an exercise has not is not made up for it. */
const without = (fields: Raw): Raw =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Options and their key. An option that says the same keeps its id: what learners answered is known by it. */
function choices(raw: Raw, { options }: Question, type: 'mcq' | 'multi_select', named: string): Raw {
  const texts = new Set(options.map((one) => one.text.toLowerCase()));
  if (texts.size < options.length) throw new NotUsable(`${named} has the same option twice.`);
  if (options.length < 2) throw new NotUsable(`${named} needs its options.`);
  const right = options.filter((one) => one.is_right);
  if (type === 'mcq' && right.length !== 1)
    throw new NotUsable(`${named} has ${right.length} right options. Exactly one has to be right.`);
  if (right.length === 0) throw new NotUsable(`${named} has no right option.`);
  const before = (Array.isArray(raw.options) ? raw.options : []).filter(isObject);
  const free = before.filter((old) => !options.some((one) => one.text === old.text)).map(({ id }) => id);
  const taken = new Set(before.map(({ id }) => id));
  const fresh = () => {
    let nth = 1;
    while (taken.has(`option-${nth}`)) nth += 1;
    taken.add(`option-${nth}`);
    return `option-${nth}`;
  };
  const written = options.map((one, nth) => {
    const same = before.find((old) => old.text === one.text);
    return {
      ...same,
      id: same?.id ?? free.shift() ?? fresh(),
      label: optionLabel(nth),
      text: one.text,
      rationale_wrong: one.is_right ? null : one.reason,
    };
  });
  const keys = written.filter((_, nth) => options[nth]?.is_right);
  const key = isObject(raw.answer_key) ? raw.answer_key : {};
  return {
    options: written,
    answer_key:
      type === 'mcq'
        ? { ...key, label: keys[0]?.label, option_id: keys[0]?.id, rationale_right: right[0]?.reason }
        : {
            ...key,
            option_ids: keys.map(({ id }) => id),
            rationale_right: right.map(({ reason }) => reason).join(' '),
          },
  };
}

type Improved = z.infer<typeof improvedAnswer>;

/** What becomes of each exercise that the model speaks of. */
function partsOf({ changes, removals, questions }: Improved, exercises: readonly BankExercise[]): ExercisePart[] {
  const numbers = [...changes, ...removals].map((one) => one.number);
  const unknown = numbers.find((one) => one > exercises.length);
  if (unknown !== undefined)
    throw new NotUsable(`There is no exercise ${unknown}. The lesson has those from 1 to ${exercises.length}.`);
  const twice = numbers.find((one, at) => numbers.indexOf(one) !== at);
  if (twice !== undefined) throw new NotUsable(`Exercise ${twice} is spoken of twice. Change it or remove it, once.`);
  const changed = changes.flatMap(({ number: nth, question }): ExercisePart[] => {
    const { id, raw } = exercises[nth - 1] as BankExercise;
    const exercise = changedExercise(raw, question, `Exercise ${nth}`);
    return sameJson(exercise, raw) ? [] : [{ do: 'change', exercise_id: id, before: raw, exercise }];
  });
  const removed = removals.map(({ number: nth, reason }): ExercisePart => {
    const { id, raw } = exercises[nth - 1] as BankExercise;
    return { do: 'remove', exercise_id: id, before: raw, why: reason };
  });
  return [...changed, ...removed, ...addedParts(questions)];
}

/** One exercise written anew, or those of a lesson made better. */
export const improvedExercises = (isOne: boolean): Ask =>
  anAsk({
    schema: improvedAnswer,
    max_output_tokens: { short: 3_000, medium: 6_000, long: 10_000 },
    shown: null,
    made: (answer, { lessons: [lesson], title, exercises }) => {
      if (isOne && (answer.removals.length > 0 || answer.questions.length > 0 || answer.changes.length !== 1))
        throw new NotUsable('Change exercise 1, once, and nothing else.');
      const parts = partsOf(answer, exercises);
      const count = (does: ExercisePart['do']) => parts.filter((part) => part.do === does).length;
      return {
        summary: { exercises: parts.length, changed: count('change'), removed: count('remove') },
        // A model that finds nothing to better has done its work.
        proposals:
          parts.length === 0 || !lesson
            ? []
            : [
                {
                  kind: 'exercises',
                  title: lesson.title || title,
                  body: { kind: 'exercises', spark: lesson.title, exercises: parts },
                  place_kind: 'spark',
                  place_id: lesson.id,
                  base_version: lesson.version,
                },
              ],
      };
    },
  });
