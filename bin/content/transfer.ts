import { stat } from 'node:fs/promises';
import { BUNDLE_KINDS } from '#lib/base/core/kinds.ts';
import { OUTSIDE_FORMATS } from '#lib/bundles/core/outside-format.ts';
import type { WarningCount } from '#lib/bundles/core/problem-tally.ts';
import type { Chosen } from '#lib/bundles/core/selection.ts';
import type { ConflictChoice } from '#lib/bundles/data/imports.ts';
import { type ExportRequest, exportBundle, findImport } from '#lib/bundles/services/exports.ts';
import { type BroughtFiles, writeFolderAssets } from '#lib/bundles/services/folder-assets.ts';
import { type FolderReceipt, writeFolder } from '#lib/bundles/services/folder-export.ts';
import type { ImportPlan } from '#lib/bundles/services/imports.ts';
import { recognised } from '#lib/bundles/services/outside-source.ts';
import { checkBundle } from '#lib/bundles/services/reader.ts';
import { type ImportRun, type ImportStep, runImport } from '#lib/bundles/services/run.ts';
import { findSnapshot } from '#lib/snapshots/services/snapshots.ts';
import { type ConnectOptions, connect } from './connect.ts';
import { isOutsideFormat, misusedOutside, writeOutside } from './outside.ts';
import { blocked, done, EXIT, failed, type Outcome, refused, showProblems, table, usage } from './report.ts';
import { withSource } from './source.ts';
import { type Target, targetOf, write } from './target.ts';
import { say, waiting } from './waiting.ts';

export async function validate(file: string, options: { incremental: boolean }): Promise<Outcome> {
  return withSource(file, async (source) => {
    const { report } = await checkBundle(await recognised(source, null), {
      resolve: options.incremental ? 'workspace' : 'inside',
    });
    if (report.has_errors) return refused(report, { counts: report.counts });
    const total = Object.values(report.counts).reduce((sum, count) => sum + count, 0);
    const { counts, problems } = report;
    const warnings = problems.length > 0 ? `\n${showProblems(report)}` : '';
    return done({ counts, problems, ...counted(report) }, `Valid: ${total} entities.${warnings}`);
  });
}

/** How often each rule warned, where one did. */
const counted = ({ warnings }: { warnings: WarningCount[] }) => (warnings.length > 0 ? { warnings } : {});

interface ImportOptions extends ConnectOptions {
  dryRun: boolean;
  promote: boolean;
  label?: string;
  conflicts: ConflictChoice;
  skip?: string[];
  owner?: string;
}

const STEPS: Record<ImportStep, string> = {
  reading: 'reading ...',
  planning: 'planning ...',
  applying: 'applying ...',
  staging: 'staging ...',
  reading_again: 'something of it was renamed or removed meanwhile, reading it again ...',
};

export async function importCommand(file: string, options: ImportOptions): Promise<Outcome> {
  if (options.owner !== undefined && options.owner !== 'me')
    return usage('Units can be taken over by yourself alone.', 'Write --owner me.');
  return withSource(file, async (source) => {
    const connected = await connect(options);
    if (!connected.ok) return failed(connected.problem);
    const { db, workspace } = connected.data;
    const run = await runImport(db, {
      ...(options.owner === 'me' && { taker: connected.data.person_id }),
      workspace_id: workspace.id,
      source,
      // Only looked at: the log keeps imports, not looks.
      goal: options.dryRun ? 'look' : options.promote ? 'promote' : 'apply',
      label: options.label,
      skip: options.skip,
      conflicts: options.conflicts,
      ...waiting(),
      onStep: (step) => say(STEPS[step]),
    });
    return run.ok ? outcomeOf(run.data) : failed(run.problem);
  });
}

function outcomeOf(run: ImportRun): Outcome {
  const { plan } = run;
  if (run.state === 'refused') return refused(run, { plan: plan.totals });
  if (run.state === 'planned') {
    const { totals, counts, problems } = plan;
    return done({ plan: totals, counts, problems, ...counted(plan) }, `${showPlan(plan)}\nNothing was written.`);
  }
  const { receipt, files } = run;
  const result = {
    import_id: plan.import_id,
    change_set_id: receipt.change_set_id,
    plan: plan.totals,
    counts: plan.counts,
    problems: plan.problems,
    ...counted(plan),
    ...(files && files.taken + files.refused.length > 0 && { files }),
  };
  const entities = receipt.changed === 1 ? '1 entity' : `${receipt.changed} entities`;
  const beside = receipt.recorded > 0 ? ` and ${receipt.recorded} runs, conversations or figures` : '';
  const written = `${entities}${beside}`;
  const text = `${showPlan(plan)}\n${files ? showFiles(files) : ''}Imported as ${plan.version_label}: ${written} written.`;
  if (run.state === 'applied') return done(result, text);
  if (run.state === 'blocked') {
    const hint = 'Mend it in the studio or the bundle, then stage again.';
    return blocked(run.blockers, hint, result, `${text}\n`);
  }
  const { snapshot_id, is_new } = run;
  const told = is_new ? `Promoted snapshot ${snapshot_id}.` : 'The current snapshot has all of it already.';
  return done({ ...result, snapshot_id }, `${text}\n${told}`);
}

