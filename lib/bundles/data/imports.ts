import type { Pool } from 'pg';
import { z } from 'zod';
import { BUNDLE_KINDS, type BundleKind } from '#lib/base/core/kinds.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import { storable, storableText } from '#lib/base/core/storable.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Tables } from '#lib/base/data/database.types.ts';
import { bodyJson } from '#lib/base/data/json.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';
import type { Refusal } from '#lib/exercises/core/formats/report.ts';
import { type Applied, appliedJson } from '../core/applied.ts';
import { foundProblem, foundProblems, tellFound } from '../core/found.ts';
import type { KnownObjectives, ObjectivesAsked } from '../core/lesson-objectives.ts';
import type { OutsideRecord } from '../core/outside.ts';
import { BUNDLE_RULES, type BundleProblem } from '../core/problem.ts';
import type { KeptWarnings } from '../core/problem-tally.ts';

const planCounts = z.partialRecord(
  z.enum(BUNDLE_KINDS),
  z.object({
    create: z.number(),
    update: z.number(),
    unchanged: z.number(),
    conflict: z.number(),
    skipped: z.number(),
  }),
);
export type PlanCounts = z.infer<typeof planCounts>;

const bundleProblem: z.ZodType<BundleProblem> = z.object({
  code: z.enum(BUNDLE_RULES),
  severity: z.enum(['error', 'warning']),
  path: z.string(),
  kind: z.enum(BUNDLE_KINDS).nullable(),
  slug: z.string().nullable(),
  message: z.string(),
  hint: z.string(),
  file: z.string().optional(),
  line: z.number().optional(),
});
const keptProblem = z.union([bundleProblem.transform((one) => [one]), foundProblem.transform(tellFound)]);

/** Written by whatever version of this read the bundle: what is not known here is not shown. */
const logJson = z.object({
  entity_counts: z.partialRecord(z.enum(BUNDLE_KINDS), z.number()).catch({}),
  plan_counts: planCounts.catch({}),
  /** Problems of the bundle as they were told, and those of the database as they were found. */
  error_details: z.unknown().transform((details) =>
    (Array.isArray(details) ? details : []).flatMap((one) => {
      const kept = keptProblem.safeParse(one);
      return kept.success ? kept.data : [];
    }),
  ),
  header: bodyJson.nullable().catch(null),
  warnings: z
    .object({
      counts: z.array(z.object({ code: z.enum(BUNDLE_RULES), total: z.number() })),
      problems: z.array(bundleProblem),
    })
    .nullable()
    .catch(null),
});
type Row = Tables<'import_logs'>;
type LogJson = z.infer<typeof logJson>;
export type ImportLog = Omit<Row, keyof LogJson> & LogJson & { refusal: Refusal | null };

/** Why a file of questions was not read, as the log keeps it. */
const refusedFile = z.object({
  refusal: z.object({
    code: z.string(),
    is: z.string().nullable(),
    sentence: z.string(),
    instead: z.string(),
    line: z.number().optional(),
    column: z.number().optional(),
  }),
});

const logOf = <Logged extends Row>(
  row: Logged,
): Omit<Logged, keyof LogJson> & LogJson & { refusal: Refusal | null } => ({
  ...row,
  ...logJson.parse(row),
  refusal: refusedFile.safeParse(row.error_details).data?.refusal ?? null,
});

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

/** What a bundle says of itself. */
export interface ImportDescription {
  version_label: string;
  source_system?: string;
  source_version?: string;
  name?: string;
  header: unknown;
  warnings?: KeptWarnings;
}

/** Opens a line in the log for a file about to be read; returns its id. */
export async function startImport(db: Db, workspace_id: string, file_name: string): Promise<Result<string>> {
  return call(db, 'start_import', {
    p_workspace: workspace_id,
    p_version_label: file_name,
    p_file_name: file_name,
  });
}

export async function describeImport(db: Db, import_id: string, it: ImportDescription): Promise<Result<null>> {
  return call(db, 'describe_import', {
    p_import: import_id,
    p_version_label: it.version_label,
    p_source_system: it.source_system,
    p_source_version: it.source_version,
    p_name: it.name,
    p_header: it.header,
    p_warnings: it.warnings && storable(it.warnings),
  });
}

export async function addImportItems(db: Db, import_id: string, items: SentItem[]): Promise<Result<number>> {
  return call(db, 'add_import_items', { p_import: import_id, p_items: items });
}

/** A record on its way: what comes along beside content. */
export type SentRecord = Omit<OutsideRecord, 'at'> & { position: number; hash: string };

export async function addImportRecords(db: Db, import_id: string, records: SentRecord[]): Promise<Result<number>> {
  return call(db, 'add_import_records', { p_import: import_id, p_records: records });
}

/** Blocks of earlier imports that need not be sent again: their id by digest, by kind. */
const knownBlocks = z.partialRecord(z.enum(BUNDLE_KINDS), z.record(z.string(), z.number()));
export type KnownBlocks = z.infer<typeof knownBlocks>;

/** Which blocks of these digests came before and have not changed since. */
export async function recogniseImportBlocks(
  db: Db,
  import_id: string,
  digests: Partial<Record<BundleKind, string[]>>,
): Promise<Result<KnownBlocks>> {
  return callJson(db, 'recognise_import_blocks', { p_import: import_id, p_digests: digests }, knownBlocks);
}

/** A known block, and which block of this import it is. */
export interface AdoptedBlock {
  id: number;
  block: number;
}

export async function adoptImportBlocks(db: Db, import_id: string, blocks: AdoptedBlock[]): Promise<Result<number>> {
  return call(db, 'adopt_import_blocks', { p_import: import_id, p_blocks: blocks });
}

