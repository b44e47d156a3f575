// npm run bench [name ...]: runs bench/<name>.bench.ts, or all of them, prints a table each and writes bench/results.
import path from 'node:path';
import { runNamed } from './named.ts';
import { writeReport } from './report.ts';

const failed = await runNamed(
  { folder: import.meta.dirname, suffix: '.bench.ts', noun: 'benchmark' },
  process.argv.slice(2),
  async (report, say) => say(`wrote ${path.relative(process.cwd(), await writeReport(report))}`),
);
process.exitCode = failed === null ? 2 : Math.min(failed, 1);
