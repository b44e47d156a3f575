import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Staged } from '#lib/snapshots/core/outcomes.ts';
import type { Snapshot } from '#lib/snapshots/data/snapshots.ts';
import * as snapshots from '#lib/snapshots/data/snapshots.ts';
import type { Begun } from '#lib/tasks/core.ts';
import { begin } from '#lib/tasks/services.ts';
import { withImport } from './imports.ts';

/** Stages exactly what an import of this workspace brought. */
export async function stageImport(
  db: Db,
  workspace_id: string,
  import_id: string,
  version_label?: string,
): Promise<Result<Begun<Staged>>> {
  const request = { workspace_id, subject_id: import_id, input: { p_version_label: version_label } };
  return withImport(db, workspace_id, import_id, () =>
    begin(db, { kind: 'import.stage', ...request }, () => snapshots.stageImport(db, import_id, version_label)),
  );
}

/** Promotes the snapshot of an import of this workspace. */
export async function promoteImport(db: Db, workspace_id: string, import_id: string): Promise<Result<Snapshot>> {
  return withImport(db, workspace_id, import_id, () => snapshots.promoteImport(db, import_id));
}

/** Promotes what staging an import came to. `is_new` is false where the current snapshot had all of it already. */
export async function promoteStaged(
  db: Db,
  import_id: string,
  { snapshot_id, nothing_to_stage, status }: Extract<Staged, { ok: true }>,
): Promise<Result<{ snapshot_id: string; is_new: boolean }>> {
  if (nothing_to_stage && status === 'current') return ok({ snapshot_id, is_new: false });
  // All of it may be waiting in a ready snapshot of an earlier import; then that one is promoted.
  const promoted = nothing_to_stage
    ? await snapshots.promoteSnapshot(db, snapshot_id)
    : await snapshots.promoteImport(db, import_id);
  return promoted.ok ? ok({ snapshot_id, is_new: true }) : promoted;
}
