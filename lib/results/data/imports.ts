import { z } from 'zod';
import { ok, type Result } from '#lib/base/core/problem.ts';
import { storable } from '#lib/base/core/storable.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';
import { readExercise } from '#lib/exercises/core/read-exercise.ts';
import type { ResultFormat } from '../core/answers.ts';
import { type MatchedAnswer, type TargetVersion, targetKey } from '../core/match.ts';
import type { Target } from '../core/targets.ts';

const targets = z.array(z.tuple([z.string(), z.string(), z.string()]));

/** The exercises that answers may be to, in the order of their banks. */
export async function readTargets(db: Db, workspace_id: string): Promise<Result<Target[]>> {
  const found = await callJson(db, 'read_result_targets', { p_workspace: workspace_id }, targets);
  return found.ok ? ok(found.data.map(([spark_id, slug, exercise_id]) => ({ spark_id, slug, exercise_id }))) : found;
}

/** More are not read at once. */
const EXERCISES_AT_ONCE = 500;
const versions = z.array(
  z.tuple([
    z.string(),
    z.string(),
    z.number(),
    z.string(),
    z.number(),
    z.record(z.string(), z.unknown()),
    z.string().nullable(),
  ]),
);

/** The versions of exercises, by `targetKey`. */
export async function readTargetVersions(
  db: Db,
  workspace_id: string,
  exercises: readonly Target[],
): Promise<Result<Map<string, TargetVersion[]>>> {
  const all = new Map<string, TargetVersion[]>();
  for (let at = 0; at < exercises.length; at += EXERCISES_AT_ONCE) {
    const some = exercises
      .slice(at, at + EXERCISES_AT_ONCE)
      .map(({ spark_id, exercise_id }) => [spark_id, exercise_id]);
    const found = await callJson(
      db,
      'read_result_versions',
      { p_workspace: workspace_id, p_exercises: some },
      versions,
    );
    if (!found.ok) return found;
    for (const [spark_id, exercise_id, version, saved_at, package_version, body, language] of found.data) {
      const key = targetKey({ spark_id, exercise_id });
      const one = { version, saved_at, package_version, exercise: readExercise(body), language: language ?? '' };
      all.set(key, [...(all.get(key) ?? []), one]);
    }
  }
  return ok(all);
}

/** As the functions of the database take answers. */
const rowsOf = (answers: readonly MatchedAnswer[]) =>
  storable(
    answers.map(({ spark_id, exercise_id, version, learner, at, attempt, score, choice }) => {
      return [spark_id, exercise_id, version, learner, at, attempt, score, choice];
    }),
  );

/** How many of these answers are here already. */
export function countKnown(db: Db, workspace_id: string, answers: readonly MatchedAnswer[]): Promise<Result<number>> {
  return call(db, 'count_known_results', { p_workspace: workspace_id, p_answers: rowsOf(answers) });
}

export function startResults(
  db: Db,
  workspace_id: string,
  name: string,
  format: ResultFormat,
): Promise<Result<string>> {
  return call(db, 'start_results', { p_workspace: workspace_id, p_name: name, p_format: format });
}

/** Adds answers to an import, learners made unreadable; gives how many are new. */
export function addResults(db: Db, import_id: string, answers: readonly MatchedAnswer[]): Promise<Result<number>> {
  return call(db, 'add_results', { p_import: import_id, p_answers: rowsOf(answers) });
}

export function finishResults(db: Db, import_id: string, outcome: object): Promise<Result<unknown>> {
  return call(db, 'finish_results', { p_import: import_id, p_outcome: storable(outcome) });
}

/** Removes an import with its answers; gives how many there were. */
export function removeResults(db: Db, import_id: string): Promise<Result<number>> {
  return call(db, 'remove_results', { p_import: import_id });
}

const imports = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    format: z.enum(['csv', 'xapi', 'scorm']),
    created_at: z.string(),
    person: z.string().nullable(),
    is_mine: z.boolean().nullable(),
    is_whole: z.boolean(),
    answers: z.number(),
  }),
);
/** Where answers came from. Not whole: it was stopped on the way, and choosing the file again brings the rest. */
export type ResultImport = z.infer<typeof imports>[number];

export function readResultImports(db: Db, workspace_id: string): Promise<Result<ResultImport[]>> {
  return callJson(db, 'read_result_imports', { p_workspace: workspace_id }, imports);
}
