import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import { fail, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Tables } from '#lib/base/data/database.types.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call, callAll } from '#lib/base/data/rpc.ts';
import type { Difference } from '#lib/history/core.ts';

export type Snapshot = Tables<'snapshots'>;

export interface Blocker {
  rule:
    | 'closed_set'
    | 'package_valid'
    | 'ai_draft_approved'
    | 'image_described'
    | 'file_there'
    | 'published_parent'
    | 'acyclic';
  kind: ContentKind;
  entity_id: string | null;
  slug: string | null;
  label: string | null;
  message: string;
}

/** What would keep a snapshot of everything pending back. */
export interface BlockerPreview {
  /** False when too much is pending to look through it in passing. */
  is_complete: boolean;
  rules: { rule: Blocker['rule']; total: number; items: Omit<Blocker, 'rule'>[] }[];
}

export async function previewBlockers(db: Db, workspace_id: string): Promise<Result<BlockerPreview>> {
  return call<BlockerPreview>(db, 'preview_blockers', { p_workspace: workspace_id });
}

export type Staged =
  | {
      ok: true;
      snapshot_id: string;
      seq?: number;
      change_counts?: Record<string, { added: number; changed: number; removed: number }>;
      entity_counts?: Record<string, number>;
      nothing_to_stage?: boolean;
      status?: Snapshot['status'];
    }
  | { ok: false; blockers: Blocker[] };

export async function listSnapshots(db: Db, workspace_id: string, limit = 100): Promise<Result<Snapshot[]>> {
  const { data, error } = await db
    .from('snapshots')
    .select()
    .eq('workspace_id', workspace_id)
    .order('created_at', { ascending: false })
    .limit(limit);
  return error ? problemFromPostgres(error) : { ok: true, data };
}

export async function getSnapshot(db: Db, workspace_id: string, snapshot_id: string): Promise<Result<Snapshot>> {
  const { data, error } = await db
    .from('snapshots')
    .select()
    .eq('workspace_id', workspace_id)
    .eq('id', snapshot_id)
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  return data ? { ok: true, data } : fail('not_found', 'There is no such snapshot in this workspace.');
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
    .order('created_at', { ascending: false })
    .limit(5);
  return error ? problemFromPostgres(error) : { ok: true, data };
}

/** The current snapshot of a workspace, or null before the first promotion. */
export async function currentSnapshot(db: Db, workspace_id: string): Promise<Result<Snapshot | null>> {
  const { data, error } = await db
    .from('snapshots')
    .select()
    .eq('workspace_id', workspace_id)
    .eq('status', 'current')
    .maybeSingle();
  return error ? problemFromPostgres(error) : { ok: true, data };
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
  return call<Staged>(db, 'stage_snapshot', {
    p_workspace: request.workspace_id,
    p_version_label: request.version_label,
    p_name: request.name,
    p_description: request.description,
    p_only: request.only,
  });
}

export async function stageImport(db: Db, import_id: string, version_label?: string): Promise<Result<Staged>> {
  return call<Staged>(db, 'stage_import', { p_import: import_id, p_version_label: version_label });
}

export async function promoteImport(db: Db, import_id: string): Promise<Result<Snapshot>> {
  return call<Snapshot>(db, 'promote_import', { p_import: import_id });
}

/** `instead_of`: the current snapshot that it was compared with; `stale` when another is current by now. */
export async function promoteSnapshot(db: Db, snapshot_id: string, instead_of?: string): Promise<Result<Snapshot>> {
  return call<Snapshot>(db, 'promote_snapshot', { p_snapshot: snapshot_id, p_instead_of: instead_of });
}

/** Back to the parent of the current snapshot, or to the archived one named. */
export async function rollbackSnapshot(
  db: Db,
  workspace_id: string,
  snapshot_id?: string,
  instead_of?: string,
): Promise<Result<Snapshot>> {
  return call<Snapshot>(db, 'rollback_snapshot', {
    p_workspace: workspace_id,
    p_snapshot: snapshot_id,
    p_instead_of: instead_of,
  });
}

export async function cleanUpSnapshots(db: Db, workspace_id: string, keep: number): Promise<Result<number>> {
  return call<number>(db, 'cleanup_old_snapshots', { p_workspace: workspace_id, p_keep_count: keep });
}

export interface Verification {
  ok: boolean;
  snapshot_id: string;
  content_hash: string;
  entity_counts: Record<string, number>;
  problems: { rule: string; message: string }[];
}

export async function verifySnapshot(db: Db, snapshot_id: string): Promise<Result<Verification>> {
  return call<Verification>(db, 'verify_snapshot', { p_snapshot: snapshot_id });
}

export async function diffSnapshots(db: Db, before: string, after: string): Promise<Result<Difference[]>> {
  return callAll<Difference>(db, 'diff_snapshots', { p_before: before, p_after: after });
}

/** How working content differs from a snapshot; from the current one unless named. */
export async function pendingDifferences(
  db: Db,
  workspace_id: string,
  snapshot_id?: string,
): Promise<Result<Difference[]>> {
  return callAll<Difference>(db, 'pending_differences', { p_workspace: workspace_id, p_snapshot: snapshot_id });
}

/** Pinned snapshots are never cleaned up. */
export async function pinSnapshot(db: Db, snapshot_id: string, is_pinned: boolean): Promise<Result<null>> {
  return call<null>(db, 'set_snapshot_pin', { p_snapshot: snapshot_id, p_is_pinned: is_pinned });
}
