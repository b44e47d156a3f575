import { z } from 'zod';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Tables } from '#lib/base/data/database.types.ts';
import { bodyJson, kindJson } from '#lib/base/data/json.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call, callAll, callJson } from '#lib/base/data/rpc.ts';
import type { Difference } from '#lib/history/core/history.ts';
import {
  about,
  blockerRule,
  countsJson,
  type Staged,
  stagedJson,
  type Verification,
  verificationJson,
} from '../core/outcomes.ts';
import { differenceRow } from './differences.ts';

/** Written when it was staged, by whatever version of this: what is not known here is not shown. */
const snapshotCounts = z.object({
  entity_counts: z.partialRecord(kindJson, z.number()).catch({}),
  change_counts: z.partialRecord(kindJson, countsJson).catch({}),
  header: bodyJson.nullable().catch(null),
});
type Row = Tables<'snapshots'>;
export type Snapshot = Omit<Row, keyof z.infer<typeof snapshotCounts>> & z.infer<typeof snapshotCounts>;

const snapshotOf = (row: Row): Snapshot => ({ ...row, ...snapshotCounts.parse(row) });
const asSnapshot = (row: Result<Row>): Result<Snapshot> => (row.ok ? ok(snapshotOf(row.data)) : row);

const blockerPreview = z.object({
  /** False when too much is pending to look through it in passing. */
  is_complete: z.boolean(),
  rules: z.array(z.object({ rule: blockerRule, total: z.number(), items: z.array(z.object(about)) })),
});
/** What would keep a snapshot of everything pending back. */
export type BlockerPreview = z.infer<typeof blockerPreview>;

export async function previewBlockers(db: Db, workspace_id: string): Promise<Result<BlockerPreview>> {
  return callJson(db, 'preview_blockers', { p_workspace: workspace_id }, blockerPreview);
}

export async function listSnapshots(db: Db, workspace_id: string, limit = 100): Promise<Result<Snapshot[]>> {
  const { data, error } = await db
    .from('snapshots')
    .select()
    .eq('workspace_id', workspace_id)
    .order('ordinal', { ascending: false })
    .limit(limit);
  return error ? problemFromPostgres(error) : ok(data.map(snapshotOf));
}

export async function getSnapshot(db: Db, workspace_id: string, snapshot_id: string): Promise<Result<Snapshot>> {
  const { data, error } = await db
    .from('snapshots')
    .select()
    .eq('workspace_id', workspace_id)
    .eq('id', snapshot_id)
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  return data ? ok(snapshotOf(data)) : fail('not_found', 'There is no such snapshot in this workspace.');
}

/** Snapshots that bear a version label, newest first; a label is given by people and may be given twice. */
export async function snapshotsLabelled(
  db: Db,
  workspace_id: string,
  version_label: string,
): Promise<Result<Snapshot[]>> {
  const { data, error } = await db
    .from('snapshots')
    .select()
    .eq('workspace_id', workspace_id)
    .eq('version_label', version_label)
    .order('ordinal', { ascending: false })
    .limit(5);
  return error ? problemFromPostgres(error) : ok(data.map(snapshotOf));
}

/** The current snapshot of a workspace, or null before the first promotion. */
export async function currentSnapshot(db: Db, workspace_id: string): Promise<Result<Snapshot | null>> {
  const { data, error } = await db
    .from('snapshots')
    .select()
    .eq('workspace_id', workspace_id)
    .eq('status', 'current')
    .maybeSingle();
  return error ? problemFromPostgres(error) : ok(data && snapshotOf(data));
}

export interface StageRequest {
  workspace_id: string;
  version_label?: string;
  name?: string;
  description?: string;
  /** Ids of changed entities; none means everything pending. */
  only?: string[];
}

export async function stageSnapshot(db: Db, request: StageRequest): Promise<Result<Staged>> {
  return callJson(
    db,
    'stage_snapshot',
    {
      p_workspace: request.workspace_id,
      p_version_label: request.version_label,
      p_name: request.name,
      p_description: request.description,
      p_only: request.only,
    },
    stagedJson,
  );
}

export async function stageImport(db: Db, import_id: string, version_label?: string): Promise<Result<Staged>> {
  return callJson(db, 'stage_import', { p_import: import_id, p_version_label: version_label }, stagedJson);
}

export async function promoteImport(db: Db, import_id: string): Promise<Result<Snapshot>> {
  return asSnapshot(await call(db, 'promote_import', { p_import: import_id }));
}

/** `instead_of`: the current snapshot that it was compared with; `stale` when another is current by now. */
export async function promoteSnapshot(db: Db, snapshot_id: string, instead_of?: string): Promise<Result<Snapshot>> {
  return asSnapshot(await call(db, 'promote_snapshot', { p_snapshot: snapshot_id, p_instead_of: instead_of }));
}

/** Back to the parent of the current snapshot, or to the archived one named. */
export async function rollbackSnapshot(
  db: Db,
  workspace_id: string,
  snapshot_id?: string,
  instead_of?: string,
): Promise<Result<Snapshot>> {
  return asSnapshot(
    await call(db, 'rollback_snapshot', {
      p_workspace: workspace_id,
      p_snapshot: snapshot_id,
      p_instead_of: instead_of,
    }),
  );
}

export async function cleanUpSnapshots(db: Db, workspace_id: string, keep: number): Promise<Result<number>> {
  return call(db, 'cleanup_old_snapshots', { p_workspace: workspace_id, p_keep_count: keep });
}

export async function verifySnapshot(db: Db, snapshot_id: string): Promise<Result<Verification>> {
  return callJson(db, 'verify_snapshot', { p_snapshot: snapshot_id }, verificationJson);
}

export async function diffSnapshots(db: Db, before: string, after: string): Promise<Result<Difference[]>> {
  return callAll(db, 'diff_snapshots', { p_before: before, p_after: after }, differenceRow);
}

/** How working content differs from a snapshot; from the current one unless named. */
export async function pendingDifferences(
  db: Db,
  workspace_id: string,
  snapshot_id?: string,
): Promise<Result<Difference[]>> {
  return callAll(db, 'pending_differences', { p_workspace: workspace_id, p_snapshot: snapshot_id }, differenceRow);
}

/** Pinned snapshots are never cleaned up. */
export async function pinSnapshot(db: Db, snapshot_id: string, is_pinned: boolean): Promise<Result<null>> {
  return call(db, 'set_snapshot_pin', { p_snapshot: snapshot_id, p_is_pinned: is_pinned });
}
