import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call } from '#lib/base/data/rpc.ts';

export interface NewSource {
  name: string;
  format: string;
  /** Its text as Markdown. */
  body: string;
  words: number;
}

/** Keeps the text of a file for jobs to draft from, and gives its id. */
export async function addSource(db: Db, workspace_id: string, source: NewSource): Promise<Result<string>> {
  return call(db, 'add_job_source', {
    p_workspace: workspace_id,
    p_name: source.name,
    p_format: source.format,
    p_body: source.body,
    p_words: source.words,
  });
}

/** Forgets a source that no job is made from. */
export async function removeSource(db: Db, workspace_id: string, source_id: string): Promise<Result<null>> {
  return call(db, 'remove_job_source', { p_workspace: workspace_id, p_source: source_id });
}

export async function readSource(db: Db, workspace_id: string, source_id: string) {
  const { data, error } = await db
    .from('job_sources')
    .select('id, name, format, body, words')
    .eq('workspace_id', workspace_id)
    .eq('id', source_id)
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  return data ? ok(data) : fail('not_found', 'There is no such source in this workspace.');
}
