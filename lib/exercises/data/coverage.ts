import { z } from 'zod';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';
import { type CoverageKind, type CoveragePart, ROW_PARTS, type Thresholds, thresholdsJson } from '../core/coverage.ts';
import { type QuizShares, quizSharesJson } from '../core/quiz/targets.ts';

const counts = z.object({ valid: z.number(), blocked: z.number() });
const cells = z.object({ Recall: counts, Comprehension: counts, Application: counts, Transfer: counts }).partial();
const coverage = z.object({
  of: z.object({ title: z.string(), slug: z.string() }),
  rows: z.array(
    z.object({
      part: z.enum(ROW_PARTS),
      id: z.string(),
      title: z.string(),
      slug: z.string().nullable(),
      concepts: z.number().nullable(),
      objectives: z.number().nullable(),
      cells,
    }),
  ),
  elsewhere: cells,
  no_objective: cells,
  no_level: counts,
  valid: z.number(),
});
/** Exercises of a concept, trail or workspace by row and level; what is in no row stands apart. */
export type Coverage = z.infer<typeof coverage>;

/** Whose coverage: `id` null for the workspace. */
export interface CoverageScope {
  kind: CoverageKind;
  id: string | null;
}

export function readCoverage(db: Db, workspace_id: string, { kind, id }: CoverageScope): Promise<Result<Coverage>> {
  return callJson(db, 'read_coverage', { p_workspace: workspace_id, p_kind: kind, p_id: id }, coverage);
}

const counted = z.object({
  spark_id: z.string(),
  spark_slug: z.string(),
  spark_title: z.string(),
  place: z.number(),
  exercise_id: z.string().nullable(),
  version: z.number().nullable(),
  type: z.string().nullable(),
  level: z.string().nullable(),
  difficulty: z.string().nullable(),
  stem: z.string(),
  is_valid: z.boolean(),
});
const cell = z.object({
  total: z.number(),
  exercises: z.array(counted),
  close: z.array(counted),
  sparks: z.array(z.object({ id: z.string(), slug: z.string(), title: z.string() })),
});
/** What a cell counts, what could be raised to its level, and where one more could be written. */
export type CoverageCell = z.infer<typeof cell>;
export type CountedExercise = CoverageCell['exercises'][number];

export interface CellAsk extends CoverageScope {
  part: CoveragePart;
  row: string | null;
  level: string | null;
}

export function readCoverageCell(db: Db, workspace_id: string, ask: CellAsk): Promise<Result<CoverageCell>> {
  return callJson(
    db,
    'read_coverage_cell',
    {
      p_workspace: workspace_id,
      p_kind: ask.kind,
      p_id: ask.id,
      p_part: ask.part,
      p_row: ask.row,
      p_level: ask.level,
    },
    cell,
  );
}

const goals = z.object({ thresholds: thresholdsJson.nullable(), quiz_targets: quizSharesJson.nullable() });
/** What a workspace wants of its exercises; null where it has set nothing. */
export type ExerciseGoals = z.infer<typeof goals>;

export function readExerciseGoals(db: Db, workspace_id: string): Promise<Result<ExerciseGoals>> {
  return callJson(db, 'read_exercise_goals', { p_workspace: workspace_id }, goals);
}

/** Sets what is given, and leaves the other. */
export async function setExerciseGoals(
  db: Db,
  workspace_id: string,
  { thresholds = null, quiz_targets = null }: { thresholds?: Thresholds | null; quiz_targets?: QuizShares | null },
): Promise<Result<null>> {
  const done = await call(db, 'set_exercise_goals', {
    p_workspace: workspace_id,
    p_thresholds: thresholds,
    p_quiz_targets: quiz_targets,
  });
  return done.ok ? ok(null) : done;
}
