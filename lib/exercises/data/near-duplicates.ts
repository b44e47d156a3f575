import { z } from 'zod';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';

const mark = z.tuple([z.string(), z.number(), z.string().nullable(), z.string(), z.boolean(), z.boolean()]);

/** Of an exercise what tells whether it changed. */
export interface ExerciseMark {
  spark_id: string;
  place: number;
  /** Null where it has none of its own. */
  exercise_id: string | null;
  hash: string;
  is_blocked: boolean;
  in_quiz: boolean;
}

/** The exercises of a lesson, or of all, in the order of their banks. */
export async function readExerciseMarks(
  db: Db,
  workspace_id: string,
  spark_id: string | null,
): Promise<Result<ExerciseMark[]>> {
  const args = { p_workspace: workspace_id, p_spark: spark_id };
  const found = await callJson(db, 'read_exercise_marks', args, mark.array());
  if (!found.ok) return found;
  return ok(
    found.data.map(([spark, place, exercise_id, hash, is_blocked, in_quiz]) => {
      return { spark_id: spark, place, exercise_id, hash, is_blocked, in_quiz };
    }),
  );
}

/** More are not read at once. */
export const BODIES_AT_ONCE = 1000;
const bodies = z.array(z.tuple([z.string(), z.unknown()]));

/** Exercises as they are stored, by their hashes; those that are there no more are left out. */
export async function readExerciseBodies(
  db: Db,
  workspace_id: string,
  hashes: readonly string[],
): Promise<Result<Map<string, unknown>>> {
  const args = { p_workspace: workspace_id, p_hashes: [...hashes] };
  const found = await callJson(db, 'read_exercise_bodies', args, bodies);
  return found.ok ? ok(new Map(found.data)) : found;
}

/** An exercise of a bank by its id. */
export interface ExerciseRef {
  spark_id: string;
  exercise_id: string;
}

const distinct = z.array(z.tuple([z.string(), z.string(), z.string(), z.string()]));

/** Pairs that are alike and no duplicates, as somebody decided. */
export async function readDistinct(db: Db, workspace_id: string): Promise<Result<[ExerciseRef, ExerciseRef][]>> {
  const found = await callJson(db, 'read_distinct_exercises', { p_workspace: workspace_id }, distinct);
  if (!found.ok) return found;
  return ok(
    found.data.map(([one, one_id, other, other_id]) => [
      { spark_id: one, exercise_id: one_id },
      { spark_id: other, exercise_id: other_id },
    ]),
  );
}

/** Remembers that two are no duplicates, or forgets it. */
export async function setDistinct(
  db: Db,
  workspace_id: string,
  { one, other, are_distinct }: { one: ExerciseRef; other: ExerciseRef; are_distinct: boolean },
): Promise<Result<null>> {
  const done = await call(db, 'set_distinct_exercises', {
    p_workspace: workspace_id,
    p_one: one,
    p_other: other,
    p_are_distinct: are_distinct,
  });
  return done.ok ? ok(null) : done;
}

const kept = z.object({ change_set_id: z.string().nullable(), quizzes: z.number() });

/** Of two that ask the same keeps one; a quiz that the other was in uses the kept one. */
export function keepExercise(
  db: Db,
  workspace_id: string,
  { keep, drop }: { keep: ExerciseRef & { hash: string }; drop: ExerciseRef & { hash: string } },
) {
  return callJson(db, 'keep_exercise', { p_workspace: workspace_id, p_keep: keep, p_drop: drop }, kept);
}
