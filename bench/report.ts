import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** What was measured, many times or once. */
export interface Figure {
  unit: string;
  n: number;
  median: number;
  p99: number;
  least: number;
  most: number;
}

export interface Row {
  what: string;
  figure: Figure;
  /** What it is to be judged by, measured in the same run: machines differ. */
  reference?: { what: string; figure: Figure };
  /** The target in words, and whether it was met. */
  target?: { text: string; is_met: boolean };
  /** How it was measured: whose clock, cold or warm, what around it. */
  how: string;
}

export interface Bench {
  name: string;
  /** One line for the head of the table. */
  about: string;
  run: (say: (line: string) => void) => Promise<Row[]>;
}

export interface Report {
  name: string;
  about: string;
  date: string;
  machine: { cpu: string; cores: number; memory_gb: number; load_before: number; os: string; node: string };
  rows: Row[];
}

/** Condenses samples. A p99 of fewer than a hundred is their maximum. */
export function figure(samples: number[], unit = 'ms'): Figure {
  if (samples.length === 0) throw new Error('Nothing was measured');
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] as number;
  return {
    unit,
    n: sorted.length,
    median: round(at(0.5)),
    p99: round(at(0.99)),
    least: round(sorted[0] as number),
    most: round(sorted.at(-1) as number),
  };
}

/** Runs `fn` and gives the milliseconds of this process's clock. */
export async function timed(fn: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await fn();
  return performance.now() - start;
}

export async function makeReport(bench: Bench, say: (line: string) => void): Promise<Report> {
  const [cpu] = os.cpus();
  const machine = {
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: os.cpus().length,
    memory_gb: Math.round(os.totalmem() / 2 ** 30),
    load_before: round(os.loadavg()[0] ?? 0),
    os: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.version,
  };
  const rows = await bench.run(say);
  return { name: bench.name, about: bench.about, date: new Date().toISOString(), machine, rows };
}

export async function writeReport(report: Report, folder = path.join(import.meta.dirname, 'results')): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${report.name}.json`);
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
  return file;
}

export function showReport(report: Report): string {
  const { machine } = report;
  const cells = report.rows.map((row) => [
    row.what,
    show(row.figure),
    row.reference ? `${show(row.reference.figure)}  ${row.reference.what}` : '',
    row.target ? `${row.target.is_met ? 'met' : 'MISSED'}: ${row.target.text}` : '',
  ]);
  return [
    `${report.name}: ${report.about}`,
    `${machine.cores} x ${machine.cpu}, ${machine.memory_gb} GB, load ${machine.load_before}, ${machine.os}, Node ${machine.node}`,
    '',
    ...table([['what', 'measured (median / p99)', 'against', 'target'], ...cells]),
    '',
    ...report.rows.map((row) => `  ${row.what}: ${row.how}`),
  ].join('\n');
}

function show({ unit, n, median, p99 }: Figure): string {
  return n === 1 ? `${median} ${unit}` : `${median} / ${p99} ${unit}`;
}

function table(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function round(value: number): number {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  return Number(value.toFixed(digits));
}
