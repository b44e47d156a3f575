#!/usr/bin/env node
// `npx trailwright-content`: hands over to the Node that is among the packages, whatever the host has.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const UNAVAILABLE = 3;

/** The Node among the packages, or null before `npm ci`. */
function findNode() {
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin/node');
  } catch {
    return null;
  }
}

/** As the tool tells everything that fails: with --json as an object. */
function refuse(message) {
  const problem = { code: 'unavailable', path: '', kind: null, slug: null, message, hint: '' };
  if (process.argv.includes('--json')) console.log(JSON.stringify({ ok: false, problems: [problem] }));
  else console.error(message);
  process.exit(UNAVAILABLE);
}

const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const node = findNode();
if (!node) refuse(`The packages of Trailwright are not installed. Run "npm ci" in ${checkout} first.`);

const tool = path.join(checkout, 'bin/content.ts');
const child = spawn(node, [tool, ...process.argv.slice(2)], { stdio: 'inherit' });
// Whoever ends this means the tool.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) =>
  refuse(`The Node of Trailwright does not start (${error.message}). Run "npm ci" in ${checkout} again.`),
);
child.on('close', (code, signal) => process.exit(code ?? 128 + os.constants.signals[signal]));
