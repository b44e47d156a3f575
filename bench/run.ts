import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { publish, type Report } from './report.ts';

// `npm run bench [name ...]`: runs the benchmarks named, or all of them one after the other, each in its own process's turn.

const all = (await readdir(import.meta.dirname))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -9));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  process.exit(2);
}

for (const name of wanted.length > 0 ? wanted : all.sort()) {
  console.log(`${name} ...`);
  const { run } = (await import(path.join(import.meta.dirname, `${name}.bench.ts`))) as { run: () => Promise<Report> };
  await publish(await run());
}
process.exit(0);
