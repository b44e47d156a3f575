import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { childEnvironment } from '#lib/base/env.ts';
import { StartError } from '#lib/base/start-error.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { assertOurVersion, damaged, hasCluster, stopLeftover } from './cluster.ts';
import { diskFull, isDiskFull } from './disk.ts';
import { findServerUser, type ServerUser } from './server-user.ts';

const run = promisify(execFile);

export interface PostgresOptions {
  /** The cluster's own folder; made and filled when it is not there. */
  folder: string;
  port: number;
  /** Password of the superuser `postgres`; it counts only when the cluster is created. */
  password: string;
  /** Settings over the ones below, as in postgresql.conf. */
  settings?: Record<string, string>;
  /** Receives each line the server writes. */
  onLog?: (line: string) => void;
  /** Told once when a server left over from a killed start had to be shut down first. */
  onLeftover?: () => void;
  /** Ends the wait, and the server, when the studio stops while it still starts. */
  signal?: AbortSignal;
}

export interface RunningPostgres {
  url: string;
  process: ChildProcess;
  /** Fast shutdown: open transactions are rolled back, the files are left consistent. */
  stop: () => Promise<void>;
}

// For a laptop: enough for 100,000 sparks and for web, worker and API together. Durability stays at its defaults.
const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  // No socket file: nothing to clean up after a crash, and no limit on the length of the folder's path.
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  random_page_cost: '1.1',
  // Nobody subscribes to this database: no process that waits for it.
  max_logical_replication_workers: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // With the SQLSTATE, by which refusals are kept out of the log (core/refusal.ts).
  log_line_prefix: '%m [%p] %e ',
  fsync: 'on',
};

/** Creates the cluster if there is none, starts the server and waits until it answers. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const user = await findServerUser();
  const binaries = await findBinaries(user);
  if (await hasCluster(options.folder)) {
    await assertOurVersion(options.folder, binaries.version);
    if (await stopLeftover(options.folder)) options.onLeftover?.();
  } else {
    await createCluster(options, binaries, user);
  }
  return launch(options, binaries, user);
}

async function createCluster(options: PostgresOptions, binaries: Binaries, user: ServerUser | null): Promise<void> {
  // initdb fills a folder beside and the last step is a rename: a start that is killed leaves no half cluster.
  const draft = `${options.folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  const secret = path.join(os.tmpdir(), `trailwright-${randomBytes(8).toString('hex')}`);
  await writeFile(secret, `${options.password}\n`, { mode: 0o600 });
  if (user) for (const file of [draft, secret]) await chown(file, user.ids.uid, user.ids.gid);
  try {
    await run(
      binaries.initdb,
      [
        `--pgdata=${draft}`,
        '--username=postgres',
        `--pwfile=${secret}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // A disk that turns bits is told of when the page is read, not published.
        '--data-checksums',
        // The built-in locale sorts and folds alike on every system, whatever the host has installed.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(options.settings?.fsync === 'off' ? ['--no-sync'] : []),
      ],
      { ...user?.ids, cwd: draft, env: serverEnvironment() },
    );
    await rename(draft, options.folder);
  } catch (error) {
    const said = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
    await rm(draft, { recursive: true, force: true });
    if (isDiskFull(error)) throw diskFull(options.folder);
    throw new StartError(`The database could not be created in ${options.folder}: ${said}`);
  } finally {
    await rm(secret, { force: true });
  }
}

async function launch(options: PostgresOptions, binaries: Binaries, user: ServerUser | null): Promise<RunningPostgres> {
  const settings = { ...SETTINGS, ...options.settings, port: String(options.port) };
  const server = spawn(
    binaries.postgres,
    ['-D', options.folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // A process group of its own: Ctrl-C reaches the supervisor alone, which stops the database last.
    {
      ...user?.ids,
      cwd: options.folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
      env: serverEnvironment(),
    },
  );
  const lastLines: string[] = [];
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    for (const line of text.split('\n').filter(Boolean)) {
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
      options.onLog?.(line);
    }
  });
  const url = `postgresql://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/postgres`;
  await untilItAnswers(server, url, { folder: options.folder, lastLines, signal: options.signal });
  return { url, process: server, stop: () => stop(server) };
}

/** Settings of a PostgreSQL that the host may have (PGDATA, PGPORT, ...) must not reach this one. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const inherited = childEnvironment({ LC_ALL: 'C' });
  for (const name of Object.keys(inherited)) if (name.startsWith('PG')) delete inherited[name];
  return inherited;
}

async function untilItAnswers(
  server: ChildProcess,
  url: string,
  { folder, lastLines, signal }: { folder: string; lastLines: string[]; signal?: AbortSignal },
): Promise<void> {
  // A crash of a large database may need minutes of recovery; the server says so itself and keeps running meanwhile.
  const deadline = Date.now() + 180_000;
  for (;;) {
    if (server.exitCode !== null || server.signalCode !== null) throw diedAtStart(folder, lastLines);
    if (signal?.aborted) {
      await stop(server);
      throw new StartError('Stopped while the database was starting.');
    }
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select 1');
      return;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === '28P01') {
        await stop(server);
        throw new StartError(
          'The database does not accept the password of install.json: they belong to different installs.',
        );
      }
      if (Date.now() > deadline) {
        await stop(server);
        throw new StartError('The database did not answer within three minutes.');
      }
      await new Promise((resolve) => setTimeout(resolve, 30));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** What PostgreSQL says of files that are missing or hold what it did not write. */
const DAMAGED =
  /could not (open|read|access|locate|find)|invalid|incorrect|corrupt|checksum|not a (valid )?data(base)? directory|missing|incompatible|contains wrong/i;

function diedAtStart(folder: string, lines: string[]): StartError {
  const fatal = lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? 'it gave no reason';
  const said = fatal.replace(/^.*(FATAL|PANIC):\s*/, '').replace(/^but /, '');
  if (isDiskFull(new Error(lines.join('\n')))) return diskFull(folder);
  if (DAMAGED.test(said)) return damaged(folder, said);
  return new StartError(`The database did not start: ${said}`);
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGINT');
  const slow = setTimeout(() => server.kill('SIGQUIT'), 20_000);
  await gone;
  clearTimeout(slow);
}
