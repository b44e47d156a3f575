import { env } from '#lib/env';
import { JOBS } from '#lib/jobs/registry';
import { createLog } from '#lib/log';
import { supervised } from '#lib/processes/supervised';
import { startWorker } from '#lib/processes/worker';

// Entry point of the worker process, embedded or on a machine of its own.
const { databaseUrl, logLevel } = env();
const worker = await startWorker({ databaseUrl, jobs: JOBS, log: createLog('worker', logLevel) });
supervised(worker.stop).reportReady();
