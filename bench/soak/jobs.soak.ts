import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type BenchDatabase, startBenchDatabase } from '../database-server.ts';
import { type Asker, askFor, createAsker } from '../jobs-of-people.ts';
import { type Bench, figure } from '../report.ts';
import { disturb, retryFailed } from './disturb.ts';

const JOBS = 1_000;
const KILLS = 50;
const WORKERS = 3;
const SILENT_FOR_MS = 3_000;
const SCRIPT = path.join(import.meta.dirname, 'step-worker.ts');

/** Jobs whose workers are killed and stopped in mid-work: each has its effect once, and none is stuck. */
const soak: Bench = {
  name: 'jobs',
  about: `${JOBS} jobs under ${KILLS} kills and stops of ${WORKERS} workers`,
  run: async (say) => {
    const database = await startBenchDatabase();
    const client = await database.connect();
    await client.query('create table public.soak_attempts (step_id uuid not null, fence integer not null)');
    const asker = await createAsker(client, 'soak');
    await askFor(client, asker, JOBS);
    const workers = Array.from({ length: WORKERS }, () => start(database));
    try {
      const acts = await disturb(
        workers,
        { count: KILLS, silentForMs: SILENT_FOR_MS, pauseMs: [400, 900], begin: () => start(database) },
        client,
        say,
      );
      say('letting them finish');
      const seconds = await finished(client, asker);
      const { effects, doubled, attempts, stuck } = await counts(client, asker);
      const exactly = (what: string, count: number, wanted: number, how: string) => ({
        what,
        figure: figure([count], 'times'),
        target: { text: `${wanted}`, is_met: count === wanted },
        how,
      });
      return [
        exactly(
          'effects',
          effects,
          JOBS,
          `proposals of ${JOBS} jobs; ${acts.kills} kill -9, ${acts.stops} stops that outlasted the lease`,
        ),
        exactly('effects twice', doubled, 0, 'jobs with more than one proposal'),
        exactly('stuck', stuck, 0, 'jobs not ended 30 s after the last disturbance'),
        {
          what: 'attempts',
          figure: figure([attempts], 'times'),
          how: 'steps begun; those beyond the jobs were lost with their workers',
        },
        { what: 'time to the last effect', figure: figure([seconds], 's'), how: 'after the last disturbance' },
      ];
    } finally {
      for (const worker of workers) worker.kill('SIGKILL');
      await database.stop();
    }
  },
};
export default soak;

const start = (database: BenchDatabase): ChildProcess =>
  spawn(process.execPath, [SCRIPT, database.url, String(SILENT_FOR_MS)], { stdio: ['ignore', 'ignore', 'inherit'] });

async function finished(client: pg.ClientBase, { workspace }: Asker): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < 30_000) {
    await retryFailed(client);
    const { rows } = await client.query<{ open: number }>(
      `select count(*)::int as open from public.flow_runs where workspace_id = $1 and status <> 'completed'`,
      [workspace],
    );
    if (rows[0]?.open === 0) break;
    await sleep(200);
  }
  return (performance.now() - began) / 1000;
}

async function counts(client: pg.ClientBase, { workspace }: Asker) {
  const { rows } = await client.query<{ effects: number; doubled: number; attempts: number; stuck: number }>(
    `select (select count(*)::int from public.proposals where workspace_id = $1) as effects,
       (select count(*)::int from (select from public.proposals where workspace_id = $1 group by flow_run_id having count(*) > 1) d) as doubled,
       (select count(*)::int from public.soak_attempts) as attempts,
       (select count(*)::int from public.flow_runs where workspace_id = $1 and status <> 'completed') as stuck`,
    [workspace],
  );
  return rows[0] as (typeof rows)[number];
}
