import { PgBoss } from 'pg-boss';
import { pino } from 'pino';
import { z } from 'zod';
import { defineJob } from '#lib/base/jobs/define-job.ts';
import { startWorker } from '#lib/studio/processes/worker.ts';
import { type BenchDatabase, startBenchDatabase } from './database-server.ts';
import { measureSteps } from './queue-steps.ts';
import { type Bench, figure } from './report.ts';

const BACKLOG = 1_000;
/** Without bursts a slot takes one job in five seconds: nobody waits for a thousand of them. */
const BACKLOG_BEFORE = 5;
const WRITERS = 8;
const WRITING_MS = 4_000;

/** How fast a worker goes through what has piled up, and what telling workers by NOTIFY costs those who write. */
const bench: Bench = {
  name: 'queue',
  about: `Steps of jobs that people ask for; a backlog of ${BACKLOG} short clock jobs in one slot; commits of ${WRITERS} connections with and without a notification each`,
  run: async (say) => {
    const database = await startBenchDatabase();
    try {
      const steps = await measureSteps(database, say);
      say('draining without bursts');
      const before = await drainedBefore(database);
      say('draining');
      const rates: number[] = [];
      for (let round = 0; round < 3; round++) rates.push(await drained(database));
      const commits: Record<'quiet' | 'notified', number[]> = { quiet: [], notified: [] };
      for (let round = 0; round < 3; round++) {
        say(`writing, round ${round + 1}`);
        commits.quiet.push(await commitsPerSecond(database, false));
        commits.notified.push(await commitsPerSecond(database, true));
      }
      const drain = figure(rates, 'jobs/s');
      const notified = figure(commits.notified, 'commits/s');
      const quiet = figure(commits.quiet, 'commits/s');
      return [
        ...steps,
        {
          what: 'a backlog is gone through',
          figure: drain,
          reference: { what: 'one job a look', figure: figure([before], 'jobs/s') },
          target: { text: '>= 50 jobs/s', is_met: drain.median >= 50 },
          how: `${BACKLOG} jobs that do nothing, one slot, from the start of the worker to the end of the last job, 3 times`,
        },
        {
          what: 'commits with a notification each',
          figure: notified,
          reference: { what: 'the same without', figure: quiet },
          how: `${WRITERS} connections that insert a row and commit, for ${WRITING_MS / 1000} s, 3 times each way in turn; durable`,
        },
      ];
    } finally {
      await database.stop();
    }
  },
};
export default bench;

async function drained(database: BenchDatabase): Promise<number> {
  const name = `bench.short-${Math.random().toString(36).slice(2)}`;
  await pileUp(database, name, BACKLOG);
  let done = 0;
  const all = Promise.withResolvers<void>();
  const job = defineJob({
    name,
    input: z.object({ nth: z.number() }),
    run: async () => {
      if (++done === BACKLOG) all.resolve();
    },
  });
  const started = performance.now();
  const worker = await startWorker({ databaseUrl: database.url, jobs: [job], log: pino({ level: 'silent' }) });
  await all.promise;
  const seconds = (performance.now() - started) / 1000;
  await worker.stop();
  return BACKLOG / seconds;
}

/** As it was: the queue asked once, and then waited for the next look. */
async function drainedBefore(database: BenchDatabase): Promise<number> {
  const name = 'bench.before';
  await pileUp(database, name, BACKLOG_BEFORE);
  const boss = new PgBoss({ connectionString: database.url, schema: 'queue', useListenNotify: true });
  boss.on('error', () => undefined);
  await boss.start();
  let done = 0;
  const all = Promise.withResolvers<void>();
  const started = performance.now();
  await boss.work(name, { notifyPollingIntervalSeconds: 5 }, async () => {
    if (++done === BACKLOG_BEFORE) all.resolve();
  });
  await all.promise;
  const seconds = (performance.now() - started) / 1000;
  await boss.stop({ graceful: false });
  return BACKLOG_BEFORE / seconds;
}

async function pileUp(database: BenchDatabase, name: string, count: number): Promise<void> {
  const boss = new PgBoss({ connectionString: database.url, schema: 'queue', useListenNotify: true });
  boss.on('error', () => undefined);
  await boss.start();
  await boss.createQueue(name, { notify: true });
  await boss.insert(
    name,
    Array.from({ length: count }, (_, nth) => ({ data: { nth } })),
  );
  await boss.stop({ graceful: false });
}

async function commitsPerSecond(database: BenchDatabase, notifies: boolean): Promise<number> {
  const clients = await Promise.all(Array.from({ length: WRITERS }, () => database.connect()));
  await clients[0]?.query('create table if not exists public.bench_commits (n bigint)');
  const listener = await database.connect();
  await listener.query('listen bench_commits');
  const text = notifies
    ? `with told as (select pg_notify('bench_commits', '')) insert into public.bench_commits select count(*) from told`
    : 'insert into public.bench_commits values (1)';
  const until = performance.now() + WRITING_MS;
  let commits = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < until) {
        await client.query(text);
        commits++;
      }
    }),
  );
  await Promise.all([...clients, listener].map((client) => client.end()));
  return commits / (WRITING_MS / 1000);
}
