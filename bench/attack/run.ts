// npm run attack [name ...]: runs bench/attack/<name>.attack.ts, or all of them, on loopback and each within its time, prints what
// came of it and keeps that in bench/results/attack.json. Ends with 1 where something was missed.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runNamed } from '../named.ts';
import type { Report } from '../report.ts';

const RESULTS = path.join(import.meta.dirname, '../results/attack.json');
/** A trial that is not done by then has found something by itself. */
const LONGEST = 15 * 60_000;

let missed = 0;
const failed = await runNamed(
  { folder: import.meta.dirname, suffix: '.attack.ts', noun: 'attack' },
  process.argv.slice(2),
  async (report) => {
    await keepReport(report);
    missed += report.rows.filter(({ target }) => target && !target.is_met).length;
  },
  LONGEST,
);

/** Beside what is known of the other trials. */
async function keepReport(report: Report): Promise<void> {
  const kept = JSON.parse(await readFile(RESULTS, 'utf8').catch(() => '{}')) as Record<string, Report>;
  const all = Object.entries({ ...kept, [report.name]: report }).toSorted(([a], [b]) => a.localeCompare(b));
  await writeFile(RESULTS, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
}

// What a trial that was given up still runs ends with this process.
process.exit(failed === null ? 2 : failed + missed > 0 ? 1 : 0);
