import type pg from 'pg';
import type { Problem } from '#lib/base/core/problem.ts';
import { callOf, type TaskState } from '../core.ts';

// What the worker says to the database while it does tasks, as its owner.

/** A task as private.take_task gives it. */
export interface TaskRow {
  id: string;
  workspace_id: string;
  kind: string;
  subject_id: string | null;
  input: Record<string, unknown>;
  created_by: string;
}

/** Lets the database notice a worker that was killed: without this its statement would go on, and hold its locks, to its end. */
export async function watchConnection(client: pg.Client): Promise<void> {
  await client.query("set client_connection_check_interval = '2s'");
}

export async function listenTo(client: pg.Client, channel: string): Promise<void> {
  await client.query(`listen ${client.escapeIdentifier(channel)}`);
}

/** Takes the next task that nobody is at, with the lock of its workspace. */
export async function takeTask(client: pg.Client): Promise<TaskRow | null> {
  const { rows } = await client.query<TaskRow>('select * from private.take_task()');
  return rows[0] ?? null;
}

/** Lets go of the lock that came with a task. */
export async function releaseTask(client: pg.Client): Promise<void> {
  await client.query('select pg_advisory_unlock_all()');
}

/** The work and its outcome in one transaction, as the person who asked: every function looks at their rights again. */
export async function doOnce(client: pg.Client, task: TaskRow): Promise<void> {
  const claims = { role: 'authenticated', sub: task.created_by, aal: 'aal1' };
  await client.query('begin');
  await client.query("set local statement_timeout = '1h'");
  await client.query("set local trailwright.task = 'on'");
  await client.query(
    `select set_config('request.jwt.claims', $1, true), set_config('request.jwt.claim.sub', $2, true),
            set_config('request.jwt.claim.role', 'authenticated', true), set_config('role', 'authenticated', true)`,
    [JSON.stringify(claims), task.created_by],
  );
  const { rows } = await client.query<{ result: unknown }>(callOf(task));
  await client.query('reset role');
  await client.query("select private.end_task($1, 'done', $2)", [task.id, JSON.stringify(rows[0]?.result ?? null)]);
  await client.query('commit');
}

export async function takeBack(client: pg.Client): Promise<void> {
  await client.query('rollback');
}

/** Writes down that a task ended, or waits again, with nothing done. */
export async function endTask(client: pg.Client, task_id: string, state: TaskState, problem: Problem | null) {
  await client.query('select private.end_task($1, $2, null, $3)', [task_id, state, problem && JSON.stringify(problem)]);
}

/** The number by which the database knows a connection, to call its statement off. */
export async function pidOf(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid;
}

export async function callOff(db: pg.Pool, pid: number | undefined): Promise<void> {
  await db.query('select pg_cancel_backend($1)', [pid]);
}

/** Writes down how far a task is. Gives whether somebody asked to stop it, or undefined where it no longer runs. */
export async function reportProgress(db: pg.Pool, task_id: string, step: string | null, done: number) {
  const { rows } = await db.query<{ is_cancel_asked: boolean }>(
    `update public.tasks set step = $2, done = $3 where id = $1 and state = 'running' returning is_cancel_asked`,
    [task_id, step, done],
  );
  return rows[0]?.is_cancel_asked;
}
