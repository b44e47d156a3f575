// npm run bench [name ...]: runs bench/<name>.bench.ts, or all of them, prints a table each and writes bench/results.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Bench, makeReport, showReport, writeReport } from './report.ts';

const SUFFIX = '.bench.ts';

async function main(wanted: string[]): Promise<number> {
  const known = (await readdir(import.meta.dirname))
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length))
    .sort();
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
    return 2;
  }
  let failed = 0;
  for (const name of wanted.length > 0 ? wanted : known) {
    const { default: bench } = (await import(path.join(import.meta.dirname, `${name}${SUFFIX}`))) as { default: Bench };
    const say = (line: string) => console.error(`${name}: ${line}`);
    try {
      const report = await makeReport(bench, say);
      console.log(`\n${showReport(report)}\n`);
      say(`wrote ${path.relative(process.cwd(), await writeReport(report))}`);
    } catch (error) {
      // One that breaks does not keep the others from being measured.
      console.error(`${name}:`, error);
      failed++;
    }
  }
  return failed > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
