import { isId } from '#lib/base/core/id.ts';
import { BUNDLE_ENTITIES, BUNDLE_KINDS } from '#lib/base/core/kinds.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { getSnapshot } from '#lib/snapshots/data/snapshots.ts';
import { SCHEMA_VERSIONS } from '../core/bundle.ts';
import { listsToWrite } from '../core/check.ts';
import { toBundleItem } from '../core/item.ts';
import { type BundleItems, type Chosen, selectItems } from '../core/selection.ts';
import {
  appliedImports,
  type ExportScope,
  exportRows,
  headerOfChangeSet,
  newestRevision,
  onlyChangeSet,
} from '../data/exports.ts';
import { getImportEntry } from '../data/imports.ts';

export interface ExportRequest extends ExportScope {
  /** Time of the export, for the header of content that did not come from one import. */
  now: Date;
  /** Only these, what is below them, and what they cannot stand without. */
  only?: readonly Chosen[];
}

export type Bundle = Record<string, unknown>;

/** The id of an import that people name by its id, its version label or as `latest`. */
export async function findImport(db: Db, workspace_id: string, which: string): Promise<Result<string>> {
  if (isId(which)) {
    const entry = await getImportEntry(db, workspace_id, which);
    if (entry.ok && !entry.data.completed_at) return fail('wrong_state', `The import ${which} has not been applied.`);
    if (entry.ok && entry.data.status === 'failed') return fail('wrong_state', `The import ${which} failed.`);
    if (entry.ok) return ok(entry.data.id);
    if (entry.problem.code !== 'not_found') return entry;
  } else if (which === 'latest') {
    const latest = await appliedImports(db, workspace_id, { limit: 1 });
    if (!latest.ok) return latest;
    return latest.data[0]
      ? ok(latest.data[0].id)
      : fail('not_found', 'Nothing has been imported into this workspace yet.');
  }
  const labelled = await appliedImports(db, workspace_id, { version_label: which, limit: 5 });
  if (!labelled.ok) return labelled;
  const [found, ...others] = labelled.data;
  if (found && others.length === 0) return ok(found.id);
  if (found) {
    const ids = labelled.data.map((one) => `${one.id} (${one.started_at.slice(0, 16).replace('T', ' ')})`).join(', ');
    return fail('invalid_input', `More than one import is labelled ${which}. Name one by its id: ${ids}.`);
  }
  return fail('not_found', `There is no import ${which} in this workspace. Give an id, a version label, or latest.`);
}

/**
 * A bundle of the working content, a snapshot, or what one import named. The header is that of the import it came from
 * when nothing was changed since; importing what was exported is a no-op.
 */
export async function exportBundle(db: Db, request: ExportRequest): Promise<Result<Bundle>> {
  // Read before the rows: what is saved while they are read is newer than the base, and a conflict later on.
  const base = await newestRevision(db, request.workspace_id);
  if (!base.ok) return base;
  const all = await readItems(db, request);
  if (!all.ok) return all;
  const missing = request.only?.find(({ kind, slug }) => !all.data.get(kind)?.some((item) => item.slug === slug));
  if (missing) return fail('not_found', `There is no ${missing.kind} ${missing.slug} in what is to be exported.`);
  const items = request.only ? selectItems(all.data, request.only) : all.data;
  const header = await exportHeader(db, request, base.data);
  if (!header.ok) return header;
  const { lists, ...members } = header.data;
  const counts = Object.fromEntries([...items].map(([kind, list]) => [kind, list.length]));
  const bundle: Bundle = { ...members };
  for (const kind of listsToWrite(counts, lists as string[] | undefined))
    bundle[BUNDLE_ENTITIES[kind].list] = items.get(kind);
  return ok(bundle);
}

/** All items of what is exported, by kind. */
export async function readItems(db: Db, request: ExportScope): Promise<Result<BundleItems>> {
  const items: BundleItems = new Map();
  for (const kind of BUNDLE_KINDS) {
    items.set(kind, []);
    for await (const page of exportRows(db, request, kind)) {
      if (!page.ok) return page;
      for (const row of page.data) items.get(kind)?.push(toBundleItem(kind, row));
    }
  }
  return ok(items);
}

async function exportHeader(
  db: Db,
  request: ExportRequest,
  base_revision: number,
): Promise<Result<Record<string, unknown>>> {
  // A part is no longer what its source said of the whole.
  if (request.only) return ok(workingHeader(request, base_revision));
  if (request.import_id) {
    const log = await getImportEntry(db, request.workspace_id, request.import_id);
    if (!log.ok) return log;
    if (log.data.header) return ok(log.data.header);
  }
  if (request.snapshot_id) {
    const snapshot = await getSnapshot(db, request.workspace_id, request.snapshot_id);
    if (!snapshot.ok) return snapshot;
    const { header, version_label, name } = snapshot.data;
    // The header of an import describes a snapshot only if the snapshot holds nothing else.
    if (header && !snapshot.data.parent_id) return ok(header);
    return ok(ownHeader(version_label, name, request.now));
  }
  const source = await onlySource(db, request.workspace_id, base_revision);
  if (!source.ok) return source;
  if (source.data) return ok(source.data);
  return ok(workingHeader(request, base_revision));
}

/** The header of what is exported as it is now; the base lets an import tell what was changed here since. */
function workingHeader({ now, workspace_id }: ExportRequest, base_revision: number): Record<string, unknown> {
  const header = ownHeader(`working-${now.toISOString().slice(0, 10)}`, null, now);
  Object.assign(header.metadata as object, { base_revision, base_workspace: workspace_id });
  return header;
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
  const header = await headerOfChangeSet(db, workspace_id, set.data);
  return header;
}

function ownHeader(version_label: string, name: string | null, now: Date): Record<string, unknown> {
  return {
    schema_version: SCHEMA_VERSIONS.at(-1),
    version_label,
    ...(name && { name }),
    metadata: { generated_at: now.toISOString(), source_system: 'trailwright' },
  };
}
