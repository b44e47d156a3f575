import type { z } from 'zod';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { type Begun, isOpen, type Task, whyNot } from './core.ts';
import * as data from './data/tasks.ts';

/**
 * Does an act: at once while it is about little (`inline`), else as a task that a worker takes on. The one way for everything
 * that may take longer than a request can (docs/decisions/074-long-work-is-a-task.md).
 */
export async function begin<Outcome>(
  db: Db,
  request: data.TaskRequest,
  inline: () => Promise<Result<Outcome>>,
): Promise<Result<Begun<Outcome>>> {
  const started = await data.startTask(db, request);
  if (!started.ok) return started;
  if (started.data !== null) return ok({ task_id: started.data });
  const outcome = await inline();
  return outcome.ok ? ok({ task_id: null, outcome: outcome.data }) : outcome;
}

interface Waiting {
  onProgress?: (task: Task) => void;
  /** Stops the task as well, as far as that can still be. */
  signal?: AbortSignal;
}

const ASK_EVERY_MS = 500;

/** The outcome of what was begun, for callers that wait for it: command lines and programs. */
export async function outcomeOf<Schema extends z.ZodType>(
  db: Db,
  workspace_id: string,
  begun: Result<Begun<z.output<Schema>>>,
  schema: Schema,
  { onProgress, signal }: Waiting = {},
): Promise<Result<z.output<Schema>>> {
  if (!begun.ok) return begun;
  if (begun.data.task_id === null) return ok(begun.data.outcome);
  const { task_id } = begun.data;
  let isStopped = false;
  for (;;) {
    if (signal?.aborted && !isStopped) {
      isStopped = true;
      // It may have ended this very moment: what it came to is told either way.
      await data.cancelTask(db, task_id);
    }
    const task = await data.getTask(db, workspace_id, task_id);
    if (!task.ok) return task;
    if (!isOpen(task.data)) {
      await data.seeTask(db, task_id);
      const problem = whyNot(task.data);
      return problem ? { ok: false, problem } : ok(schema.parse(task.data.result));
    }
    onProgress?.(task.data);
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}
