import { z } from 'zod';
import type { BundleKind } from '#lib/base/core/kinds.ts';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { bodyJson } from '#lib/base/data/json.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { callJson, parseAnswer } from '#lib/base/data/rpc.ts';
import type { ExportRow } from '../core/item.ts';

/** What to export: working content, or a snapshot, or what an import named (in its order, as it is now). */
export interface ExportScope {
  workspace_id: string;
  snapshot_id?: string;
  import_id?: string;
}

// A hosted Data API gives at most this many rows an answer.
const PAGE = 1000;

const exportRow = z.object({
  ordinal: z.number(),
  body: bodyJson,
  ref_a_slug: z.string().nullable(),
  ref_b_slug: z.string().nullable(),
});

/** The rows of one kind in order of arrival, page by page. */
export async function* exportRows(db: Db, scope: ExportScope, kind: BundleKind): AsyncGenerator<Result<ExportRow[]>> {
  let after = -1;
  for (;;) {
    const page = await callJson(
      db,
      'export_rows',
      {
        p_workspace: scope.workspace_id,
        p_kind: kind,
        p_snapshot: scope.snapshot_id,
        p_import: scope.import_id,
        p_after: after,
        p_limit: PAGE,
      },
      z.array(exportRow),
    );
    if (!page.ok) {
      yield page;
      return;
    }
    if (page.data.length === 0) return;
    yield { ok: true, data: page.data.map((row) => ({ body: row.body, a: row.ref_a_slug, b: row.ref_b_slug })) };
    after = page.data.at(-1)?.ordinal ?? after;
  }
}

/** The number of the newest revision: what an exported bundle names as its base. */
export async function newestRevision(db: Db, workspace_id: string): Promise<Result<number>> {
  const { data, error } = await db
    .from('revisions')
    .select('id')
    .eq('workspace_id', workspace_id)
    .order('id', { ascending: false })
    .limit(1);
  return error ? problemFromPostgres(error) : { ok: true, data: data[0]?.id ?? 0 };
}

/** Imports that brought something in, newest first: all, or those that bear a version label. */
export async function appliedImports(
  db: Db,
  workspace_id: string,
  filter: { version_label?: string; limit: number },
): Promise<Result<{ id: string; started_at: string }[]>> {
  let query = db
    .from('import_logs')
    .select('id, started_at')
    .eq('workspace_id', workspace_id)
    .in('status', ['ready', 'promoted', 'rolled_back']);
  if (filter.version_label !== undefined) query = query.eq('version_label', filter.version_label);
  const { data, error } = await query.order('ordinal', { ascending: false }).limit(filter.limit);
  return error ? problemFromPostgres(error) : { ok: true, data };
}

/** What the import behind a change set said of itself, or null. */
export async function headerOfChangeSet(
  db: Db,
  workspace_id: string,
  change_set_id: string,
): Promise<Result<Record<string, unknown> | null>> {
  const { data, error } = await db
    .from('import_logs')
    .select('header')
    .eq('workspace_id', workspace_id)
    .eq('change_set_id', change_set_id)
    .limit(1);
  return error ? problemFromPostgres(error) : parseAnswer('import_logs', bodyJson.nullable(), data[0]?.header ?? null);
}

/** The change set of a workspace that has seen exactly one, else null. */
export async function onlyChangeSet(db: Db, workspace_id: string): Promise<Result<string | null>> {
  const { data, error } = await db.from('change_sets').select('id').eq('workspace_id', workspace_id).limit(2);
  if (error) return problemFromPostgres(error);
  return { ok: true, data: data.length === 1 ? (data[0]?.id ?? null) : null };
}
