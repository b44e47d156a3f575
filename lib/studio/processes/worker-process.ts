import { env } from '#lib/base/env.ts';
import { createLog } from '#lib/base/log.ts';
import { JOBS } from '../jobs.ts';
import { restWhenQuiet } from './rest.ts';
import { supervised } from './supervised.ts';
import { startWorker } from './worker.ts';

// Entry point of the worker process, embedded or on a machine of its own.
async function main(): Promise<void> {
  const { databaseUrl, logLevel, secretsKey, privateModels } = env();
  const models = { secrets_key: secretsKey, private_models: privateModels };
  const worker = await startWorker({ databaseUrl, jobs: JOBS, log: createLog('worker', logLevel), models });
  supervised(worker.stop).reportReady();
  restWhenQuiet();
}

if (import.meta.main) await main();
