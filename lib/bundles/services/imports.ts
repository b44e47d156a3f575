import { fail, ok, type Problem, type Result } from '#lib/base/core/problem.ts';
import { storableText } from '#lib/base/core/storable.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { undoChangeSet } from '#lib/history/services/change-sets.ts';
import type { Begun } from '#lib/tasks/core.ts';
import { begin } from '#lib/tasks/services.ts';
import type { Applied } from '../core/applied.ts';
import type { BundleReport } from '../core/check.ts';
import type { ObjectivesAsked } from '../core/lesson-objectives.ts';
import type { OutsideRecord } from '../core/outside.ts';
import type { BundleProblem } from '../core/problem.ts';
import { errorsOf, keptWarnings, type ToldProblems, warningsOf } from '../core/problem-tally.ts';
import * as data from '../data/imports.ts';
import { ImportSender } from './import-sender.ts';
import { type BundleSource, type CheckedBundle, checkBundle } from './reader.ts';

export interface ImportPlan extends Omit<ToldProblems, 'has_errors'> {
  import_id: string;
  version_label: string;
  name: string | null;
  counts: data.PlanCounts;
  totals: { create: number; update: number; unchanged: number; conflict: number; skipped: number };
  /** Whether nothing at all is wrong, listed or not. */
  can_apply: boolean;
}

export type ImportProgress = (step: 'reading' | 'planning') => void;

interface PlanRequest {
  workspace_id: string;
  source: BundleSource;
  label?: string;
  /** `kind:key` of items to leave out. */
  skip?: string[];
  /** Forgets the import once it is planned: only its plan is wanted. */
  dry_run?: boolean;
  /** Whoever asked may go away; then nothing is left behind. */
  signal?: AbortSignal;
  onProgress?: ImportProgress;
}

const STOPPED = 'The import was stopped before anything was written.';

/**
 * Reads, checks and sends a bundle in one pass and plans the import; nothing of the content is touched. What is wrong with the
 * bundle comes back as problems of a plan that cannot be applied; the Result fails only when the plan could not be made at all.
 */
export async function planImport(db: Db, request: PlanRequest): Promise<Result<ImportPlan>> {
  const started = await data.startImport(db, request.workspace_id, storableText(request.source.name));
  if (!started.ok) return started;
  const import_id = started.data;
  let planned: Result<ImportPlan>;
  try {
    planned = await planStarted(db, import_id, request);
  } catch (error) {
    if (request.signal?.aborted || request.dry_run) await data.discardImport(db, import_id);
    else await data.setImportStatus(db, import_id, 'failed', { message: 'The file could not be read to its end.' });
    if (request.signal?.aborted) return fail('wrong_state', STOPPED);
    throw error;
  }
  if (request.signal?.aborted) {
    await data.discardImport(db, import_id);
    return fail('wrong_state', STOPPED);
  }
  if (request.dry_run) await data.discardImport(db, import_id);
  else if (!planned.ok) await data.setImportStatus(db, import_id, 'failed', { message: planned.problem.message });
  else if (!planned.data.can_apply) {
    const errors = errorsOf(planned.data.problems);
    const count = errors.length + planned.data.more;
    await data.setImportStatus(db, import_id, 'failed', {
      message: `The bundle cannot be imported: ${count === 1 ? 'one problem' : `${count} problems`}.`,
      details: errors.slice(0, 100),
    });
  }
  return planned;
}

