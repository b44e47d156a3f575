import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Problem } from '#lib/base/core/problem.ts';
import { startListener } from '#lib/tasks/jobs/listener.ts';
import type { AskedJob, StepResult, TakenStep } from '../core/step.ts';
import { giveUpRequests, holdStep, waitStep } from '../data/books.ts';
import * as queue from '../data/queue.ts';
import { tellEnds, tellStart } from './tell-jobs.ts';

/** What a step has to work with. */
export interface StepContext {
  db: pg.Pool;
  job: AskedJob;
  step: TakenStep;
  /** Fires when the job is cancelled, another worker has the step, or this worker stops. */
  signal: AbortSignal;
}

/** Does a step. What it throws is a bug or a connection that broke: tried again. */
export type DoStep = (context: StepContext) => Promise<StepResult>;

export interface StepRunnerOptions {
  databaseUrl: string;
  db: pg.Pool;
  log: Logger;
  doStep: DoStep;
  /** Steps at once in this worker. */
  slots?: number;
  beatEveryMs?: number;
  /** A worker that was not heard of for so long is taken for dead. */
  silentForMs?: number;
  /** How often somebody looks without having been told. */
  lookEveryMs?: number;
}

const AGAIN_IN_MS = 2_000;
const GONE: Problem = {
  code: 'forbidden',
  message: 'Whoever asked for this job is no member of the workspace any more.',
};
const BUG: Problem = { code: 'bug', message: 'Something went wrong on our side.' };

/** Takes steps of jobs and does them until it is stopped; any number of workers may. A step under way then is begun again by another. */
export function startStepRunner(options: StepRunnerOptions): { stop: () => Promise<void> } {
  const { databaseUrl, db, log, slots = 4, silentForMs = 30_000, lookEveryMs = 5_000 } = options;
  const stopping = new AbortController();
  const running = new Set<() => void>();
  let news = Promise.withResolvers<void>();
  const tell = () => {
    const before = news;
    news = Promise.withResolvers();
    before.resolve();
  };
  stopping.signal.addEventListener('abort', tell);
  const listener = startListener(databaseUrl, 'step_news', (payload) => {
    // Without a payload it may have missed anything.
    if (payload === 'cancelled' || payload === null) for (const look of running) look();
    if (payload !== 'cancelled') tell();
  });

  const slot = async () => {
    while (!stopping.signal.aborted) {
      // Taken before it looks, so that what comes meanwhile is not missed.
      const { promise } = news;
      try {
        const step = await queue.takeStep(db);
        if (step) {
          await attend(step, options, stopping.signal, running);
          continue;
        }
      } catch (error) {
        log.warn({ err: (error as Error).message }, 'steps cannot be taken, trying again');
      }
      await Promise.race([promise, paused(lookEveryMs, stopping.signal)]);
    }
  };
  const recovering = (async () => {
    while (!stopping.signal.aborted) {
      const found = await queue.recoverSteps(db, silentForMs).catch(() => 0);
      await giveUpRequests(db).catch(() => 0);
      await tellEnds(db, log).catch(() => undefined);
      if (found > 0) log.warn({ steps: found }, 'steps of a worker that ended were given back');
      await paused(lookEveryMs, stopping.signal);
    }
  })();
  const working = Array.from({ length: slots }, slot);
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all([...working, recovering]);
      await listener.stop();
    },
  };
}

/** Does one step, says meanwhile that it is at it, and writes down what came of it under its fence. */
async function attend(step: TakenStep, options: StepRunnerOptions, stop: AbortSignal, running: Set<() => void>) {
  const { db, doStep, beatEveryMs = 10_000 } = options;
  const log = options.log.child({ step: step.kind, id: step.id, job: step.flow_run_id });
  const lost = new AbortController();
  const beat = () => {
    // A database that does not answer says nothing about whose the step is.
    queue.beatStep(db, step).then(
      (isOurs) => isOurs || lost.abort(),
      () => undefined,
    );
  };
  const beating = setInterval(beat, beatEveryMs);
  running.add(beat);
  const started = performance.now();
  try {
    const job = await queue.jobOf(db, step);
    const signal = AbortSignal.any([lost.signal, stop]);
    // Who listens to a signal that has fired hears nothing any more.
    signal.throwIfAborted();
    if (job) tellStart(options.log, { job, step });
    const result = job ? await doStep({ db, job, step, signal }) : { problem: GONE };
    const wasWritten = await writeDown(db, step, result);
    log.info({ wasWritten, ms: Math.round(performance.now() - started) }, 'step ended');
  } catch (error) {
    // A step that is another's has nothing more to be said of; a worker that stops gives its own back at once.
    if (lost.signal.aborted) return;
    if (stop.aborted) await queue.putOffStep(db, step).catch(() => undefined);
    else {
      log.error({ err: error }, 'step failed');
      await queue.failStep(db, step, BUG, isRefusal(error) ? null : AGAIN_IN_MS).catch(() => undefined);
    }
  } finally {
    clearInterval(beating);
    running.delete(beat);
  }
}

/** Whether the result of a step was written down; one that is held, waits or failed is said to be so. */
async function writeDown(db: pg.Pool, step: TakenStep, result: StepResult): Promise<boolean> {
  if ('output' in result) return queue.finishStep(db, step, result);
  if ('held' in result) await holdStep(db, step, result.held);
  else if ('wait_until' in result) await waitStep(db, step, result.wait_until, result.problem);
  else if ('problem' in result) await queue.failStep(db, step, result.problem, result.again_in_ms ?? null);
  return false;
}

/** The database will not take this, however often it is given: of the classes data exception and constraint violation. */
const isRefusal = (error: unknown): boolean => /^2[23]/.test(String((error as { code?: unknown }).code ?? ''));

const paused = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);
