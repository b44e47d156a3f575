import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { type DoStep, startStepRunner } from '#lib/generation/jobs/step-runner.ts';
import type { BenchDatabase } from './database-server.ts';
import { askFor, createAsker } from './jobs-of-people.ts';
import { figure, type Row } from './report.ts';

const JOBS = 5_000;
const SLOTS = 8;
const WORK_MS = 100;
const LATENCIES = 100;

/** Steps of jobs: how fast a backlog is gone through, when a job starts that comes alone, and when one does behind those of another workspace. */
export async function measureSteps(database: BenchDatabase, say: (line: string) => void): Promise<Row[]> {
  say(`${JOBS} jobs of ${WORK_MS} ms in ${SLOTS} slots`);
  const seconds = await backlogOf(database);
  say('jobs that come alone');
  const latencies = await startsOf(database);
  say('a second workspace behind 400 jobs');
  const behind = await behindAnother(database);
  const least = (JOBS * WORK_MS) / 1000 / SLOTS;
  return [
    {
      what: `${JOBS} jobs of ${WORK_MS} ms are gone through`,
      figure: figure([seconds], 's'),
      reference: { what: 'the work alone, shared by the slots', figure: figure([least], 's') },
      target: { text: '<= 75 s', is_met: seconds <= 75 },
      how: `${SLOTS} slots in one process, from the start of the worker to the end of the last job; each job is one step that waits`,
    },
    {
      what: 'from asking for a job to its start',
      figure: figure(latencies),
      how: `${LATENCIES} jobs one after the other on an idle worker, from the commit of the request to the first line of its step`,
    },
    {
      what: 'jobs of another workspace served before its first',
      figure: figure([behind], 'jobs'),
      target: { text: 'at most one a slot', is_met: behind <= SLOTS },
      how: `8 jobs asked for while ${SLOTS} slots work on 400 of another workspace; counted from the commit of the request`,
    },
  ];
}

function work(database: BenchDatabase, doStep: DoStep) {
  const db = new pg.Pool({ connectionString: database.url, max: SLOTS });
  const runner = startStepRunner({
    databaseUrl: database.url,
    db,
    log: pino({ level: 'silent' }),
    doStep,
    slots: SLOTS,
  });
  return async () => {
    await runner.stop();
    await db.end();
  };
}

async function backlogOf(database: BenchDatabase): Promise<number> {
  const client = await database.connect();
  await askFor(client, await createAsker(client, 'backlog'), JOBS);
  const all = Promise.withResolvers<void>();
  let done = 0;
  const started = performance.now();
  const stop = work(database, async () => {
    await sleep(WORK_MS);
    if (++done === JOBS) all.resolve();
    return { output: {} };
  });
  await all.promise;
  const seconds = (performance.now() - started) / 1000;
  await stop();
  return seconds;
}

async function startsOf(database: BenchDatabase): Promise<number[]> {
  const client = await database.connect();
  const asker = await createAsker(client, 'alone');
  let begun = Promise.withResolvers<number>();
  const stop = work(database, async () => {
    begun.resolve(performance.now());
    return { output: {} };
  });
  // The worker listens by then.
  await sleep(2_000);
  const samples: number[] = [];
  for (let nth = 0; nth < LATENCIES; nth++) {
    begun = Promise.withResolvers<number>();
    await askFor(client, asker, 1);
    const asked = performance.now();
    samples.push(Math.max(0, (await begun.promise) - asked));
    await sleep(20);
  }
  await stop();
  return samples;
}

async function behindAnother(database: BenchDatabase): Promise<number> {
  const client = await database.connect();
  const [first, second] = [await createAsker(client, 'first'), await createAsker(client, 'second')];
  await askFor(client, first, 400);
  const served: string[] = [];
  const own = Promise.withResolvers<void>();
  const stop = work(database, async ({ step }) => {
    served.push(step.workspace_id);
    if (step.workspace_id === second.workspace) own.resolve();
    await sleep(WORK_MS);
    return { output: {} };
  });
  await sleep(1_000);
  await askFor(client, second, 8);
  const before = served.length;
  await own.promise;
  await stop();
  return served.indexOf(second.workspace) - before;
}
