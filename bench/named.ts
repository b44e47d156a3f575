import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Bench, makeReport, type Report, showReport } from './report.ts';

interface Named {
  /** Where the files are, and how the name of each ends. */
  folder: string;
  suffix: string;
  /** What one of them is called where somebody asked for another. */
  noun: string;
}

/**
 * Runs those asked for by name, or all, one after the other, prints a table each and hands the report over. One that breaks does
 * not keep the others from being run. Gives how many broke; null where a name was none, which it has said.
 */
export async function runNamed(
  { folder, suffix, noun }: Named,
  wanted: readonly string[],
  keep: (report: Report, say: (line: string) => void) => Promise<void>,
  longest = Number.POSITIVE_INFINITY,
): Promise<number | null> {
  const known = (await readdir(folder))
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length))
    .sort();
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no ${noun} ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
    return null;
  }
  let failed = 0;
  for (const name of wanted.length > 0 ? wanted : known) {
    const { default: bench } = (await import(path.join(folder, `${name}${suffix}`))) as { default: Bench };
    const say = (line: string) => console.error(`${name}: ${line}`);
    try {
      const report = await within(longest, makeReport(bench, say));
      console.log(`\n${showReport(report)}\n`);
      await keep(report, say);
    } catch (error) {
      console.error(`${name}:`, error);
      failed++;
    }
  }
  return failed;
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  if (!Number.isFinite(ms)) return work;
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`not done after ${ms / 60_000} minutes`)), ms).unref();
  });
  return Promise.race([work, late]);
}
