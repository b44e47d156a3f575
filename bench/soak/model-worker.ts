import pg from 'pg';
import { pino } from 'pino';
import { stepsWith } from '#lib/generation/jobs/do-step.ts';
import { startStepRunner } from '#lib/generation/jobs/step-runner.ts';

// A worker that asks models, to be killed and stopped: node model-worker.ts DATABASE_URL SILENT_FOR_MS SECRETS_KEY.

const [url = '', silent = '3000', secrets_key = ''] = process.argv.slice(2);
const db = new pg.Pool({ connectionString: url, max: 8 });
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
  doStep: stepsWith({ secrets_key, private_models: true, call_ms: 20_000 }),
});
