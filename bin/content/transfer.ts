import { createWriteStream } from 'node:fs';
import { mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BUNDLE_KINDS } from '#lib/core/kinds';
import { type ConflictChoice, discardImport, listImports } from '#lib/data/imports';
import { promoteImport, promoteSnapshot, stageImport } from '#lib/data/snapshots';
import { type BundleSource, checkBundle, fileSource } from '#lib/services/bundle-reader';
import { exportBundle } from '#lib/services/exports';
import { applyImport, type ImportPlan, planImport } from '#lib/services/imports';
import { findSnapshot } from '#lib/services/snapshots';
import { type ConnectOptions, connect } from './connect.ts';
import { done, EXIT, failed, type Outcome, refused, showProblems, table } from './report.ts';

const started = performance.now();
const say = (message: string) =>
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${message}\n`);

/** `-` is standard input, which is kept in a file because it is read twice. */
async function withSource<T>(file: string, use: (source: BundleSource) => Promise<T>): Promise<T> {
  if (file !== '-') return use(await fileSource(file));
  const folder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-'));
  try {
    const spooled = path.join(folder, 'stdin');
    await pipeline(process.stdin, createWriteStream(spooled));
    return await use({ ...(await fileSource(spooled)), name: 'standard input' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readable(file: string): Promise<Outcome | null> {
  if (file === '-') return null;
  const found = await stat(file).catch(() => null);
  if (found?.isFile()) return null;
  const message = found
    ? `${file} is a folder. Folders of Markdown cannot be imported yet.`
    : `There is no file ${file}.`;
  return {
    code: EXIT.usage,
    json: { ok: false, problems: [{ code: 'usage', path: '', kind: null, slug: null, message, hint: '' }] },
    text: message,
  };
}

export async function validate(file: string, options: { incremental: boolean }): Promise<Outcome> {
  const unreadable = await readable(file);
  if (unreadable) return unreadable;
  return withSource(file, async (source) => {
    const { report } = await checkBundle(source, { resolve: options.incremental ? 'workspace' : 'inside' });
    if (report.has_errors) return refused(report.problems, report.more, { counts: report.counts });
    const total = Object.values(report.counts).reduce((sum, count) => sum + count, 0);
    const warnings = report.problems.length > 0 ? `\n${showProblems(report.problems)}` : '';
    return done({ counts: report.counts, problems: report.problems }, `Valid: ${total} entities.${warnings}`);
  });
}

interface ImportOptions extends ConnectOptions {
  dryRun: boolean;
  promote: boolean;
  label?: string;
  conflicts: string;
  skip?: string[];
}

export async function importCommand(file: string, options: ImportOptions): Promise<Outcome> {
  const unreadable = await readable(file);
  if (unreadable) return unreadable;
  if (!['refuse', 'ours', 'theirs'].includes(options.conflicts)) {
    const message = '--conflicts takes refuse, ours or theirs.';
    return {
      code: EXIT.usage,
      json: { ok: false, problems: [{ code: 'usage', path: '', kind: null, slug: null, message, hint: '' }] },
      text: message,
    };
  }
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const { db, workspace } = connected.data;

  return withSource(file, async (source) => {
    const planned = await planImport(db, {
      workspace_id: workspace.id,
      source,
      label: options.label,
      skip: options.skip,
      onProgress: (step) => say(`${step} ...`),
    });
    if (!planned.ok) return failed(planned.problem);
    const plan = planned.data;
    if (!plan.can_apply) return refused(plan.problems, plan.more, { plan: plan.totals });
    if (options.dryRun) {
      // Only looked at: the log keeps imports, not looks.
      await discardImport(db, plan.import_id);
      return done(
        { plan: plan.totals, counts: plan.counts, problems: plan.problems },
        `${showPlan(plan)}\nNothing was written.`,
      );
    }

    say('applying ...');
    const applied = await applyImport(db, plan.import_id, options.conflicts as ConflictChoice);
    if (!applied.ok) return failed(applied.problem);
    if (!applied.data.applied) return refused(applied.data.problems, 0, { plan: plan.totals });
    const { receipt } = applied.data;
    const result = {
      import_id: plan.import_id,
      change_set_id: receipt.change_set_id,
      plan: plan.totals,
      counts: plan.counts,
      problems: plan.problems,
    };
    const text = `${showPlan(plan)}\nImported as ${plan.version_label}: ${receipt.changed} entities written.`;
    if (!options.promote) return done(result, text);

    say('staging ...');
    const staged = await stageImport(db, plan.import_id);
    if (!staged.ok) return failed(staged.problem);
    if (!staged.data.ok) {
      const { blockers } = staged.data;
      return {
        code: EXIT.refused,
        json: {
          ok: false,
          ...result,
          problems: blockers.map((blocker) => ({
            code: blocker.rule,
            path: '',
            kind: blocker.kind,
            slug: blocker.slug,
            message: blocker.message,
            hint: 'Mend it in the studio or the bundle, then stage again.',
          })),
        },
        text: `${text}\nIt cannot be staged:\n${blockers.map((blocker) => `    ${blocker.kind} ${blocker.slug ?? ''}: ${blocker.message}`).join('\n')}`,
      };
    }
    if (staged.data.nothing_to_stage && staged.data.status === 'current') {
      return done(
        { ...result, snapshot_id: staged.data.snapshot_id },
        `${text}\nThe current snapshot has all of it already.`,
      );
    }
    // All of it may be waiting in a ready snapshot of an earlier import; then that one is promoted.
    const promoted = staged.data.nothing_to_stage
      ? await promoteSnapshot(db, staged.data.snapshot_id)
      : await promoteImport(db, plan.import_id);
    if (!promoted.ok) return failed(promoted.problem);
    return done(
      { ...result, snapshot_id: staged.data.snapshot_id },
      `${text}\nPromoted snapshot ${staged.data.snapshot_id}.`,
    );
  });
}

function showPlan(plan: ImportPlan): string {
  const rows = BUNDLE_KINDS.flatMap((kind) => {
    const count = plan.counts[kind];
    return count ? [[kind, count.create, count.update, count.unchanged, count.conflict, count.skipped]] : [];
  });
  const warnings = plan.problems.length > 0 ? `\n${showProblems(plan.problems)}` : '';
  return `${table(['kind', 'create', 'update', 'unchanged', 'conflict', 'skipped'], rows)}${warnings}`;
}

interface ExportOptions extends ConnectOptions {
  snapshot: string;
  import?: string;
  format: string;
  out?: string;
  json: boolean;
}

export async function exportCommand(options: ExportOptions): Promise<Outcome> {
  if (options.format !== 'bundle') {
    const message = `The format ${options.format} cannot be written yet; bundle can.`;
    return {
      code: EXIT.usage,
      json: { ok: false, problems: [{ code: 'usage', path: '', kind: null, slug: null, message, hint: '' }] },
      text: message,
    };
  }
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const { db, workspace } = connected.data;
  const scope = {
    workspace_id: workspace.id,
    now: new Date(),
    snapshot_id: undefined as string | undefined,
    import_id: options.import,
  };
  if (options.import === 'latest') {
    const imports = await listImports(db, workspace.id);
    if (!imports.ok) return failed(imports.problem);
    scope.import_id = imports.data.find((log) => log.status !== 'failed' && log.completed_at)?.id;
    if (!scope.import_id) return failed({ code: 'not_found', message: 'Nothing has been imported yet.' });
  } else if (options.snapshot !== 'working' && !options.import) {
    const snapshot = await findSnapshot(db, workspace.id, options.snapshot);
    if (!snapshot.ok) return failed(snapshot.problem);
    scope.snapshot_id = snapshot.data.id;
  }
  const bundle = await exportBundle(db, scope);
  if (!bundle.ok) return failed(bundle.problem);

  const text = JSON.stringify(bundle.data, null, 2);
  if (!options.out) return { code: EXIT.done, json: bundle.data, text };
  // Beside the target first: a reader never sees half a file.
  await writeFile(`${options.out}.part`, `${text}\n`);
  await rename(`${options.out}.part`, options.out);
  return done({ out: options.out }, `Wrote ${options.out}.`);
}
