import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** One figure beside its reference, measured in the same run: machines differ, ratios less so. */
export interface Figure {
  what: string;
  value: number;
  unit: string;
  /** What it is compared with, and how that did. */
  reference?: { what: string; value: number; unit?: string };
  /** In words, as in docs: `<= 10 s`. */
  target?: string;
  met?: boolean;
  note?: string;
}

export interface Report {
  name: string;
  figures: Figure[];
}

/** Prints a report as a table and keeps it in `bench/results/<name>.json` with the machine it was measured on. */
export async function publish(report: Report): Promise<void> {
  const rows = report.figures.map((figure) => [
    figure.what,
    show(figure.value, figure.unit),
    figure.reference
      ? `${show(figure.reference.value, figure.reference.unit ?? figure.unit)}  ${figure.reference.what}`
      : '',
    figure.target ?? '',
    figure.met === undefined ? '' : figure.met ? 'met' : 'MISSED',
  ]);
  const header = [report.name, 'measured', 'reference in the same run', 'target', ''];
  const widths = header.map((title, at) => Math.max(title.length, ...rows.map((row) => (row[at] ?? '').length)));
  for (const row of [header, ...rows])
    console.log(
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  console.log('');

  const folder = path.join(import.meta.dirname, 'results');
  await mkdir(folder, { recursive: true });
  const whole = { ...report, measured_at: new Date().toISOString(), machine: machine() };
  await writeFile(path.join(folder, `${report.name}.json`), `${JSON.stringify(whole, null, 2)}\n`);
}

function machine() {
  const [cpu] = os.cpus();
  return {
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: os.cpus().length,
    memory_gb: Math.round(os.totalmem() / 2 ** 30),
    platform: `${os.platform()} ${os.release()}`,
    node: process.version,
    load_before: os.loadavg()[0],
  };
}

function show(value: number, unit: string): string {
  const digits = value >= 100 ? 0 : value >= 1 ? 1 : 3;
  return `${value.toFixed(digits)} ${unit}`;
}

/** The value below which a share of the sample lies (nearest rank). */
export function percentile(sample: number[], share: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (sample: number[]): number => percentile(sample, 0.5);

/** Runs something and says how many milliseconds it took. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now();
  const value = await work();
  return { ms: performance.now() - start, value };
}
