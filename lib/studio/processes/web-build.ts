import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { childEnvironment, INSTALL_VARIABLES } from '#lib/base/env.ts';
import { StartError } from '#lib/base/start-error.ts';
import { takeLock } from '../embedded/lock.ts';
import { runApart } from './run-apart.ts';

// What the web server is made of. Tests, migrations, the command line and what starts the processes may change without a new build.
const FOLDERS = ['app', 'components', 'lib', 'public'];
const FILES = [
  'next.config.mjs',
  'package.json',
  'package-lock.json',
  'postcss.config.mjs',
  'tailwind.config.ts',
  'tsconfig.json',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-client.ts',
];
const NOT_WEB = /\.test\.tsx?$|^lib\/studio\/(?!processes\/metrics\.ts$)/;

// Not in .next: a build empties that folder, and a second start would make itself a lock of its own there.
const LOCK = 'node_modules/.trailwright-build.lock';

export interface BuildOptions {
  onBuild: () => void;
  /** Somebody else is building. */
  onWait: () => void;
  signal: AbortSignal;
}

/** Path of the Next.js command line. */
export function nextCli(): string {
  return createRequire(import.meta.url).resolve('next/dist/bin/next');
}

/**
 * Builds the web server if its sources differ from those of the last build (by content, not by date: a checkout touches
 * dates). Two starts from one checkout do not build at once; the second waits and uses the build of the first.
 */
export async function ensureBuilt(root: string, options: BuildOptions): Promise<'built' | 'fresh'> {
  const { signal } = options;
  if (await isFresh(root)) return 'fresh';
  let told = false;
  for (;;) {
    signal.throwIfAborted();
    const lock = await takeLock(path.join(root, LOCK));
    if (!('heldBy' in lock)) {
      try {
        if (await isFresh(root)) return 'fresh';
        options.onBuild();
        await build(root, signal);
        return 'built';
      } finally {
        await lock.release();
      }
    }
    if (!told) options.onWait();
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

async function build(root: string, signal: AbortSignal): Promise<void> {
  // Taken before: a file that is saved during the build makes the next start build again.
  const print = await fingerprint(root);
  await rm(stampOf(root), { force: true });
  const env = childEnvironment({ NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }, INSTALL_VARIABLES);
  const { code, said } = await runApart([nextCli(), 'build'], { cwd: root, env, signal });
  if (code !== 0) throw new StartError(`The web server could not be built:\n${said}`);
  await writeFile(stampOf(root), print);
}

async function isFresh(root: string): Promise<boolean> {
  const stamp = await readFile(stampOf(root), 'utf8').catch(() => null);
  // Next.js removes and writes BUILD_ID itself, also when somebody builds by hand.
  const id = await readFile(path.join(root, '.next/BUILD_ID'), 'utf8').catch(() => null);
  return id !== null && stamp !== null && stamp === (await fingerprint(root));
}

function stampOf(root: string): string {
  return path.join(root, '.next', 'trailwright-build');
}

async function fingerprint(root: string): Promise<string> {
  const listed = await Promise.all(
    FOLDERS.map((folder) => readdir(path.join(root, folder), { recursive: true, withFileTypes: true }).catch(() => [])),
  );
  const inFolders = listed
    .flat()
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
  const files = [...FILES, ...inFolders].filter((file) => !NOT_WEB.test(file)).sort();
  const contents = await Promise.all(files.map((file) => readFile(path.join(root, file)).catch(() => null)));
  const hash = createHash('sha256');
  files.forEach((file, index) => {
    hash.update(`${file}\0${contents[index]?.length ?? -1}\0`).update(contents[index] ?? '');
  });
  return hash.digest('hex');
}
