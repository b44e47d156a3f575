import path from 'node:path';
import { childEnvironment, type StartSettings } from '#lib/base/env.ts';
import { type Child, killGroup, startChild } from './child.ts';
import type { Running, Supervisor } from './supervisor.ts';
import { nextCli } from './web-build.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** The checkout this code runs from. */
export function checkout(): string {
  return ROOT;
}

export interface WebOptions {
  settings: StartSettings;
  env: Record<string, string>;
  logFile: string | null;
  dev: boolean;
}

/** Starts the web server and keeps it up. */
export function keepWeb(supervisor: Supervisor, options: WebOptions): Promise<void> {
  const { settings } = options;
  const at = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[settings.host] ?? settings.host;
  return supervisor.keep('web', `ready on ${settings.host}:${settings.port}`, async (signal) =>
    asRunning(
      await startChild({
        name: 'The web server',
        // Built, Next.js stands behind a front of ours (lib/studio/processes/web-process.ts); in development it stands alone.
        args: options.dev
          ? [
              '--import',
              path.join(ROOT, 'lib/studio/processes/exit-with-parent.ts'),
              nextCli(),
              'dev',
              ...listenAt(settings),
            ]
          : [path.join(ROOT, 'lib/studio/processes/web-process.ts')],
        cwd: ROOT,
        // It acts as the person who is signed in; the secret key is for the worker.
        env: childEnvironment(
          { NEXT_TELEMETRY_DISABLED: '1', ...options.env, NODE_ENV: options.dev ? 'development' : 'production' },
          ['SUPABASE_SECRET_KEY', 'STUDIO_WEB_DATABASE_URL'],
        ),
        logFile: options.logFile,
        untilReady: (ready) => untilAnswers(`http://${at}:${settings.port}/api/health`, ready),
        ...(!options.dev && { heartbeatTimeoutMs: 60_000 }),
        signal,
      }),
    ),
  );
}

const listenAt = ({ host, port }: StartSettings) => ['--hostname', host, '--port', String(port)];

/** Starts a worker and keeps it up. */
export function keepWorker(
  supervisor: Supervisor,
  options: { env: Record<string, string>; logFile: string | null },
): Promise<void> {
  return supervisor.keep('worker', 'ready', async (signal) =>
    asRunning(
      await startChild({
        name: 'The worker',
        args: [path.join(ROOT, 'lib/studio/processes/worker-process.ts')],
        cwd: ROOT,
        env: childEnvironment(options.env),
        logFile: options.logFile,
        heartbeatTimeoutMs: 60_000,
        stopTimeoutMs: 15_000,
        signal,
      }),
    ),
  );
}

/** A child as the supervisor sees it. */
export function asRunning(child: Child): Running {
  return { ended: child.ended, stop: child.stop, kill: () => killGroup(child.process) };
}

/** Any answer will do: a web server whose database is away still says so. */
async function untilAnswers(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(20_000)]) }).catch(
      () => null,
    );
    if (answer) {
      await answer.body?.cancel();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}