async function planStarted(db: Db, import_id: string, request: PlanRequest): Promise<Result<ImportPlan>> {
  const { source, onProgress, skip = [] } = request;
  onProgress?.('reading');
  // What is to be left out must be sent to be known by name.
  const sender = new ImportSender(db, import_id, { recognises: skip.length === 0 });
  const objectivesOf = async (asked: ObjectivesAsked) => {
    // Warnings are told from what can be read; what is not told here is marked when it is there.
    const known = await data.findObjectives(db, request.workspace_id, asked);
    return known.ok ? known.data : null;
  };
  const onRecord = (record: OutsideRecord) => sender.addRecord(record);
  const { report, header } = await checkBundle(
    source,
    { resolve: 'workspace', objectivesOf, onRecord },
    async (item) => {
      request.signal?.throwIfAborted();
      await sender.add(item);
    },
  );
  const label = storableText(request.label ?? report.header?.version_label ?? source.name);
  const described = await describeImport(db, import_id, label, report, header);
  if (!described.ok) return described;
  if (report.has_errors) return ok(planOf(import_id, label, report, {}, []));

  const sent = await sender.finish();
  if (!sent.ok) return sent;
  onProgress?.('planning');
  const planned = await data.planImport(db, import_id, skip);
  if (!planned.ok) return planned;
  const [unknown] = planned.data.unknown_skips;
  if (unknown !== undefined) {
    return fail('invalid_input', `Nothing in this bundle is called ${unknown}. Name what to leave out as kind:key.`);
  }
  const found = planned.data.problems;
  const located = source.files ? await source.files.locate(found) : found;
  return ok(planOf(import_id, label, report, planned.data.counts, located));
}

function describeImport(
  db: Db,
  import_id: string,
  version_label: string,
  report: BundleReport,
  header: CheckedBundle['header'],
) {
  return data.describeImport(db, import_id, {
    version_label,
    source_system: report.header?.metadata.source_system,
    source_version: report.header?.metadata.source_version ?? undefined,
    name: report.header?.name ? storableText(report.header.name) : undefined,
    header: report.has_errors ? undefined : header,
    warnings: report.has_errors ? undefined : keptWarnings(report),
  });
}

/** An import as its page shows it. */
export interface ImportRecord extends Omit<data.ImportEntry, 'error_details' | 'warnings'> {
  /** What was wrong with a bundle that was refused, as far as the log keeps it. */
  problems: BundleProblem[];
}

export async function readImport(db: Db, workspace_id: string, id: string): Promise<Result<ImportRecord>> {
  const entry = await closing(db, workspace_id, () => data.getImportEntry(db, workspace_id, id), isOpen);
  return entry.ok ? ok(recordOf(entry.data)) : entry;
}

/** The log, newest first, without the problems. */
export async function readImports(db: Db, workspace_id: string): Promise<Result<ImportRecord[]>> {
  const read = () => data.listImportEntries(db, workspace_id);
  const entries = await closing(db, workspace_id, read, (listed) => listed.some(isOpen));
  return entries.ok ? ok(entries.data.map((entry) => recordOf({ ...entry, error_details: [] }))) : entries;
}

const isOpen = ({ status }: data.ImportEntry) => ['pending', 'validating', 'importing'].includes(status);

/** Reads what may name an import under way; where its process is gone, whoever looks first ends it and reads that. */
async function closing<T>(
  db: Db,
  workspace_id: string,
  read: () => Promise<Result<T>>,
  hasOpen: (data: T) => boolean,
): Promise<Result<T>> {
  const first = await read();
  if (!first.ok || !hasOpen(first.data)) return first;
  const closed = await data.closeAbandonedImports(db, workspace_id);
  return closed.ok && closed.data > 0 ? read() : first;
}

function recordOf({ error_details, warnings: _, ...entry }: data.ImportEntry): ImportRecord {
  return {
    ...entry,
    problems: error_details,
  };
}

/** The plan of an import that waits to be applied, made again on the workspace as it is now. */
export async function readPlan(db: Db, workspace_id: string, import_id: string): Promise<Result<ImportPlan>> {
  const entry = await data.getImportEntry(db, workspace_id, import_id);
  if (!entry.ok) return entry;
  if (entry.data.status !== 'validating') return fail('wrong_state', 'This import has no plan that waits.');
  const planned = await data.planImport(db, import_id, null);
  if (!planned.ok) return planned;
  const { counts = [], problems = [] } = entry.data.warnings ?? {};
  const report = { header: null, problems, more: 0, warnings: counts, has_errors: false };
  const plan = planOf(import_id, entry.data.version_label, report, planned.data.counts, planned.data.problems);
  return ok({ ...plan, name: entry.data.name });
}