function showFiles({ taken, refused }: BroughtFiles): string {
  const lines = refused.map(({ file, message }) => `${file} was not uploaded: ${message}`);
  if (taken > 0) lines.unshift(`${taken === 1 ? '1 file is' : `${taken} files are`} in storage.`);
  return lines.map((line) => `${line}\n`).join('');
}

function showPlan(plan: ImportPlan): string {
  const rows = BUNDLE_KINDS.flatMap((kind) => {
    const count = plan.counts[kind];
    return count ? [[kind, count.create, count.update, count.unchanged, count.conflict, count.skipped]] : [];
  });
  const warnings = plan.problems.length > 0 ? `\n${showProblems(plan)}` : '';
  return `${table(['kind', 'create', 'update', 'unchanged', 'conflict', 'skipped'], rows)}${warnings}`;
}

interface ExportOptions extends ConnectOptions {
  snapshot?: string;
  import?: string;
  only?: Chosen[];
  format: string;
  out?: string;
  users?: boolean;
  json: boolean;
}

export async function exportCommand(options: ExportOptions): Promise<Outcome> {
  const { format } = options;
  const is_folder = format === 'markdown';
  const outside = isOutsideFormat(format) ? { ...options, format } : null;
  if (!is_folder && !outside && format !== 'bundle')
    return usage(
      `There is no format ${format}. Formats: bundle, markdown, ${Object.keys(OUTSIDE_FORMATS).join(', ')}.`,
    );
  const misused = outside && misusedOutside(outside);
  if (misused) return misused;
  if (options.import !== undefined && options.snapshot !== undefined)
    return usage('Name a snapshot or an import to export, not both.');
  const target = outside
    ? { file: null, is_stream: false }
    : is_folder
      ? await folderTarget(options.out)
      : await targetOf(options.out);
  if ('code' in target) return target;
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const { db, workspace } = connected.data;
  const scope: ExportRequest = { workspace_id: workspace.id, now: new Date(), only: options.only };
  const which = options.snapshot ?? 'working';
  if (options.import !== undefined) {
    const found = await findImport(db, workspace.id, options.import);
    if (!found.ok) return failed(found.problem);
    scope.import_id = found.data;
  } else if (which !== 'working') {
    const snapshot = await findSnapshot(db, workspace.id, which);
    if (!snapshot.ok) return failed(snapshot.problem);
    scope.snapshot_id = snapshot.data.id;
  }
  if (outside) return writeOutside(db, scope, outside);
  const bundle = await exportBundle(db, scope);
  if (!bundle.ok) return failed(bundle.problem);

  if (is_folder && target.file) {
    const receipt = await writeFolder(target.file, bundle.data);
    const files = await writeFolderAssets(db, workspace.id, target.file, bundle.data);
    return wroteFolder(target.file, { ...receipt, written: [...receipt.written, ...files].sort() });
  }
  const text = JSON.stringify(bundle.data, null, 2);
  if (!target.file) return { code: EXIT.done, json: bundle.data, text };
  await write(target, `${text}\n`);
  return done({ out: target.file }, `Wrote ${target.file}.`);
}

function wroteFolder(out: string, { written, removed, unchanged }: FolderReceipt): Outcome {
  const files = `${written.length} written, ${removed.length} removed, ${unchanged} as they were`;
  return done({ out, written, removed, unchanged }, `${out}: ${files}.`);
}

/** The folder of an export, which is made if it is not there. */
async function folderTarget(out: string | undefined): Promise<Target | Outcome> {
  if (out === undefined || out === '-') return usage('Name the folder to write with --out.');
  const found = await stat(out).catch(() => null);
  if (found && !found.isDirectory()) return usage(`${out} is no folder. Name the folder to write.`);
  return { file: out, is_stream: false };
}
