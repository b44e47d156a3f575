import path from 'node:path';
import type { ResultFormat } from '#lib/results/core/answers.ts';
import { COLUMN_ROLES, type ColumnRole } from '#lib/results/core/columns.ts';
import { leftSentence, type ResultPlan } from '#lib/results/core/plan.ts';
import { readResultImports, removeResults } from '#lib/results/data/imports.ts';
import { listResultsOf, type ResultRow, resultsTable } from '#lib/results/services/figures.ts';
import { importResults } from '#lib/results/services/import.ts';
import { readHere } from '#lib/results/services/read-file.ts';
import { type ConnectOptions, connect } from './connect.ts';
import { declined, done, failed, type Outcome } from './report.ts';
import { waiting } from './waiting.ts';

interface ImportOptions extends ConnectOptions {
  format?: ResultFormat;
  spark?: string;
  columns?: ColumnRole[];
  name?: Record<string, string>;
  dryRun: boolean;
}

/** Brings in the answers of a file. */
export async function importResultsCommand(file: string, options: ImportOptions): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const { db, workspace } = connected.data;
  const run = await importResults(db, {
    workspace_id: workspace.id,
    file,
    name: path.basename(file),
    read: readHere,
    format: options.format,
    roles: options.columns,
    scope: options.spark ?? null,
    names: options.name ?? {},
    dry_run: options.dryRun,
    signal: waiting().signal,
  });
  if (!run.ok) return failed(run.problem);
  if (run.data.state === 'refused') {
    const { code, sentence, instead } = run.data.refusal;
    const { columns } = run.data;
    const roles = columns.map(({ name, role }) => `${name}: ${role}`).join(', ');
    const hint = roles ? `Columns: ${roles}. Name what they are with --columns (${COLUMN_ROLES.join(', ')}).` : instead;
    return declined(code, sentence, hint, columns.length > 0 ? { columns } : undefined);
  }
  const { plan } = run.data;
  const said = linesOf(plan);
  if (run.data.state === 'planned') return done({ plan }, [...said, 'Nothing was written.'].join('\n'));
  const { import_id } = run.data;
  return done({ import_id, plan }, [...said, `Added ${plan.fresh} answers (import ${import_id}).`].join('\n'));
}

const FORMATS: Record<ResultFormat, string> = { csv: 'CSV', xapi: 'xAPI statements', scorm: 'SCORM interactions' };

function linesOf(plan: ResultPlan): string[] {
  const { total, fresh, here, left, exercises, learners, columns, reasons } = plan;
  return [
    `${FORMATS[plan.format]}, ${plan.encoding}${columns.length > 0 ? `: ${columns.map(({ name, role }) => `${name} is ${role}`).join(', ')}` : ''}`,
    `${total} answers = ${fresh} new + ${here} already here + ${left} left out; ${learners} learners, ${exercises} exercises`,
    ...reasons.map((group) => `  ${leftSentence(group)}; from line ${group.lines[0]}`),
  ];
}

interface ShowOptions extends ConnectOptions {
  spark?: string;
  csv: boolean;
}

/** The figures of exercises, worst first. */
export async function showResults(options: ShowOptions): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const { db, workspace } = connected.data;
  const results = await listResultsOf(db, workspace.id, options.spark ?? null);
  if (!results.ok) return failed(results.problem);
  const { rows, learners } = results.data;
  if (options.csv) return done(results.data, resultsTable(results.data).trimEnd());
  const text =
    rows.length === 0 ? 'No answers of learners yet.' : [`${learners} learners`, ...rows.map(lineOf)].join('\n');
  return done(results.data, text);
}

const two = (value: number | null) => (value === null ? '  – ' : value.toFixed(2).padStart(5));

const lineOf = ({ figures, spark_slug, exercise_id, stem }: ResultRow) =>
  `${two(figures.share)}  ${two(figures.discrimination)}  ${String(figures.answers).padStart(6)}  ${(figures.flags[0] ?? '').padEnd(9)}  ${spark_slug}/${exercise_id}  ${stem.slice(0, 60)}`;

/** Where answers came from. */
export async function listResultImports(options: ConnectOptions): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const imports = await readResultImports(connected.data.db, connected.data.workspace.id);
  if (!imports.ok) return failed(imports.problem);
  const lines = imports.data.map(
    ({ id, created_at, name, answers, is_whole }) =>
      `${id}  ${created_at.slice(0, 16)}  ${String(answers).padStart(7)}  ${name}${is_whole ? '' : ' (stopped on the way)'}`,
  );
  return done({ imports: imports.data }, lines.join('\n') || 'No answers were imported yet.');
}

/** Removes an import with its answers, for good. */
export async function removeResultsCommand(id: string, options: ConnectOptions): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const removed = await removeResults(connected.data.db, id);
  return removed.ok ? done({ answers: removed.data }, `Removed ${removed.data} answers.`) : failed(removed.problem);
}
