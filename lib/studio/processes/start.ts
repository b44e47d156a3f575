import path from 'node:path';
import pg from 'pg';
import { readStartSettings, type StartSettings } from '#lib/base/env.ts';
import { StartError } from '#lib/base/start-error.ts';
import { VERSION } from '#lib/base/version.ts';
import { isDiskFull } from '../embedded/disk.ts';
import { portIsFree } from '../embedded/free-port.ts';
import {
  installEnvironment,
  type OpenInstall,
  openInstall,
  resetInstall,
  webDatabaseUrl,
} from '../embedded/install.ts';
import { portBusy, startEmbedded } from '../embedded/start-embedded.ts';
import { restWhenQuiet } from './rest.ts';
import { checkout, keepWeb, keepWorker } from './studio.ts';
import { Supervisor } from './supervisor.ts';
import { ensureBuilt } from './web-build.ts';

export interface StartOptions {
  /** Next.js in development mode: no build, pages compile as they are asked for. */
  dev: boolean;
  empty: boolean;
  /** Delete the data folder's content first. */
  reset: boolean;
  /** Which of the two; the embedded start always runs both. */
  only?: 'web' | 'worker';
}

/** Starts what this install needs, keeps it up until a signal, and gives the exit code. */
export async function startStudio(options: StartOptions): Promise<number> {
  const settings = readStartSettings();
  const supervisor = new Supervisor((line) => console.log(line));
  obeySignals(supervisor);
  // Nobody reads any more (`npm start | head`): no reason to fall over and leave a database behind.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  let open: OpenInstall | null = null;
  try {
    console.log(`Trailwright ${VERSION}`);
    if (settings.hosted || options.only) {
      await startHosted(supervisor, settings, options);
    } else {
      open = await openDataFolder(supervisor, settings, options);
      await startWithData(supervisor, settings, options, open);
    }
    const address = options.only === 'worker' ? 'The worker is up' : `Trailwright is at ${settings.siteUrl}`;
    console.log(`\n${address}  (Ctrl-C stops it)`);
    restWhenQuiet();
  } catch (error) {
    // After a signal the steps under way fail because they were told to.
    if (!supervisor.signal.aborted) console.error(`\n${sentence(error)}`);
    void supervisor.stop(1);
  }
  const code = await supervisor.finished;
  // Last: nobody else may take the folder while its database still runs.
  await open?.release();
  return code;
}

/** What a person is told about an error: the sentence of a StartError, everything about a bug. */
export function sentence(error: unknown): string {
  if (error instanceof StartError) return error.message;
  if (isDiskFull(error)) return 'The disk is full: free some space and start again.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function openDataFolder(
  supervisor: Supervisor,
  settings: StartSettings,
  options: StartOptions,
): Promise<OpenInstall> {
  if (options.reset) {
    await resetInstall(settings.dataDir);
    supervisor.say('data', `${settings.dataDir} was emptied`);
  }
  const ports = { web: settings.port, api: settings.apiPort, database: settings.dbPort };
  const open = await openInstall(settings.dataDir, ports);
  supervisor.say('data', `${open.dataDir}${open.isNew ? ' (new)' : ''}`);
  return open;
}

async function startWithData(
  supervisor: Supervisor,
  settings: StartSettings,
  options: StartOptions,
  open: OpenInstall,
): Promise<void> {
  // On a first start the build and the database do not wait for each other.
  const build = buildWeb(supervisor, options);
  build.catch(() => undefined);
  await startEmbedded({ supervisor, settings, open, empty: options.empty });
  await build;
  const env = { ...installEnvironment(open.dataDir, open.install), STUDIO_SITE_URL: settings.siteUrl };
  const log = (name: string) => path.join(open.dataDir, 'log', `${name}.log`);
  await Promise.all([
    keepWeb(supervisor, {
      settings,
      env: { ...env, DATABASE_URL: webDatabaseUrl(open.install) },
      logFile: options.dev ? null : log('web'),
      dev: options.dev,
    }),
    keepWorker(supervisor, { env, logFile: log('worker') }),
  ]);
}

async function startHosted(supervisor: Supervisor, settings: StartSettings, options: StartOptions): Promise<void> {
  if (!settings.hosted) {
    throw new StartError(
      'The web server or a worker alone needs a hosted Supabase: set NEXT_PUBLIC_SUPABASE_URL, ' +
        'NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY, SUPABASE_SECRET_KEY and DATABASE_URL, or use "npm start".',
    );
  }
  supervisor.say('supabase', settings.hosted.NEXT_PUBLIC_SUPABASE_URL);
  await assertDatabaseAnswers(settings.hosted.DATABASE_URL);
  if (options.only !== 'worker') {
    if (!(await portIsFree(settings.port, settings.host))) throw portBusy('PORT', settings.port);
    await buildWeb(supervisor, options);
    // No install to find: what an embedded parent may have set does not count.
    if (!settings.webDatabaseUrl)
      supervisor.say('web', 'asks the database as whoever DATABASE_URL names; STUDIO_WEB_DATABASE_URL can name less');
    const env = { ...settings.hosted, DATABASE_URL: settings.webDatabaseUrl ?? settings.hosted.DATABASE_URL };
    await keepWeb(supervisor, { settings, env, logFile: null, dev: options.dev });
  }
  if (options.only !== 'web') await keepWorker(supervisor, { env: { ...settings.hosted }, logFile: null });
}

async function buildWeb(supervisor: Supervisor, options: StartOptions): Promise<void> {
  if (options.dev) return;
  const wait = () => supervisor.say('build', 'waiting for another start that is building this checkout');
  await supervisor.step(
    'build',
    () =>
      ensureBuilt(checkout(), {
        onBuild: () => supervisor.say('build', 'building the web server ...'),
        onWait: wait,
        signal: supervisor.signal,
      }),
    (result) => (result === 'built' ? 'web server built' : 'up to date'),
  );
}

async function assertDatabaseAnswers(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new StartError(
      `The database of DATABASE_URL cannot be reached: ${error instanceof Error ? error.message : error}`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The first signal stops everything in order, the second one at once. */
function obeySignals(supervisor: Supervisor): void {
  let seen = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (seen) {
        supervisor.killAll();
        process.exit(1);
      }
      seen = true;
      console.log('\nStopping ...');
      void supervisor.stop(0);
    });
  }
}