const planned = z.object({
  counts: planCounts,
  problems: foundProblems,
  unknown_skips: z.array(z.string()),
});

/** `skip`: what to leave out; null leaves out what an earlier plan did. */
export async function planImport(
  db: Db,
  import_id: string,
  skip: string[] | null,
): Promise<Result<z.infer<typeof planned>>> {
  return callJson(db, 'plan_import', { p_import: import_id, p_skip: skip }, planned);
}

const idsBySlug = z.record(z.string(), z.array(z.string()));

/** The objectives of lessons, concepts and trails as they are in the workspace. */
export async function findObjectives(
  db: Db,
  workspace_id: string,
  asked: ObjectivesAsked,
): Promise<Result<KnownObjectives>> {
  const { sparks, concepts, trails } = asked;
  return callJson(
    db,
    'find_objectives',
    { p_workspace: workspace_id, p_sparks: sparks, p_concepts: concepts, p_trails: trails },
    z.object({ sparks: idsBySlug, concepts: idsBySlug, trails: idsBySlug }),
  );
}

export type ConflictChoice = 'refuse' | 'ours' | 'theirs';

export async function applyImport(db: Db, import_id: string, conflicts: ConflictChoice): Promise<Result<Applied>> {
  return callJson(db, 'apply_import', { p_import: import_id, p_conflicts: conflicts }, appliedJson(import_id));
}

export async function setImportStatus(
  db: Db,
  import_id: string,
  status: 'importing' | 'failed',
  error?: { message: string; details?: unknown },
): Promise<Result<null>> {
  return call(db, 'update_import_status', {
    p_import: import_id,
    p_status: status,
    p_error_message: error && storableText(error.message),
    p_error_details: error?.details === undefined ? undefined : storable(error.details),
  });
}

/** Forgets a plan that will not be applied, its line in the log included. */
export async function discardImport(db: Db, import_id: string): Promise<Result<null>> {
  return call(db, 'discard_import', { p_import: import_id });
}

/** Ends imports of the workspace whose process is gone; gives how many there were. */
export async function closeAbandonedImports(db: Db, workspace_id: string): Promise<Result<number>> {
  return call(db, 'close_abandoned_imports', { p_workspace: workspace_id });
}

/** The same for all workspaces, by the worker, which asks nobody. */
export async function failAbandonedImports(db: Pool): Promise<void> {
  await db.query('select private.fail_abandoned_imports()');
}

const planLine = z.object({
  nth: z.number(),
  kind: z.enum(BUNDLE_KINDS),
  /** In its list of the bundle; null for what came before and was not sent again. */
  position: z.number().nullable(),
  key: z.string(),
  action: z.enum(['create', 'update', 'unchanged', 'conflict']),
  entity_id: z.string(),
  label: z.string(),
  fields: bodyJson.nullable(),
  before: bodyJson.nullable(),
});
export type PlanLine = z.infer<typeof planLine>;

/** A page of the plan, exceptions first. */
export async function planLines(
  db: Db,
  import_id: string,
  actions: PlanLine['action'][],
  after = 0,
  limit = 200,
): Promise<Result<PlanLine[]>> {
  return callJson(
    db,
    'import_plan_items',
    {
      p_import: import_id,
      p_actions: actions,
      p_after: after,
      p_limit: limit,
    },
    z.array(planLine),
  );
}

export async function listImports(db: Db, workspace_id: string, limit = 50): Promise<Result<ImportLog[]>> {
  const { data, error } = await db
    .from('import_logs')
    .select()
    .eq('workspace_id', workspace_id)
    .order('ordinal', { ascending: false })
    .limit(limit);
  return error ? problemFromPostgres(error) : ok(data.map(logOf));
}

/** A line of the log with what has become of it since. */
export type ImportEntry = ImportLog & {
  change_set: { undone_by: string | null } | null;
  snapshot: { version_label: string; status: Tables<'snapshots'>['status'] } | null;
};

const SINCE = 'change_set:change_sets(undone_by), snapshot:snapshots(version_label, status)';
/** All of a line but what can be large: the header of the bundle, its problems and its warnings. */
const LINE =
  'id, workspace_id, ordinal, version_label, name, source_system, source_version, file_name, status, entity_counts, plan_counts, error_message, recognised_at_revision, resolved_at_revision, planned_at_revision, change_set_id, snapshot_id, question_format, started_at, touched_at, completed_at, created_by, applied_by';

/** The log, newest first, without headers, problems and warnings. */
export async function listImportEntries(db: Db, workspace_id: string, limit = 100): Promise<Result<ImportEntry[]>> {
  const { data, error } = await db
    .from('import_logs')
    .select(`${LINE}, ${SINCE}`)
    .eq('workspace_id', workspace_id)
    .order('ordinal', { ascending: false })
    .limit(limit);
  if (error) return problemFromPostgres(error);
  return ok(data.map((line) => logOf({ ...line, header: null, error_details: null, warnings: null })));
}

export async function getImportEntry(db: Db, workspace_id: string, id: string): Promise<Result<ImportEntry>> {
  const { data, error } = await db
    .from('import_logs')
    .select(`*, ${SINCE}`)
    .eq('workspace_id', workspace_id)
    .eq('id', id)
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  return data ? ok(logOf(data)) : fail('not_found', 'There is no such import in this workspace.');
}

const importStatsJson = z.object({
  days: z.number(),
  imports: z.record(z.string(), z.number().nullable()),
  snapshots: z.record(z.string(), z.number().nullable()),
});
export type ImportStats = z.infer<typeof importStatsJson>;

export async function importStats(db: Db, workspace_id: string, days: number): Promise<Result<ImportStats>> {
  return callJson(db, 'get_import_stats', { p_workspace: workspace_id, p_days: days }, importStatsJson);
}
