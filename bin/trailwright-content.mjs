#!/usr/bin/env node
// `npx trailwright-content`: hands over to the Node that is among the packages, whatever the host has.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.dirname(fileURLToPath(import.meta.url));
const node = path.join(path.dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin/node');
const { status, error } = spawnSync(node, [path.join(folder, 'content.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
if (error) console.error(`Node 24 is not installed here (${error.message}). Run "npm ci" first.`);
process.exit(status ?? 3);
