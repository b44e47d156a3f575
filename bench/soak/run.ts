// npm run soak [name ...]: runs bench/soak/<name>.soak.ts, or all of them: what takes thousands of times, kills or minutes to show. Prints
// what came of it and keeps that in bench/results/soak.json. Ends with 1 where something was missed.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runNamed } from '../named.ts';
import type { Report } from '../report.ts';

const RESULTS = path.join(import.meta.dirname, '../results/soak.json');
const LONGEST = 30 * 60_000;

let missed = 0;
const failed = await runNamed(
  { folder: import.meta.dirname, suffix: '.soak.ts', noun: 'soak' },
  process.argv.slice(2),
  async (report) => {
    const kept = JSON.parse(await readFile(RESULTS, 'utf8').catch(() => '{}')) as Record<string, Report>;
    await writeFile(RESULTS, `${JSON.stringify({ ...kept, [report.name]: report }, null, 2)}\n`);
    missed += report.rows.filter(({ target }) => target && !target.is_met).length;
  },
  LONGEST,
);
process.exit(failed === null ? 2 : failed + missed > 0 ? 1 : 0);
