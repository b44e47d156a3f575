import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type BenchDatabase, startBenchDatabase } from '../database-server.ts';
import { randomNumbers } from '../generate.ts';
import { type Bench, figure } from '../report.ts';
import { disturb, retryFailed } from './disturb.ts';
import { startFaultyServer } from './faulty-server.ts';
import { addAsker, askForPieces } from './model-asker.ts';
import { audit } from './model-books.ts';
import { storm } from './storm.ts';

const JOBS = 1_000;
const DISTURBANCES = 50;
const WORKERS = 3;
const SILENT_FOR_MS = 3_000;
const SCRIPT = path.join(import.meta.dirname, 'model-worker.ts');

/** Jobs that ask a failing server over two protocols, under workers that are killed and stopped; the books are held against what the server saw. */
const soak: Bench = {
  name: 'models',
  about: `${JOBS} jobs with models under ${DISTURBANCES} kills and stops of ${WORKERS} workers, then storms`,
  run: async (say) => {
    const database = await startBenchDatabase();
    const server = await startFaultyServer(randomNumbers(7));
    const secrets = `k1:${randomBytes(32).toString('base64')}`;
    const client = await database.connect();
    const asker = await addAsker(client, server.url, secrets);
    await askForPieces(client, asker, JOBS);
    const workers = Array.from({ length: WORKERS }, () => start(database, secrets));
    try {
      const acts = await disturb(
        workers,
        {
          count: DISTURBANCES,
          silentForMs: SILENT_FOR_MS,
          pauseMs: [800, 1_600],
          begin: () => start(database, secrets),
        },
        client,
        say,
      );
      say('letting them finish');
      const seconds = await finished(client, asker.workspace);
      await settled(client, asker.workspace);
      const books = await audit(client, asker, server.served, JOBS);
      const how = `${acts.kills} kill -9, ${acts.stops} stops that outlasted the lease; ${server.served.length} requests served`;
      say('storms');
      return [
        ...books.map((row) => ({ ...row, how: row.how || how })),
        { what: 'time to the last effect', figure: figure([seconds], 's'), how: 'after the last disturbance' },
        ...(await storm(client, asker, server)),
      ];
    } finally {
      for (const worker of workers) worker.kill('SIGKILL');
      await server.stop();
      await database.stop();
    }
  },
};
export default soak;

const start = (database: BenchDatabase, secrets: string): ChildProcess =>
  spawn(process.execPath, [SCRIPT, database.url, String(SILENT_FOR_MS), secrets], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });

/** Seconds until every job has ended; a provider that asked to wait is waited for. */
async function finished(client: pg.ClientBase, workspace: string): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < 10 * 60_000) {
    await retryFailed(client);
    const { rows } = await client.query<{ open: number }>(
      `select count(*)::int as open from public.flow_runs where workspace_id = $1 and status <> 'completed'`,
      [workspace],
    );
    if (rows[0]?.open === 0) return (performance.now() - began) / 1000;
    await sleep(500);
  }
  throw new Error('Jobs are still open ten minutes after the last disturbance');
}

/** Waits until no call is out: what a killed worker left is given up by another, as the books have it. */
async function settled(client: pg.ClientBase, workspace: string): Promise<void> {
  for (let tries = 0; tries < 120; tries += 1) {
    await client.query('select private.give_up_requests()');
    const { rows } = await client.query<{ out: number }>(
      `select count(*)::int as out from public.llm_requests where workspace_id = $1 and book = 'sent'`,
      [workspace],
    );
    if (rows[0]?.out === 0) return;
    await sleep(500);
  }
  throw new Error('Calls are still out a minute after the last job has ended');
}
