import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import type { Problem } from '#lib/base/core/problem.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { isRetried, type TaskState } from '../core.ts';
import * as work from '../data/work.ts';

interface Surroundings {
  /** Other connections, as the owner of the database. */
  db: pg.Pool;
  /** Fires when the worker stops: then what is under way is taken back, and begun again by another worker. */
  signal: AbortSignal;
  /** What has to be done before the work begins, on other connections; `isStopped` says that it need not go on. */
  prepare?: (task: work.TaskRow, isStopped: () => boolean) => Promise<void>;
}

const MOST_TRIES = 3;
const LOOK_EVERY_MS = 1_000;
/** SQLSTATEs of say_progress and of a statement that was called off. */
const PROGRESS = 'TW100';
const CALLED_OFF = '57014';

/**
 * Does one task on a connection that holds the lock of its workspace. The work and its outcome are one transaction: either both
 * are there or neither. Throws when the connection breaks; then nothing was done, and whoever looks next begins again.
 */
export async function doTask(client: pg.Client, task: work.TaskRow, around: Surroundings): Promise<TaskState> {
  const watch = await startWatch(client, task.id, around);
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        await around.prepare?.(task, () => watch.isCancelled() || around.signal.aborted);
        await work.doOnce(client, task);
        return 'done';
      } catch (error) {
        if (!(error instanceof pg.DatabaseError) || error.code?.startsWith('57P') || error.code?.startsWith('08'))
          throw error;
        await work.takeBack(client);
        if (isRetried(task.kind, error.code) && attempt < MOST_TRIES) continue;
        return await endUndone(client, task.id, error, watch.isCancelled(), around.signal.aborted);
      }
    }
  } finally {
    await watch.stop();
  }
}

/** Nothing was done: writes down why, or puts the task back where the worker itself had to stop. */
async function endUndone(
  client: pg.Client,
  task_id: string,
  error: pg.DatabaseError,
  isCancelled: boolean,
  isStopping: boolean,
): Promise<TaskState> {
  const wasCalledOff = error.code === CALLED_OFF;
  const state: TaskState =
    wasCalledOff && isCancelled ? 'cancelled' : wasCalledOff && isStopping ? 'waiting' : 'failed';
  const problem = state === 'failed' ? problemOf(error) : null;
  await work.endTask(client, task_id, state, problem);
  return state;
}

function problemOf({ code, message, detail }: pg.DatabaseError): Problem {
  return problemFromPostgres({ code, message, details: detail }).problem;
}

const progressJson = z.object({ step: z.string(), written: z.number() });
interface Notice {
  code?: string;
  message?: string;
}

/**
 * Meanwhile, on other connections: writes down how far the task is, and calls the statement off when the person or the worker
 * wants that. It ends before the connection is used for anything else, so it never calls off anything else.
 */
async function startWatch(client: pg.Client, task_id: string, { db, signal }: Surroundings) {
  const pid = await work.pidOf(client);
  const over = new AbortController();
  let step: string | null = null;
  let written = 0;
  let isCancelled = false;
  const onNotice = (notice: Notice) => {
    if (notice.code !== PROGRESS) return;
    const said = progressJson.parse(JSON.parse(notice.message ?? '{}'));
    step = said.step;
    written += said.written;
  };
  // Its types know no codes of notices.
  client.on('notice', onNotice as (notice: unknown) => void);
  const look = async () => {
    isCancelled = (await work.reportProgress(db, task_id, step, written)) ?? isCancelled;
    if ((isCancelled || signal.aborted) && !over.signal.aborted) await work.callOff(db, pid);
  };
  const watching = (async () => {
    while (await slept(over.signal)) await look().catch(() => undefined);
  })();
  return {
    isCancelled: () => isCancelled,
    stop: async () => {
      over.abort();
      client.off('notice', onNotice as (notice: unknown) => void);
      await watching;
    },
  };
}

const slept = (signal: AbortSignal): Promise<boolean> => setTimeout(LOOK_EVERY_MS, true, { signal }).catch(() => false);
