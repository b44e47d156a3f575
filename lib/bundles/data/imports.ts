import type { BundleKind } from '#lib/base/core/kinds.ts';
import { fail, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Tables } from '#lib/base/data/database.types.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { asJson, call } from '#lib/base/data/rpc.ts';

export type ImportLog = Tables<'import_logs'>;

/** One item on its way to the database. */
export interface SentItem {
  kind: BundleKind;
  position: number;
  /** The run of items of its kind to which it belongs, see lib/bundles/services/import-sender.ts. */
  block: number;
  key: string;
  hash: string;
  a: string | null;
  b: string | null;
  fields: Record<string, unknown>;
}

export type PlanCounts = Partial<
  Record<BundleKind, { create: number; update: number; unchanged: number; conflict: number; skipped: number }>
>;

/** A problem as the database finds it: a reference, or links that could not be ordered (pairs of slugs). */
export interface FoundProblem {
  code: 'unresolved_reference' | 'reference_in_trash' | 'loop' | 'conflict';
  kind: BundleKind;
  position?: number;
  key?: string;
  field?: 'a' | 'b';
  refers_to_kind?: BundleKind;
  refers_to?: string;
  links?: [string, string][];
}

/** What a bundle says of itself. */
export interface ImportDescription {
  version_label: string;
  source_system?: string;
  source_version?: string;
  name?: string;
  header: unknown;
}

/** Opens a line in the log for a file about to be read; returns its id. */
export async function startImport(db: Db, workspace_id: string, file_name: string): Promise<Result<string>> {
  return call<string>(db, 'start_import', {
    p_workspace: workspace_id,
    p_version_label: file_name,
    p_file_name: file_name,
  });
}

export async function describeImport(db: Db, import_id: string, it: ImportDescription): Promise<Result<null>> {
  return call<null>(db, 'describe_import', {
    p_import: import_id,
    p_version_label: it.version_label,
    p_source_system: it.source_system,
    p_source_version: it.source_version,
    p_name: it.name,
    p_header: asJson(it.header),
  });
}

export async function addImportItems(db: Db, import_id: string, items: SentItem[]): Promise<Result<number>> {
  return call<number>(db, 'add_import_items', { p_import: import_id, p_items: items });
}

/** Blocks of earlier imports that need not be sent again: their id by digest, by kind. */
export type KnownBlocks = Partial<Record<BundleKind, Record<string, number>>>;

/** Which blocks of these digests came before and have not changed since. */
export async function recogniseImportBlocks(
  db: Db,
  import_id: string,
  digests: Partial<Record<BundleKind, string[]>>,
): Promise<Result<KnownBlocks>> {
  return call<KnownBlocks>(db, 'recognise_import_blocks', { p_import: import_id, p_digests: asJson(digests) });
}

/** A known block, and which block of this import it is. */
export interface AdoptedBlock {
  id: number;
  block: number;
}

export async function adoptImportBlocks(db: Db, import_id: string, blocks: AdoptedBlock[]): Promise<Result<number>> {
  return call<number>(db, 'adopt_import_blocks', { p_import: import_id, p_blocks: asJson(blocks) });
}

/** `skip`: what to leave out; null leaves out what an earlier plan did. */
export async function planImport(
  db: Db,
  import_id: string,
  skip: string[] | null,
): Promise<Result<{ counts: PlanCounts; problems: FoundProblem[]; unknown_skips: string[] }>> {
  return call(db, 'plan_import', { p_import: import_id, p_skip: skip ?? undefined });
}

export type ConflictChoice = 'refuse' | 'ours' | 'theirs';

export type Applied =
  | {
      ok: true;
      import_id: string;
      change_set_id: string | null;
      changed: number;
      entity_counts: Record<string, number>;
    }
  | { ok: false; problems: FoundProblem[] };

export async function applyImport(db: Db, import_id: string, conflicts: ConflictChoice): Promise<Result<Applied>> {
  return call<Applied>(db, 'apply_import', { p_import: import_id, p_conflicts: conflicts });
}

export async function setImportStatus(
  db: Db,
  import_id: string,
  status: 'importing' | 'failed',
  error?: { message: string; details?: unknown },
): Promise<Result<null>> {
  return call<null>(db, 'update_import_status', {
    p_import: import_id,
    p_status: status,
    p_error_message: error?.message,
    p_error_details: error?.details,
  });
}

/** Forgets a plan that will not be applied, its line in the log included. */
export async function discardImport(db: Db, import_id: string): Promise<Result<null>> {
  return call<null>(db, 'discard_import', { p_import: import_id });
}

export interface PlanLine {
  nth: number;
  kind: BundleKind;
  /** In its list of the bundle; null for what came before and was not sent again. */
  position: number | null;
  key: string;
  action: 'create' | 'update' | 'unchanged' | 'conflict';
  entity_id: string;
  label: string;
  fields: Record<string, unknown> | null;
  before: Record<string, unknown> | null;
}

/** A page of the plan, exceptions first. */
export async function planLines(
  db: Db,
  import_id: string,
  actions: PlanLine['action'][],
  after = 0,
  limit = 200,
): Promise<Result<PlanLine[]>> {
  return call<PlanLine[]>(db, 'import_plan_items', {
    p_import: import_id,
    p_actions: actions,
    p_after: after,
    p_limit: limit,
  });
}

export async function listImports(db: Db, workspace_id: string, limit = 50): Promise<Result<ImportLog[]>> {
  const { data, error } = await db
    .from('import_logs')
    .select()
    .eq('workspace_id', workspace_id)
    .order('started_at', { ascending: false })
    .limit(limit);
  return error ? problemFromPostgres(error) : { ok: true, data };
}

/** A line of the log with what has become of it since. */
export type ImportEntry = ImportLog & {
  change_set: { undone_by: string | null } | null;
  snapshot: { version_label: string; status: Tables<'snapshots'>['status'] } | null;
};

const ENTRY = '*, change_set:change_sets(undone_by), snapshot:snapshots(version_label, status)';

export async function listImportEntries(db: Db, workspace_id: string, limit = 100): Promise<Result<ImportEntry[]>> {
  const { data, error } = await db
    .from('import_logs')
    .select(ENTRY)
    .eq('workspace_id', workspace_id)
    .order('started_at', { ascending: false })
    .limit(limit);
  return error ? problemFromPostgres(error) : { ok: true, data };
}

export async function getImportEntry(db: Db, workspace_id: string, id: string): Promise<Result<ImportEntry>> {
  const { data, error } = await db
    .from('import_logs')
    .select(ENTRY)
    .eq('workspace_id', workspace_id)
    .eq('id', id)
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  return data ? { ok: true, data } : fail('not_found', 'There is no such import in this workspace.');
}

export interface ImportStats {
  days: number;
  imports: Record<string, number | null>;
  snapshots: Record<string, number | null>;
}

export async function importStats(db: Db, workspace_id: string, days: number): Promise<Result<ImportStats>> {
  return call<ImportStats>(db, 'get_import_stats', { p_workspace: workspace_id, p_days: days });
}
