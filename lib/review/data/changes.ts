import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Json } from '#lib/base/data/database.types.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';
import { type LessonChange, type PassageChange, suggestionsJson } from '../core/change.ts';

/** Proposes a change of a lesson; gives the proposal. */
export const proposeChange = (
  db: Db,
  workspace_id: string,
  spark_id: string,
  change: LessonChange & Partial<PassageChange>,
): Promise<Result<string>> =>
  call(db, 'propose_change', { p_workspace: workspace_id, p_spark: spark_id, p_change: change as Json });

export const readSuggestions = (db: Db, workspace_id: string, spark_id: string) =>
  callJson(db, 'read_suggestions', { p_workspace: workspace_id, p_spark: spark_id }, suggestionsJson);
