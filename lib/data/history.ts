import type { ContentKind } from '#lib/core/content-kinds';
import { fail, ok, type Result } from '#lib/core/problem';
import type { Db } from './clients/token.ts';
import type { Tables } from './database.types.ts';
import { problemFromPostgres } from './problem-from-postgres.ts';
import { call } from './rpc.ts';

export type ChangeAction = Tables<'change_sets'>['action'];

/** One saved version, newest first. */
export interface Revision {
  id: number;
  operation: Tables<'revisions'>['operation'];
  version: number;
  body: Record<string, unknown>;
  author: string | null;
  created_at: string;
  action: ChangeAction;
  title: string | null;
}

/** Saved versions of an entity, newest first, one more than asked for where there are more. */
export async function listRevisions(
  db: Db,
  workspace_id: string,
  kind: ContentKind,
  entity_id: string,
  most: number,
): Promise<Result<Revision[]>> {
  const { data, error } = await db
    .from('revisions')
    .select('id, operation, version, body, author, created_at, change_set:change_sets(action, title)')
    .eq('workspace_id', workspace_id)
    .eq('kind', kind)
    .eq('entity_id', entity_id)
    .order('id', { ascending: false })
    .limit(most + 1);
  if (error) return problemFromPostgres(error);
  return ok(
    data.map(({ change_set, body, ...revision }) => ({
      ...revision,
      body: body as Record<string, unknown>,
      action: change_set?.action ?? 'edit',
      title: change_set?.title ?? null,
    })),
  );
}

/** One saved version with all it said. */
export async function getVersion(db: Db, workspace_id: string, id: number): Promise<Result<Record<string, unknown>>> {
  const { data, error } = await db
    .from('revisions')
    .select('body')
    .eq('workspace_id', workspace_id)
    .eq('id', id)
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  return data ? ok(data.body as Record<string, unknown>) : fail('not_found', 'This version is not there any more.');
}

/** Makes an older version the newest again; gives the change set, or null when it says that already. */
export async function restoreVersion(
  db: Db,
  workspace_id: string,
  id: number,
  version: number,
): Promise<Result<string | null>> {
  return call<string | null>(db, 'restore_revision', { p_workspace: workspace_id, p_revision: id, p_version: version });
}

/** The names of people, by id; somebody who left the workspace has none any more. */
export async function readNames(db: Db, user_ids: string[]): Promise<Result<Map<string, string>>> {
  if (user_ids.length === 0) return ok(new Map());
  const { data, error } = await db.from('profiles').select('user_id, display_name').in('user_id', user_ids);
  return error ? problemFromPostgres(error) : ok(new Map(data.map((row) => [row.user_id, row.display_name])));
}

export interface Trashed {
  change_set_id: string;
  label: string | null;
  created_at: string;
  author: string | null;
}

/** What last bore a slug and lies in the trash now, or null. */
export async function findTrashed(
  db: Db,
  workspace_id: string,
  kind: ContentKind,
  slug: string,
): Promise<Result<Trashed | null>> {
  const { data, error } = await db
    .from('revisions')
    .select('label, created_at, author, change_set:change_sets(id, undone_by)')
    .eq('workspace_id', workspace_id)
    .eq('kind', kind)
    .eq('slug', slug)
    .eq('operation', 'delete')
    .order('id', { ascending: false })
    .limit(1)
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  if (!data?.change_set || data.change_set.undone_by) return ok(null);
  return ok({
    change_set_id: data.change_set.id,
    label: data.label,
    created_at: data.created_at,
    author: data.author,
  });
}
