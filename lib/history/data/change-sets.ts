import { z } from 'zod';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Tables } from '#lib/base/data/database.types.ts';
import { kindJson } from '#lib/base/data/json.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { callJson } from '#lib/base/data/rpc.ts';
import { CHANGE_ACTIONS } from '../core/history.ts';

export type ChangeSetAction = Tables<'change_sets'>['action'];
export const operationJson = z.enum(['create', 'update', 'delete']);

const changeSetLine = z.object({
  id: z.string(),
  action: z.enum(CHANGE_ACTIONS),
  title: z.string().nullable(),
  author: z.string().nullable(),
  created_at: z.string(),
  is_undone: z.boolean(),
  /** Nothing: what it touched has been purged. */
  total: z.number(),
  counts: z.array(z.object({ kind: kindJson, operation: operationJson, total: z.number() })),
});
/** One change set in the list: who did what to how many of what, and whether it counts still. */
export type ChangeSetLine = z.infer<typeof changeSetLine>;

export interface ChangeSetFilter {
  action?: ChangeSetAction;
  author?: string;
  /** This one alone. */
  only?: string;
}

/** Change sets, newest first, after the one named. */
export async function listChangeSets(
  db: Db,
  workspace_id: string,
  filter: ChangeSetFilter,
  before: string | undefined,
  limit: number,
): Promise<Result<ChangeSetLine[]>> {
  return callJson(
    db,
    'list_change_sets',
    {
      p_workspace: workspace_id,
      p_action: filter.action,
      p_author: filter.author,
      p_only: filter.only,
      p_before: before,
      p_limit: limit,
    },
    z.array(changeSetLine),
  );
}

const touchedEntity = z.object({
  kind: kindJson,
  entity_id: z.string(),
  operation: operationJson,
  slug: z.string().nullable(),
  label: z.string().nullable(),
});
export type TouchedEntity = z.infer<typeof touchedEntity>;

/** What a change set touched, by kind, named as it was then. */
export async function readChangeSet(
  db: Db,
  workspace_id: string,
  change_set_id: string,
  offset: number,
  limit: number,
): Promise<Result<TouchedEntity[]>> {
  return callJson(
    db,
    'read_change_set',
    {
      p_workspace: workspace_id,
      p_change_set: change_set_id,
      p_offset: offset,
      p_limit: limit,
    },
    z.array(touchedEntity),
  );
}

/** The change set of that id, if it is one of this workspace. */
export async function findChangeSet(db: Db, workspace_id: string, change_set_id: string): Promise<Result<string>> {
  const { data, error } = await db
    .from('change_sets')
    .select('id')
    .eq('workspace_id', workspace_id)
    .eq('id', change_set_id)
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  return data ? ok(data.id) : fail('not_found', 'This change set is not one of this workspace.');
}
