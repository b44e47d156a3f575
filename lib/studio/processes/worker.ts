import pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Job } from '#lib/base/jobs/define-job.ts';
import { stepsWith } from '#lib/generation/jobs/do-step.ts';
import { startStepRunner } from '#lib/generation/jobs/step-runner.ts';
import type { ModelSettings } from '#lib/generation/services/model/call.ts';
import { measureWorkspace, startMeasuring } from '#lib/quality/jobs/measure.ts';
import { startRunner } from '#lib/tasks/jobs/runner.ts';

const NO_MODELS: ModelSettings = { secrets_key: null, private_models: false };

export interface WorkerOptions {
  databaseUrl: string;
  jobs: readonly Job[];
  log: Logger;
  /** How models are reached; without it, none are that need a key. */
  models?: ModelSettings;
}

/**
 * Takes jobs from the queue until it is stopped. The queue lives in schema `queue` of the same database; any number of
 * workers share it. A database that goes away is not the end: connections are made anew, jobs that were interrupted
 * are retried when their heartbeat runs out.
 */
export async function startWorker(options: WorkerOptions): Promise<{ stop: () => Promise<void> }> {
  const { log } = options;
  const db = new pg.Pool({ connectionString: options.databaseUrl, max: 5, application_name: 'trailwright worker' });
  db.on('error', (error) => log.warn({ err: error.message }, 'database connection lost'));
  // A pool stops listening to a connection before its socket is closed; an error in between would end the process.
  db.on('connect', (client) => client.on('error', () => undefined));
  const boss = new PgBoss({
    connectionString: options.databaseUrl,
    application_name: 'trailwright queue',
    schema: 'queue',
    max: 5,
    useListenNotify: true,
  });
  boss.on('error', (error) => log.warn({ err: error.message }, 'queue unreachable, trying again'));
  boss.on('warning', (warning) => log.info({ warning: warning.message }, 'queue warning'));
  await boss.start();
  for (const job of options.jobs) await takeOn(boss, job, db, log);
  await removeOldSchedules(boss, options.jobs);
  const tasks = startRunner({
    databaseUrl: options.databaseUrl,
    db,
    log,
    // Gates answer for what they have seen, so who stages has it looked at.
    prepare: async ({ kind, workspace_id }, isStopped) => {
      if (kind === 'snapshot.stage' || kind === 'import.stage') await measureWorkspace(db, workspace_id, isStopped);
    },
  });
  const steps = startStepRunner({
    databaseUrl: options.databaseUrl,
    db,
    log,
    doStep: stepsWith(options.models ?? NO_MODELS),
  });
  const measuring = startMeasuring({ databaseUrl: options.databaseUrl, db, log });
  log.info({ jobs: options.jobs.map((job) => job.name) }, 'worker ready');
  return {
    stop: async () => {
      // Running jobs get their signal and ten seconds; what does not end is retried by the next worker. Tasks are taken back, steps given back.
      await Promise.all([boss.stop({ graceful: true, timeout: 10_000 }), tasks.stop(), steps.stop(), measuring.stop()]);
      await db.end();
    },
  };
}

async function takeOn(boss: PgBoss, job: Job, db: pg.Pool, log: Logger): Promise<void> {
  const settings = {
    retryLimit: job.retryLimit,
    retryBackoff: true,
    expireInSeconds: job.expireInSeconds,
    heartbeatSeconds: job.heartbeatSeconds,
    notify: true,
  };
  // The policy of a queue is fixed when it is made; its other settings follow the code.
  await boss.createQueue(job.name, { ...settings, policy: job.cron ? 'stately' : 'standard' });
  await boss.updateQueue(job.name, settings);
  if (job.cron) await boss.schedule(job.name, job.cron, {});
  await Promise.all(Array.from({ length: job.concurrency }, () => openSlot(boss, job, db, log)));
}

/** One job after the other. */
async function openSlot(boss: PgBoss, job: Job, db: pg.Pool, log: Logger): Promise<void> {
  let slot = '';
  slot = await boss.work(
    job.name,
    {
      heartbeatRefreshSeconds: Math.max(5, Math.floor(job.heartbeatSeconds / 3)),
      // A notification starts a job at once; what is missed while the database restarts is found by asking.
      notifyPollingIntervalSeconds: 5,
    },
    async ([queued]) => {
      if (!queued) return;
      const jobLog = log.child({ job: job.name, id: queued.id });
      const started = Date.now();
      try {
        await job.run(queued.data, { id: queued.id, db, log: jobLog, signal: queued.signal });
        jobLog.debug({ ms: Date.now() - started }, 'job done');
      } catch (error) {
        jobLog.error({ err: error, ms: Date.now() - started }, 'job failed');
        throw error;
      } finally {
        // Whoever got a job asks for the next one at once, so a backlog is gone through without a pause. (The burst of pg-boss
        // is for batches, whose jobs fail together.)
        boss.notifyWorker(slot);
      }
    },
  );
}

/** A schedule outlives the release that made it: drops those whose job is gone. */
async function removeOldSchedules(boss: PgBoss, jobs: readonly Job[]): Promise<void> {
  const scheduled = new Set(jobs.filter((job) => job.cron).map((job) => job.name));
  for (const { name } of await boss.getSchedules()) {
    if (!scheduled.has(name)) await boss.unschedule(name);
  }
}
