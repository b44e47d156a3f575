import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { startStepRunner } from '#lib/generation/jobs/step-runner.ts';

// A worker that is killed and stopped: node step-worker.ts DATABASE_URL SILENT_FOR_MS. Each attempt is noted by a row of its own before the work,
// as a call of a model would be.

const [url = '', silent = '3000'] = process.argv.slice(2);
const db = new pg.Pool({ connectionString: url, max: 6 });
db.on('error', () => undefined);
db.on('connect', (client) => client.on('error', () => undefined));
startStepRunner({
  databaseUrl: url,
  db,
  log: pino({ level: 'silent' }),
  slots: 4,
  silentForMs: Number(silent),
  beatEveryMs: Number(silent) / 3,
  lookEveryMs: 500,
  doStep: async ({ job, step }) => {
    await db.query('insert into public.soak_attempts (step_id, fence) values ($1, $2)', [step.id, step.fence]);
    await sleep(20 + Math.random() * 120);
    const body = { kind: 'links' as const, links: [] };
    return { output: {}, proposals: [{ kind: 'links', title: job.title, body }] };
  },
});
