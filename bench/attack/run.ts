// npm run attack [name ...]: runs bench/attack/<name>.attack.ts, or all of them, on loopback and each within its time, prints what
// came of it and keeps that in bench/results/attack.json. Ends with 1 where something was missed.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Bench, makeReport, type Report, showReport } from '../report.ts';

const SUFFIX = '.attack.ts';
const RESULTS = path.join(import.meta.dirname, '../results/attack.json');
/** A trial that is not done by then has found something by itself. */
const LONGEST = 15 * 60_000;

async function main(wanted: string[]): Promise<number> {
  const known = (await readdir(import.meta.dirname))
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length))
    .sort();
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no attack ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
    return 2;
  }
  let missed = 0;
  for (const name of wanted.length > 0 ? wanted : known) {
    const { default: trial } = (await import(path.join(import.meta.dirname, `${name}${SUFFIX}`))) as { default: Bench };
    const say = (line: string) => console.error(`${name}: ${line}`);
    try {
      const report = await Promise.race([makeReport(trial, say), tooLong()]);
      console.log(`\n${showReport(report)}\n`);
      await keepReport(report);
      missed += report.rows.filter(({ target }) => target && !target.is_met).length;
    } catch (error) {
      // One that breaks does not keep the others from being tried.
      console.error(`${name}:`, error);
      missed++;
    }
  }
  return missed > 0 ? 1 : 0;
}

function tooLong(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`not done after ${LONGEST / 60_000} minutes`)), LONGEST).unref();
  });
}

/** Beside what is known of the other trials. */
async function keepReport(report: Report): Promise<void> {
  const kept = JSON.parse(await readFile(RESULTS, 'utf8').catch(() => '{}')) as Record<string, Report>;
  const all = Object.entries({ ...kept, [report.name]: report }).toSorted(([a], [b]) => a.localeCompare(b));
  await writeFile(RESULTS, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
}

// What a trial that was given up still runs ends with this process.
process.exit(await main(process.argv.slice(2)));
