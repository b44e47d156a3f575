import { z } from 'zod';
import { COGNITIVE_LEVELS, DIFFICULTIES } from '#lib/exercises/core/exercise.ts';
import { QUESTION_FORMATS } from '#lib/exercises/core/formats/report.ts';

export const FATES = ['whole', 'changed', 'blocked', 'not_taken'] as const;

/** A picture of a question, stored and not yet entered: as `add_asset` takes it. */
export const questionPicture = z.object({
  path: z.string(),
  media_type: z.string(),
  byte_size: z.number(),
  sha256: z.string(),
  width: z.number().nullable(),
  height: z.number().nullable(),
});

/** What was read of a file of questions. */
export const questionReport = z.object({
  format: z.enum(QUESTION_FORMATS),
  encoding: z.string(),
  byte_size: z.number(),
  milliseconds: z.number(),
  /** False where there were too many questions to look for near-duplicates. */
  is_compared: z.boolean().optional(),
  pictures: z.array(questionPicture),
  /** The kinds of losses, the most frequent first; a question may be in several. */
  reasons: z.array(
    z.object({
      fate: z.enum(FATES),
      code: z.string(),
      title: z.string(),
      instead: z.string(),
      total: z.number(),
    }),
  ),
  /** Tests of the file, each of which could be a quiz. */
  tests: z
    .array(
      z.object({
        name: z.string(),
        file: z.string(),
        /** The places of its questions in the file, in its order. */
        questions: z.array(z.number()),
        losses: z.array(z.object({ code: z.string(), sentence: z.string(), instead: z.string() })),
      }),
    )
    .optional(),
});
export type QuestionReport = z.infer<typeof questionReport>;

/** Questions that are alike in all that somebody can choose by. */
export const questionGroup = z.object({
  category: z.string(),
  fate: z.enum(FATES),
  codes: z.array(z.string()),
  /** Stands in a bank of the workspace already, word for word. */
  is_here: z.boolean(),
  /** Asks nearly what stands in a bank, or what an earlier one of the file asks, in other words. */
  is_alike: z.boolean(),
  total: z.number(),
  no_level: z.number(),
  suggested: z.number(),
  no_difficulty: z.number(),
});
export type QuestionGroup = z.infer<typeof questionGroup>;

export const QUESTION_ACTS = ['take', 'leave', 'all_or_nothing'] as const;

/** When a test of the file becomes a quiz: where its spark has none, in place of the one it has, or never. */
export const QUIZ_ACTS = ['where_none', 'replace', 'none'] as const;

/** What a person decides before anything is written. */
export const questionChoices = z.object({
  /** The spark that the questions of a category go to. */
  places: z.record(z.string(), z.uuid()),
  /** What is done with the questions of a reason, by its code; without a word they are taken as shown. */
  acts: z.record(z.string(), z.enum(QUESTION_ACTS)),
  level: z.enum([...COGNITIVE_LEVELS, 'suggest', 'none']),
  difficulty: z.enum([...DIFFICULTIES, 'none']),
  /** Also those that stand in a bank already. */
  takes_same: z.boolean(),
  /** Not those that ask nearly what stands there. */
  leaves_alike: z.boolean(),
  quiz: z.enum(QUIZ_ACTS).default('none'),
  /** The place of the test that is meant. */
  quiz_test: z.number().int().min(0).max(99_999).default(0),
});
export type QuestionChoices = z.infer<typeof questionChoices>;

const placed = z.object({
  spark_id: z.string(),
  slug: z.string(),
  title: z.string(),
  before: z.number(),
  added: z.number(),
  /** How many questions the quiz has that a test became; null where none did. */
  quiz: z.number().nullable().default(null),
});

/** What applying a plan of questions came to. */
export const addedQuestions = z.object({
  change_set_id: z.string(),
  exercises: z.number(),
  sparks: z.array(placed),
});
export type AddedQuestions = z.infer<typeof addedQuestions>;

export const questionReceipt = z.object({
  exercises: z.number(),
  sparks: z.array(placed),
  /** How many levels were suggested from the verbs. */
  suggested: z.number(),
  choices: questionChoices,
});

/** What the choices make of a file: total = taken + here + alike + left_out + not_taken. */
export interface QuestionTally {
  total: number;
  taken: number;
  here: number;
  alike: number;
  left_out: number;
  not_taken: number;
  /** Of the taken, those whose category has no spark yet. */
  unplaced: number;
  sparks: number;
  fates: Record<(typeof FATES)[number], number>;
}

/** How many questions of a file came whole, changed, as blocked drafts, or not at all. */
export function fatesOf(groups: readonly QuestionGroup[]): QuestionTally['fates'] {
  const fates = { whole: 0, changed: 0, blocked: 0, not_taken: 0 };
  for (const { fate, total } of groups) fates[fate] += total;
  return fates;
}

/** How many questions ask nearly what stands in a bank or in the file already. */
export const nearlyHere = (groups: readonly QuestionGroup[]) =>
  groups.reduce((sum, { is_alike, total }) => sum + (is_alike ? total : 0), 0);

/** The spark that the questions of a category go to. A category may be called like a member that every object has. */
export const placeOf = ({ places }: QuestionChoices, category: string): string | undefined =>
  Object.hasOwn(places, category) ? places[category] : undefined;

/** Whether the choices leave a group out that could be taken. */
const isLeftOut = ({ codes }: QuestionGroup, { acts }: QuestionChoices) => codes.some((code) => acts[code] === 'leave');

/** The first test of a file that a quiz can be made of. */
export const firstTest = ({ tests = [] }: QuestionReport): number =>
  Math.max(
    0,
    tests.findIndex(({ questions }) => questions.length > 0),
  );

/** Counts what an import with these choices would write; `apply_questions` decides by the same rule. */
export function tallyQuestions(groups: readonly QuestionGroup[], choices: QuestionChoices): QuestionTally {
  const tally: QuestionTally = {
    total: 0,
    taken: 0,
    here: 0,
    alike: 0,
    left_out: 0,
    not_taken: 0,
    unplaced: 0,
    sparks: 0,
    fates: fatesOf(groups),
  };
  const sparks = new Set<string>();
  for (const group of groups) {
    tally.total += group.total;
    if (group.fate === 'not_taken') tally.not_taken += group.total;
    else if (isLeftOut(group, choices)) tally.left_out += group.total;
    else if (group.is_here && !choices.takes_same) tally.here += group.total;
    else if (group.is_alike && choices.leaves_alike) tally.alike += group.total;
    else {
      tally.taken += group.total;
      const spark = placeOf(choices, group.category);
      if (spark === undefined) tally.unplaced += group.total;
      else sparks.add(spark);
    }
  }
  tally.sparks = sparks.size;
  return tally;
}

/** The categories of a file in its order, with how many questions of each can be taken. */
export function categoriesOf(groups: readonly QuestionGroup[]): { name: string; taken: number }[] {
  const found = new Map<string, number>();
  for (const { category, fate, total } of groups)
    found.set(category, (found.get(category) ?? 0) + (fate === 'not_taken' ? 0 : total));
  return [...found].map(([name, taken]) => ({ name, taken }));
}
