import { z } from 'zod';
import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { bodyJson, kindJson } from '#lib/base/data/json.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call, callJson, parseAnswer, parseRows } from '#lib/base/data/rpc.ts';
import { CHANGE_ACTIONS } from '../core/history.ts';
import { operationJson } from './change-sets.ts';

const versionLine = z.object({
  id: z.number(),
  kind: kindJson,
  entity_id: z.string(),
  slug: z.string().nullable(),
  /** What it was called then. */
  label: z.string().nullable(),
  operation: operationJson,
  version: z.number(),
  /** The version that stood there before the change set; null where the thing was not there. */
  before: z.number().nullable(),
  /** What somebody called it. */
  name: z.string().nullable(),
  /** What differs from the version before. */
  fields: z.array(z.string()),
  newest: z.object({ id: z.number(), version: z.number(), is_gone: z.boolean() }),
});
/** A saved version without its text. */
export type VersionLine = z.infer<typeof versionLine>;

const historyChangeSet = z.object({
  change_set_id: z.string(),
  action: z.enum(CHANGE_ACTIONS),
  title: z.string().nullable(),
  author: z.string().nullable(),
  created_at: z.string(),
  is_undone: z.boolean(),
  /** Where the next page begins after this one. */
  last: z.number(),
  total: z.number(),
  /** The first of them; the rest is asked for by the change set. */
  versions: z.array(versionLine),
});
/** A change set with what it did to the entity whose history this is, and to what is below that. */
export type HistoryChangeSet = z.infer<typeof historyChangeSet>;

export interface HistoryOf {
  kind: ContentKind;
  id: string;
  /** Also of all that is below it. */
  below: boolean;
}

/** The change sets that touched something, newest first. */
export async function readHistory(
  db: Db,
  workspace_id: string,
  { kind, id, below }: HistoryOf,
  before: number | undefined,
  limit: number,
): Promise<Result<HistoryChangeSet[]>> {
  return callJson(
    db,
    'read_history',
    {
      p_workspace: workspace_id,
      p_kind: kind,
      p_id: id,
      p_below: below,
      p_before: before,
      p_limit: limit,
    },
    z.array(historyChangeSet),
  );
}

/** What one change set did to something, page by page. */
export async function readVersions(
  db: Db,
  workspace_id: string,
  { kind, id, below }: HistoryOf,
  change_set_id: string,
  offset: number,
  limit: number,
): Promise<Result<VersionLine[]>> {
  return callJson(
    db,
    'read_versions',
    {
      p_workspace: workspace_id,
      p_kind: kind,
      p_id: id,
      p_below: below,
      p_change_set: change_set_id,
      p_offset: offset,
      p_limit: limit,
    },
    z.array(versionLine),
  );
}

const revisionRow = z.object({
  id: z.number(),
  kind: kindJson,
  entity_id: z.string(),
  change_set_id: z.string(),
  operation: operationJson,
  version: z.number(),
  slug: z.string().nullable(),
  body: bodyJson,
});
/** One saved version with all it said. */
export type Revision = z.infer<typeof revisionRow>;

const REVISION = 'id, kind, entity_id, change_set_id, operation, version, slug, body';

export async function getRevision(db: Db, workspace_id: string, id: number): Promise<Result<Revision>> {
  const { data, error } = await db
    .from('revisions')
    .select(REVISION)
    .eq('workspace_id', workspace_id)
    .eq('id', id)
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  return data ? parseAnswer('revisions', revisionRow, data) : fail('not_found', 'This version is not there any more.');
}

const bodyRow = z.object({ id: z.number(), body: bodyJson });
/** Ids that fit into an address. */
const IDS_AT_ONCE = 100;

/** What some versions said, by their ids; one that is gone is left out. */
export async function getBodies(
  db: Db,
  workspace_id: string,
  ids: number[],
): Promise<Result<Map<number, Revision['body']>>> {
  const bodies = new Map<number, Revision['body']>();
  const wanted = [...new Set(ids)];
  for (let from = 0; from < wanted.length; from += IDS_AT_ONCE) {
    const { data, error } = await db
      .from('revisions')
      .select('id, body')
      .eq('workspace_id', workspace_id)
      .in('id', wanted.slice(from, from + IDS_AT_ONCE));
    if (error) return problemFromPostgres(error);
    const rows = parseRows('revisions', bodyRow, data);
    if (!rows.ok) return rows;
    for (const { id, body } of rows.data) bodies.set(id, body);
  }
  return ok(bodies);
}

/** What was saved before the change set of a version of the same thing, or the newest of all; null where there is none. */
export async function getRevisionBeside(
  db: Db,
  workspace_id: string,
  { id, kind, entity_id, change_set_id }: Revision,
  which: 'before' | 'newest',
): Promise<Result<Revision | null>> {
  let query = db
    .from('revisions')
    .select(REVISION)
    .eq('workspace_id', workspace_id)
    .eq('kind', kind)
    .eq('entity_id', entity_id);
  if (which === 'before') query = query.lt('id', id).neq('change_set_id', change_set_id);
  const { data, error } = await query.order('id', { ascending: false }).limit(1).maybeSingle();
  return error ? problemFromPostgres(error) : parseAnswer('revisions', revisionRow.nullable(), data);
}

/** One saved version of a thing. */
export interface SavedVersion {
  kind: ContentKind;
  id: string;
  version: number;
}

/** The change set in which a version was saved. */
export async function changeSetOf(
  db: Db,
  workspace_id: string,
  { kind, id, version }: SavedVersion,
): Promise<Result<string>> {
  const { data, error } = await db
    .from('revisions')
    .select('change_set_id')
    .eq('workspace_id', workspace_id)
    .eq('kind', kind)
    .eq('entity_id', id)
    .eq('version', version)
    .order('id', { ascending: false })
    .limit(1)
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  return data ? ok(data.change_set_id) : fail('not_found', 'This version is not there any more.');
}

/** Makes an older version the newest again; gives the change set, or null when it says that already. */
export async function restoreVersion(
  db: Db,
  workspace_id: string,
  id: number,
  version: number,
): Promise<Result<string | null>> {
  return call(db, 'restore_revision', { p_workspace: workspace_id, p_revision: id, p_version: version });
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
