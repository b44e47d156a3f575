// Reads a hostile bundle as the web server does, alone in a process, and says how much processor time went by at most before others had
// their turn. Unlike the waits of a reader this does not depend on what else the machine is doing.
import { rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { checkBundle, fileSource } from '#lib/bundles/services/reader.ts';
import { HOSTILE_BUNDLES } from './hostile-bundles.ts';

const [name] = process.argv.slice(2) as [string];
const file = path.join(os.tmpdir(), `trailwright-steps-${process.pid}.json`);
try {
  await writeFile(file, (HOSTILE_BUNDLES[name] as () => string)());
  // The garbage of making it is not that of reading it.
  globalThis.gc?.();
  let isOver = false;
  let longest = 0;
  let before = process.cpuUsage();
  const round = () => {
    const { user, system } = process.cpuUsage(before);
    longest = Math.max(longest, (user + system) / 1000);
    before = process.cpuUsage();
    if (!isOver) setImmediate(round);
  };
  setImmediate(round);
  const { report } = await checkBundle(await fileSource(file), { resolve: 'workspace' });
  JSON.stringify(report.problems);
  isOver = true;
  await new Promise((resolve) => setImmediate(resolve));
  process.send?.(longest);
} finally {
  await rm(file, { force: true });
}