/**
 * Applies a plan in one transaction. Conflicts are refused, or won by the studio ('ours') or the bundle ('theirs'). Nothing was
 * written where there are problems: the workspace has moved since the plan was made.
 */
export async function beginApplying(
  db: Db,
  workspace_id: string,
  import_id: string,
  conflicts: data.ConflictChoice = 'refuse',
): Promise<Result<Begun<Applied>>> {
  const input = { p_conflicts: conflicts };
  return begin(db, { workspace_id, kind: 'import.apply', subject_id: import_id, input }, () =>
    applyImport(db, import_id, conflicts),
  );
}

/** Applies a plan while the caller waits, whatever its size. */
export async function applyImport(
  db: Db,
  import_id: string,
  conflicts: data.ConflictChoice = 'refuse',
): Promise<Result<Applied>> {
  const importing = await data.setImportStatus(db, import_id, 'importing');
  if (!importing.ok) return importing;
  // Stale: somebody saved between its plan and its lines. It plans anew by itself, so asking again is enough.
  let applied = await data.applyImport(db, import_id, conflicts);
  for (let left = 3; left > 0 && !applied.ok && applied.problem.code === 'stale' && !isUnrecognised(applied); left--) {
    applied = await data.applyImport(db, import_id, conflicts);
  }
  const refusal = refusalOf(applied);
  if (refusal) await data.setImportStatus(db, import_id, 'failed', refusal);
  return applied;
}

/** Acts on an import of this workspace; those of another one are not found, whatever role the person has there. */
export async function withImport<T>(
  db: Db,
  workspace_id: string,
  import_id: string,
  act: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const entry = await data.getImportEntry(db, workspace_id, import_id);
  return entry.ok ? act() : entry;
}

/** Undoes what an import wrote, as one change set. */
export async function undoImport(db: Db, workspace_id: string, import_id: string): Promise<Result<Begun<string>>> {
  const log = await data.getImportEntry(db, workspace_id, import_id);
  if (!log.ok) return log;
  if (!log.data.change_set_id) return fail('wrong_state', 'This import changed nothing, so there is nothing to undo.');
  return undoChangeSet(db, workspace_id, log.data.change_set_id);
}

/** Something that was recognised has changed: only reading the bundle anew helps. */
function isUnrecognised({ problem }: { problem: Problem }): boolean {
  const { detail } = problem;
  return typeof detail === 'object' && detail !== null && 'reason' in detail && detail.reason === 'unrecognised';
}

function refusalOf(applied: Result<Applied>): { message: string; details?: unknown } | null {
  if (!applied.ok) return { message: applied.problem.message, details: applied.problem.detail };
  if (applied.data.problems.length === 0) return null;
  return { message: 'The workspace has moved since the plan was made.', details: applied.data.problems.slice(0, 100) };
}

/** `found`: what the database has found beyond the report; all of it keeps the bundle out. */
function planOf(
  import_id: string,
  label: string,
  report: ToldProblems & Pick<BundleReport, 'header'>,
  counts: data.PlanCounts,
  found: BundleProblem[],
): ImportPlan {
  const totals = { create: 0, update: 0, unchanged: 0, conflict: 0, skipped: 0 };
  for (const count of Object.values(counts)) {
    for (const action of Object.keys(totals) as (keyof typeof totals)[]) totals[action] += count[action];
  }
  return {
    import_id,
    version_label: label,
    name: report.header?.name ?? null,
    counts,
    totals,
    problems: [...errorsOf(report.problems), ...found, ...warningsOf(report.problems)],
    more: report.more,
    warnings: report.warnings,
    can_apply: !report.has_errors && found.length === 0,
  };
}
