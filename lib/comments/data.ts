import { z } from 'zod';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call, callJson, parseRows } from '#lib/base/data/rpc.ts';
import {
  type CommentInput,
  resolvedJson,
  startedJson,
  type ThreadInput,
  type ThreadPlace,
  threadsJson,
} from './core/thread.ts';

export function readThreads(db: Db, workspace_id: string, of: ThreadPlace) {
  const place = 'spark_id' in of ? { p_spark: of.spark_id } : { p_proposal: of.proposal_id };
  return callJson(db, 'read_threads', { p_workspace: workspace_id, ...place }, threadsJson);
}

export const startThread = (db: Db, workspace_id: string, of: ThreadPlace, thread: ThreadInput) =>
  callJson(db, 'start_thread', { p_workspace: workspace_id, p_thread: { ...of, ...thread } }, startedJson);

export const addComment = (
  db: Db,
  workspace_id: string,
  thread_id: string,
  { body, mentions }: CommentInput,
): Promise<Result<string>> =>
  call(db, 'add_comment', { p_workspace: workspace_id, p_thread: thread_id, p_body: body, p_mentions: mentions });

export const editComment = (
  db: Db,
  workspace_id: string,
  comment_id: string,
  { body, mentions }: CommentInput,
): Promise<Result<unknown>> =>
  call(db, 'edit_comment', { p_workspace: workspace_id, p_comment: comment_id, p_body: body, p_mentions: mentions });

export const deleteComment = (db: Db, workspace_id: string, comment_id: string): Promise<Result<unknown>> =>
  call(db, 'delete_comment', { p_workspace: workspace_id, p_comment: comment_id });

export const resolveThread = (db: Db, workspace_id: string, thread_id: string, is_resolved: boolean) =>
  callJson(
    db,
    'resolve_thread',
    { p_workspace: workspace_id, p_thread: thread_id, p_is_resolved: is_resolved },
    resolvedJson,
  );

const version = z.object({ version: z.number(), content_md: z.string() });
export type Version = z.infer<typeof version>;
/** So many versions are looked through for the one in which a passage went. */
const MOST_VERSIONS = 40;

/** The texts of a lesson after a version, in order; of many the last ones. */
export async function readVersionsSince(
  db: Db,
  workspace_id: string,
  spark_id: string,
  since: number,
): Promise<Result<Version[]>> {
  const { data, error } = await db
    .from('revisions')
    .select('version, content_md:body->>content_md')
    .eq('workspace_id', workspace_id)
    .eq('kind', 'spark')
    .eq('entity_id', spark_id)
    .neq('operation', 'delete')
    .gt('version', since)
    .order('id', { ascending: false })
    .limit(MOST_VERSIONS);
  if (error) return problemFromPostgres(error);
  const versions = parseRows('revisions', version, data);
  return versions.ok ? ok(versions.data.reverse()) : versions;
}
