import { z } from 'zod';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { bodyJson } from '#lib/base/data/json.ts';
import { callJson } from '#lib/base/data/rpc.ts';
import { CHANGE_ACTIONS } from '#lib/history/core/history.ts';
import type { BankFilter, BankSort, ExerciseEdit } from '../core/bank.ts';

const count = z.record(z.string(), z.number());
const bankRow = z.object({
  spark_id: z.string(),
  spark_slug: z.string(),
  spark_title: z.string(),
  place: z.number(),
  exercise_id: z.string().nullable(),
  type: z.string().nullable(),
  category: z.string().nullable(),
  level: z.string().nullable(),
  difficulty: z.string().nullable(),
  objective: z.string().nullable(),
  quiz_place: z.number().nullable(),
  has_image: z.boolean(),
  stem: z.string(),
  hash: z.string(),
  version: z.number().nullable(),
  problems: z.array(z.string()),
});
const bank = z.object({
  total: z.number(),
  all: z.number(),
  rows: z.array(bankRow),
  counts: z.object({
    types: count,
    levels: count,
    difficulties: count,
    objectives: count,
    in_quiz: z.number(),
    is_blocked: z.number(),
    has_image: z.number(),
  }),
});
/** An exercise as lists show it. `problems` are the codes of the hard rules it breaks: with any of them it blocks. */
export type BankRow = z.infer<typeof bankRow> & {
  /** How many hints there are on it; absent where they come apart, as of the bank of a lesson. */
  hints?: number;
};
/** A page of a bank; `counts` are of all its exercises, by value. */
export type Bank = Omit<z.infer<typeof bank>, 'rows'> & { rows: BankRow[] };

export interface BankAsk {
  spark_id: string | null;
  filter: Omit<BankFilter, 'has_hint'> & { hashes?: string[] };
  sort: BankSort;
  offset: number;
  limit: number;
}

/** The exercises of a lesson, or of the whole workspace. */
export function readBank(db: Db, workspace_id: string, ask: BankAsk): Promise<Result<Bank>> {
  return callJson(
    db,
    'read_bank',
    {
      p_workspace: workspace_id,
      p_spark: ask.spark_id,
      p_filter: ask.filter,
      p_sort: ask.sort,
      p_offset: ask.offset,
      p_limit: ask.limit,
    },
    bank,
  );
}

const exercises = z.object({
  exercises: z.array(
    z.object({
      exercise_id: z.string().nullable(),
      place: z.number(),
      hash: z.string(),
      version: z.number().nullable(),
      quiz_place: z.number().nullable(),
      /** Another one before it has its id. */
      is_repeated: z.boolean(),
      exercise: z.unknown(),
    }),
  ),
  objectives: z.array(z.object({ objective: z.string(), title: z.string() })),
  quiz: z.array(z.unknown()),
  quiz_metadata: bodyJson,
  problems: z.array(z.object({ code: z.string(), pointer: z.string(), message: z.string(), fix: z.string() })),
});
/** Exercises as they are stored, with what they are looked at beside: the objectives of the lesson, its quiz and what is wrong with that. */
export type StoredExercises = z.infer<typeof exercises>;

/** Exercises of a lesson as they are stored: those with these ids and at these places, or all. */
export function readExercises(
  db: Db,
  workspace_id: string,
  spark_id: string,
  some: { ids?: string[]; places?: number[] } = {},
): Promise<Result<StoredExercises>> {
  return callJson(
    db,
    'read_exercises',
    { p_workspace: workspace_id, p_spark: spark_id, p_ids: some.ids ?? null, p_places: some.places ?? null },
    exercises,
  );
}

const earlier = z.array(z.tuple([z.string(), z.string()]));

/** What the quizzes of the lessons before this one have asked, in a concept that holds both. */
export async function readEarlierQuizzes(
  db: Db,
  workspace_id: string,
  spark_id: string,
): Promise<Result<{ hash: string; spark_title: string }[]>> {
  const found = await callJson(db, 'read_earlier_quizzes', { p_workspace: workspace_id, p_spark: spark_id }, earlier);
  return found.ok ? ok(found.data.map(([hash, spark_title]) => ({ hash, spark_title }))) : found;
}

const version = z.object({
  version: z.number(),
  hash: z.string().nullable(),
  exercise: z.unknown(),
  change_set_id: z.string(),
  action: z.enum(CHANGE_ACTIONS),
  title: z.string().nullable(),
  is_undone: z.boolean(),
  author: z.string().nullable(),
  created_at: z.string(),
});
/** A version of an exercise; its exercise is null where it was taken out of the bank. */
export type ExerciseVersion = z.infer<typeof version>;

/** The versions of an exercise, newest first; before: older than that one. */
export function readExerciseVersions(
  db: Db,
  workspace_id: string,
  of: { spark_id: string; exercise_id: string; before: number | null },
): Promise<Result<ExerciseVersion[]>> {
  return callJson(
    db,
    'read_exercise_versions',
    { p_workspace: workspace_id, p_spark: of.spark_id, p_exercise: of.exercise_id, p_before: of.before, p_limit: 20 },
    version.array(),
  );
}

const edited = z.object({
  change_set_id: z.string().nullable(),
  made: z.array(z.object({ nth: z.number(), spark_id: z.string(), exercise_id: z.string() })),
  written: z.array(z.object({ nth: z.number(), hash: z.string() })),
  refused: z.array(
    z.object({
      nth: z.number(),
      code: z.enum(['not_found', 'changed', 'conflict']),
      fields: z.array(z.object({ field: z.string(), base: z.unknown(), mine: z.unknown(), theirs: z.unknown() })),
      hash: z.string().optional(),
    }),
  ),
});
/**
 * What edits of exercises came to: the change set that undoes them (null: nothing changed), the ids of new ones, the hashes of what
 * was set, so that the next edit can be over that state, and the edits that
 * were left out, by their number: gone, changed since by somebody, or with the fields that somebody else changed as well.
 */
export type EditedExercises = z.infer<typeof edited>;

/** Edits exercises and quizzes of any number of lessons as one change set; what breaks a rule is kept and marked. */
export function editExercises(
  db: Db,
  workspace_id: string,
  edits: ExerciseEdit[],
  title: string | null,
): Promise<Result<EditedExercises>> {
  return callJson(
    db,
    'edit_exercises',
    { p_workspace: workspace_id, p_edits: edits, p_keep_broken: true, p_title: title },
    edited,
  );
}
