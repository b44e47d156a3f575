import { chmod, mkdtemp, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { stopLeftover } from '#lib/studio/embedded/cluster.ts';
import { findFreePort } from '#lib/studio/embedded/free-port.ts';
import { startPostgres } from '#lib/studio/embedded/postgres.ts';
import { ensureSystemSchema } from '#lib/studio/embedded/system-schema.ts';
import { applyMigrations } from './apply-migrations.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the test server is and which database holds the migrated, empty schema. */
    database: { url: string; template: string };
  }
}

const PREFIX = 'trailwright-test-';
const MEMORY = '/dev/shm';
/** In bytes; a run was seen to take 220 MB. */
const ROOM = 1024 ** 3;
const TEMPLATE = 'trailwright_template';

/**
 * One PostgreSQL for the whole run, in a temporary folder and on a free port, with one migrated database that each test
 * file copies. Durability is off: nothing of it outlives the run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweep();
  const folder = await mkdtemp(path.join(await place(), PREFIX));
  // The server may run under another account (see lib/studio/embedded/server-user.ts) and has to get in.
  await chmod(folder, 0o711);
  await writeFile(path.join(folder, 'owner'), String(process.pid));
  const postgres = await startPostgres({
    folder: path.join(folder, 'database'),
    port: await findFreePort(),
    password: 'test',
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '200',
      // A lock that is never given fails the test instead of hanging the run.
      deadlock_timeout: '200ms',
      log_min_messages: 'fatal',
    },
  });
  const atExit = () => postgres.process.kill('SIGQUIT');
  process.once('exit', atExit);
  try {
    await prepareTemplate(postgres.url);
  } catch (error) {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  project.provide('database', { url: postgres.url, template: TEMPLATE });
  return async () => {
    process.off('exit', atExit);
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function prepareTemplate(serverUrl: string): Promise<void> {
  const server = new pg.Client(serverUrl);
  await server.connect();
  await server.query(`create database ${TEMPLATE}`);
  await server.end();
  const url = new URL(serverUrl);
  url.pathname = `/${TEMPLATE}`;
  await ensureSystemSchema(url.href);
  await applyMigrations(url.href);
}

/**
 * In memory where there is room for it: the database of a test file is more than 600 files, and making them took longer
 * than many a test file runs.
 */
async function place(): Promise<string> {
  const { bavail, bsize } = await statfs(MEMORY).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize > ROOM ? MEMORY : os.tmpdir();
}

/** Ends servers and removes folders of runs that were killed before they could. */
async function sweep(): Promise<void> {
  for (const folder of [...(await leftovers(MEMORY)), ...(await leftovers(os.tmpdir()))]) {
    const owner = Number(await readFile(path.join(folder, 'owner'), 'utf8').catch(() => ''));
    if (!owner || isAlive(owner)) continue;
    await stopLeftover(path.join(folder, 'database')).catch(() => undefined);
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function leftovers(parent: string): Promise<string[]> {
  const names = await readdir(parent).catch(() => []);
  return names.filter((name) => name.startsWith(PREFIX)).map((name) => path.join(parent, name));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
