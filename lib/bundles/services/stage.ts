import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Snapshot, Staged } from '#lib/snapshots/data/snapshots.ts';
import * as snapshots from '#lib/snapshots/data/snapshots.ts';
import { getImportEntry } from '../data/imports.ts';

/** Stages what an import of this workspace brought. */
export async function stageImport(
  db: Db,
  workspace_id: string,
  import_id: string,
  version_label?: string,
): Promise<Result<Staged>> {
  const entry = await getImportEntry(db, workspace_id, import_id);
  return entry.ok ? snapshots.stageImport(db, import_id, version_label) : entry;
}

/** Promotes the snapshot of an import of this workspace. */
export async function promoteImport(db: Db, workspace_id: string, import_id: string): Promise<Result<Snapshot>> {
  const entry = await getImportEntry(db, workspace_id, import_id);
  return entry.ok ? snapshots.promoteImport(db, import_id) : entry;
}
