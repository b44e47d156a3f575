import { z } from 'zod';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { callJson } from '#lib/base/data/rpc.ts';

const results = z.object({
  learners: z.number(),
  imports: z.object({ total: z.number(), last: z.string().nullable() }),
  rows: z.array(
    z.object({
      spark_id: z.string(),
      spark_slug: z.string(),
      spark_title: z.string(),
      place: z.number(),
      exercise_id: z.string(),
      type: z.string().nullable(),
      stem: z.string(),
      difficulty: z.string().nullable(),
      hash: z.string(),
      current_version: z.number(),
      version: z.number(),
      versions: z.number(),
      is_current: z.boolean(),
      answers: z.number(),
      share: z.number(),
      paired: z.number(),
      discrimination: z.number().nullable(),
    }),
  ),
});

/** What was counted of each exercise of a spark, or of all, that has answers. */
export function readResults(
  db: Db,
  workspace_id: string,
  spark_id: string | null,
): Promise<Result<z.infer<typeof results>>> {
  return callJson(db, 'read_results', { p_workspace: workspace_id, p_spark: spark_id }, results);
}

const alike = z.tuple([z.number(), z.number().nullable(), z.array(z.string()).nullable(), z.number()]);
const versions = z.array(
  z.object({
    version: z.number(),
    since: z.string(),
    exercise: z.record(z.string(), z.unknown()),
    answers: z.array(alike),
  }),
);

/** The answers to each thing that an exercise has asked: what it asks now, then newest first. */
export function readExerciseResults(
  db: Db,
  workspace_id: string,
  { spark_id, exercise_id }: { spark_id: string; exercise_id: string },
): Promise<Result<z.infer<typeof versions>>> {
  const args = { p_workspace: workspace_id, p_spark: spark_id, p_exercise: exercise_id };
  return callJson(db, 'read_exercise_results', args, versions);
}
