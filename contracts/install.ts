import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// `npm run test:contracts` runs this file first: programs of other people that the tests here compare with, from the system's packages.

/** The packages, each with the command that works once it is there. */
const PROGRAMS: readonly [name: string, command: string, ...parameters: string[]][] = [
  ['cmark-gfm', 'cmark-gfm', '--version'],
  ['python3-lxml', '/usr/bin/python3', '-c', 'import lxml'],
  ['python3-scipy', '/usr/bin/python3', '-c', 'import scipy.stats'],
];

const missing = PROGRAMS.filter(([, command, ...parameters]) => spawnSync(command, parameters).status !== 0).map(
  ([name]) => name,
);
if (missing.length > 0) {
  const asRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  const command = `apt-get update -qq && apt-get install -y -qq ${missing.join(' ')}`;
  console.log(`Not installed: ${missing.join(', ')}${asRoot ? `; ${command}` : ''}`);
  const status = asRoot ? spawnSync(command, { shell: true, stdio: ['ignore', 'inherit', 'inherit'] }).status : 1;
  if (status !== 0) {
    console.error(`Install ${missing.join(', ')} to run these tests.`);
    process.exit(1);
  }
}
