import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { childEnvironment, type StartSettings } from '#lib/base/env.ts';
import { StartError } from '#lib/base/start-error.ts';
import manifest from '../../../package.json' with { type: 'json' };
import { newsOfDatabase } from '../core/refusal.ts';
import { killGroup, startChild } from '../processes/child.ts';
import { openLogFile } from '../processes/log-file.ts';
import { runApart } from '../processes/run-apart.ts';
import { asRunning, checkout } from '../processes/studio.ts';
import type { Supervisor } from '../processes/supervisor.ts';
import { assertStillThere, hasCluster, stopLeftover } from './cluster.ts';
import { assertRoom } from './disk.ts';
import { portIsFree } from './free-port.ts';
import { installEnvironment, type OpenInstall } from './install.ts';
import { migrate } from './migrate.ts';
import { placeCluster } from './place-cluster.ts';
import { startPostgres } from './postgres.ts';

export interface EmbeddedOptions {
  supervisor: Supervisor;
  settings: StartSettings;
  open: OpenInstall;
  /** Leave the demo course out. */
  empty: boolean;
}

/** Brings up the embedded Supabase, in order: database, system schema, migrations, API, demo workspace. */
export async function startEmbedded(options: EmbeddedOptions): Promise<void> {
  const { supervisor, open } = options;
  const { install, dataDir } = open;
  const databaseUrl = String(installEnvironment(dataDir, install).DATABASE_URL);
  const cluster = await placeCluster(open);
  if (install.system_schema !== null) await assertStillThere(cluster);
  await assertRoom(cluster);
  await assertPortsFree(options, cluster);
  await keepDatabase(options, cluster);
  const systemSchema = await systemSchemaVersion();
  if (install.system_schema !== systemSchema) {
    await supervisor.step(
      'schema',
      async () => {
        await firstStart(options, 'system-schema');
        await open.save({ system_schema: systemSchema });
      },
      () => 'system schema in place',
    );
  }
  await supervisor.step(
    'migrations',
    () => migrate({ databaseUrl, root: checkout(), dataDir }),
    (count) => (count === 0 ? 'up to date' : `${count} applied`),
  );
  await letWebIn(databaseUrl, install.web_password);
  await keepGateway(options);
  await ensureDemo(options);
}

/** Changes with what makes the system schema: our part of it and the release of the library. */
async function systemSchemaVersion(): Promise<string> {
  const ours = await readFile(path.join(checkout(), 'lib/studio/embedded/system-schema.ts'));
  return `${manifest.dependencies['@supabase/lite']} ${createHash('sha256').update(ours).digest('hex').slice(0, 16)}`;
}

async function assertPortsFree(options: EmbeddedOptions, cluster: string): Promise<void> {
  const { settings, open, supervisor } = options;
  if (await hasCluster(cluster)) {
    if (await stopLeftover(cluster)) supervisor.say('database', 'one left over from a killed start was shut down');
  }
  // Children of a killed start notice and go by themselves, within seconds.
  const deadline = Date.now() + (open.recovered ? 8_000 : 0);
  const ports = [
    ['PORT', settings.port, settings.host],
    ['STUDIO_API_PORT', settings.apiPort, '127.0.0.1'],
    ['STUDIO_DB_PORT', settings.dbPort, '127.0.0.1'],
  ] as const;
  for (const [name, port, host] of ports) {
    while (!(await portIsFree(port, host))) {
      if (Date.now() > deadline) throw portBusy(name, port);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** The sentence for a port that cannot be had. */
export function portBusy(name: string, port: number): StartError {
  return new StartError(
    port < 1024
      ? `Port ${port} is in use or reserved for root: set ${name} to another one.`
      : `Port ${port} is in use by another program: end it, or set ${name} to another port.`,
  );
}

async function keepDatabase({ supervisor, open, settings }: EmbeddedOptions, cluster: string): Promise<void> {
  const isNew = !(await hasCluster(cluster));
  await supervisor.keep(
    'database',
    `${isNew ? 'created, ' : ''}ready on 127.0.0.1:${settings.dbPort}`,
    async (signal) => {
      const log = openLogFile(path.join(open.dataDir, 'log/database.log'));
      const isNews = newsOfDatabase();
      const server = await startPostgres({
        folder: cluster,
        port: settings.dbPort,
        password: open.install.postgres_password,
        onLog: (line) => isNews(line) && log.write(`${line}\n`),
        signal,
      });
      const ended = new Promise<string>((resolve) => {
        server.process.once('exit', (code, by) => resolve(by ? `killed by ${by}` : `exit code ${code}`));
      });
      // Not at `exit`: the last lines are still in the pipe then.
      server.process.once('close', () => log.end());
      return { ended, stop: server.stop, kill: () => killGroup(server.process) };
    },
  );
}

/** Lets the web server's role log in, with the password of this install. */
async function letWebIn(databaseUrl: string, password: string): Promise<void> {
  const owner = new pg.Client(databaseUrl);
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    await owner.query(`alter role trailwright_web login password ${pg.escapeLiteral(password)}`);
  } finally {
    await owner.end();
  }
}

async function keepGateway({ supervisor, open, settings }: EmbeddedOptions): Promise<void> {
  await supervisor.keep('api', `ready on http://127.0.0.1:${settings.apiPort}`, async (signal) =>
    asRunning(
      await startChild({
        name: 'The API',
        args: [path.join(checkout(), 'lib/studio/embedded/gateway-process.ts')],
        cwd: checkout(),
        env: childEnvironment(
          {
            STUDIO_EMBEDDED: '1',
            STUDIO_DATA_DIR: open.dataDir,
            STUDIO_SITE_URL: settings.siteUrl,
            LITE_TELEMETRY: '0',
            DO_NOT_TRACK: '1',
          },
          ['PORT'],
        ),
        logFile: path.join(open.dataDir, 'log/api.log'),
        heartbeatTimeoutMs: 60_000,
        signal,
      }),
    ),
  );
}

async function ensureDemo(options: EmbeddedOptions): Promise<void> {
  const { supervisor, open } = options;
  const { demo } = open.install;
  const courseIsDue = demo.course === 'pending' && !options.empty;
  if (demo.people && !courseIsDue) return;
  await supervisor.step(
    'demo',
    async () => {
      await firstStart(options, ...(demo.people ? [] : ['people']), ...(courseIsDue ? ['course'] : []));
      const course = courseIsDue ? 'loaded' : options.empty ? 'skipped' : demo.course;
      await open.save({ demo: { people: true, course } });
    },
    () => (courseIsDue ? 'workspace, people and course in place' : 'workspace and people in place'),
  );
}

/** Does steps of first-start-process.ts, in a process of their own. */
async function firstStart({ supervisor, open }: EmbeddedOptions, ...steps: string[]): Promise<void> {
  const file = path.join(checkout(), 'lib/studio/embedded/first-start-process.ts');
  const env = childEnvironment({ STUDIO_EMBEDDED: '1', STUDIO_DATA_DIR: open.dataDir, LITE_TELEMETRY: '0' });
  const { code, said } = await runApart([file, ...steps], { cwd: checkout(), env, signal: supervisor.signal });
  if (code !== 0) throw new StartError(`The first start did not get through (${steps.join(', ')}):\n${said}`);
}
