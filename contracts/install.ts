import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// `npm run test:contracts` runs this file first: programs of other people that the tests here compare with, from the system's packages.

const PROGRAMS = ['cmark-gfm'];

const missing = PROGRAMS.filter((name) => spawnSync(name, ['--version']).status !== 0);
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
