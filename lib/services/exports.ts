import { SCHEMA_VERSIONS } from '#lib/core/bundle';
import { listsToWrite } from '#lib/core/bundle-check';
import { type BundleItem, toBundleItem } from '#lib/core/bundle-item';
import { BUNDLE_ENTITIES, BUNDLE_KINDS, type BundleKind } from '#lib/core/kinds';
import { ok, type Result } from '#lib/core/problem';
import type { Db } from '#lib/data/clients/token';
import { type ExportScope, exportRows, newestRevision, onlyChangeSet } from '#lib/data/exports';
import { getImport, listImports } from '#lib/data/imports';
import { getSnapshot } from '#lib/data/snapshots';

export interface ExportRequest extends ExportScope {
  /** Time of the export, for the header of content that did not come from one import. */
  now: Date;
}

export type Bundle = Record<string, unknown>;

/**
 * A bundle of the working content, a snapshot, or what one import named. The header is that of the import it came from
 * when nothing was changed since; importing what was exported is a no-op.
 */
export async function exportBundle(db: Db, request: ExportRequest): Promise<Result<Bundle>> {
  // Read before the rows: what is saved while they are read is newer than the base, and a conflict later on.
  const base = await newestRevision(db, request.workspace_id);
  if (!base.ok) return base;
  const items = new Map<BundleKind, BundleItem[]>();
  for (const kind of BUNDLE_KINDS) {
    const collected: BundleItem[] = [];
    for await (const page of exportRows(db, request, kind)) {
      if (!page.ok) return page;
      for (const row of page.data) collected.push(toBundleItem(kind, row));
    }
    items.set(kind, collected);
  }
  const header = await exportHeader(db, request, base.data);
  if (!header.ok) return header;
  const { lists, ...members } = header.data;
  const counts = Object.fromEntries([...items].map(([kind, list]) => [kind, list.length]));
  const bundle: Bundle = { ...members };
  for (const kind of listsToWrite(counts, lists as string[] | undefined))
    bundle[BUNDLE_ENTITIES[kind].list] = items.get(kind);
  return ok(bundle);
}

async function exportHeader(
  db: Db,
  request: ExportRequest,
  base_revision: number,
): Promise<Result<Record<string, unknown>>> {
  if (request.import_id) {
    const log = await getImport(db, request.import_id);
    if (!log.ok) return log;
    if (log.data.header) return ok(log.data.header as Record<string, unknown>);
  }
  if (request.snapshot_id) {
    const snapshot = await getSnapshot(db, request.snapshot_id);
    if (!snapshot.ok) return snapshot;
    const { header, version_label, name } = snapshot.data;
    // The header of an import describes a snapshot only if the snapshot holds nothing else.
    if (header && !snapshot.data.parent_id) return ok(header as Record<string, unknown>);
    return ok(ownHeader(version_label, name, request.now));
  }
  const source = await onlySource(db, request.workspace_id, base_revision);
  if (!source.ok) return source;
  if (source.data) return ok(source.data);
  const header = ownHeader(`working-${request.now.toISOString().slice(0, 10)}`, null, request.now);
  Object.assign(header.metadata as object, { base_revision, base_workspace: request.workspace_id });
  return ok(header);
}

/** The header of the one import that all of the working content came from, if nothing was changed since. */
async function onlySource(
  db: Db,
  workspace_id: string,
  revision: number,
): Promise<Result<Record<string, unknown> | null>> {
  if (revision === 0) return ok(null);
  const set = await onlyChangeSet(db, workspace_id);
  if (!set.ok || set.data === null) return set.ok ? ok(null) : set;
  const imports = await listImports(db, workspace_id);
  if (!imports.ok) return imports;
  const source = imports.data.find((log) => log.change_set_id === set.data);
  return ok((source?.header as Record<string, unknown> | undefined) ?? null);
}

function ownHeader(version_label: string, name: string | null, now: Date): Record<string, unknown> {
  return {
    schema_version: SCHEMA_VERSIONS.at(-1),
    version_label,
    ...(name && { name }),
    metadata: { generated_at: now.toISOString(), source_system: 'trailwright' },
  };
}
