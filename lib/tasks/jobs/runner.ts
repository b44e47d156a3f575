import pg from 'pg';
import type { Logger } from 'pino';
import { releaseTask, type TaskRow, takeTask, watchConnection } from '../data/work.ts';
import { startListener } from './listener.ts';
import { doTask } from './task.ts';

export interface RunnerOptions {
  databaseUrl: string;
  db: pg.Pool;
  log: Logger;
  /** Tasks at once in this worker; of one workspace there is one at a time, whoever does it. */
  slots?: number;
  /** How often somebody looks without having been told: for what a worker left that died. */
  lookEveryMs?: number;
  /** What has to be done before a task begins. */
  prepare?: (task: TaskRow, isStopped: () => boolean) => Promise<void>;
}

/** Takes tasks and does them until it is stopped; any number of workers may. What was under way then is begun again by another. */
export function startRunner(options: RunnerOptions): { stop: () => Promise<void> } {
  const { databaseUrl, db, log, slots = 2, lookEveryMs = 5_000, prepare } = options;
  const stopping = new AbortController();
  // Taken before a slot looks, so that what comes while it looks is not missed.
  let news = Promise.withResolvers<void>();
  const tell = () => {
    const before = news;
    news = Promise.withResolvers();
    before.resolve();
  };
  stopping.signal.addEventListener('abort', tell);
  const listener = startListener(databaseUrl, 'task_waiting', tell);

  const slot = async () => {
    let client: pg.Client | null = null;
    while (!stopping.signal.aborted) {
      const { promise } = news;
      try {
        client ??= await connect(databaseUrl);
        if (await takeOne(client, log, { db, signal: stopping.signal, prepare })) continue;
      } catch (error) {
        log.warn({ err: (error as Error).message }, 'a task was cut off, it is begun again');
        await client?.end().catch(() => undefined);
        client = null;
      }
      await pause(promise, lookEveryMs);
    }
    await client?.end().catch(() => undefined);
  };
  const running = Array.from({ length: slots }, slot);
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
      await listener.stop();
    },
  };
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: 'trailwright task', keepAlive: true });
  // A connection that breaks says so where it is used; without a listener the process would end.
  client.on('error', () => undefined);
  await client.connect();
  await watchConnection(client);
  return client;
}

/** Does the next task, if there is one that nobody is at. */
async function takeOne(client: pg.Client, log: Logger, around: Parameters<typeof doTask>[2]): Promise<boolean> {
  const task = await takeTask(client);
  if (!task) return false;
  const taskLog = log.child({ task: task.kind, id: task.id });
  const started = performance.now();
  const outcome = await doTask(client, task, around);
  await releaseTask(client);
  taskLog.info({ outcome, ms: Math.round(performance.now() - started) }, 'task ended');
  return true;
}

function pause(news: Promise<void>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void news.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
