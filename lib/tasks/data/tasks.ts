import { z } from 'zod';
import { fail, ok, PROBLEM_CODES, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Tables } from '#lib/base/data/database.types.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call } from '#lib/base/data/rpc.ts';
import { TASK_KINDS, TASKS, type Task, type TaskKind } from '../core.ts';

const problemJson = z.object({ code: z.enum(PROBLEM_CODES), message: z.string(), detail: z.unknown().optional() });

const COLUMNS =
  'id, kind, subject_id, state, step, weight, done, is_cancel_asked, result, problem, created_by, created_at, started_at, ended_at';
type Row = Pick<Tables<'tasks'>, keyof Task>;

/** Null for a kind that this release does not know. */
function taskOf(row: Row): Task | null {
  const kind = TASK_KINDS.find((known) => known === row.kind);
  return kind ? { ...row, kind, problem: problemJson.nullable().catch(null).parse(row.problem) } : null;
}

export interface TaskRequest {
  workspace_id: string;
  kind: TaskKind;
  subject_id?: string;
  /** Arguments of the function, by name, without workspace and subject. */
  input?: Record<string, unknown>;
}

/** Asks for long work; null where it is little enough to be done at once. */
export async function startTask(db: Db, request: TaskRequest): Promise<Result<string | null>> {
  const { workspace_id, kind, subject_id = null, input = {} } = request;
  return call(db, 'start_task', {
    p_workspace: workspace_id,
    p_kind: kind,
    p_subject: subject_id,
    p_input: input,
    p_inline_up_to: TASKS[kind].inline_up_to,
  });
}

export async function cancelTask(db: Db, task_id: string): Promise<Result<null>> {
  return call(db, 'cancel_task', { p_task: task_id });
}

export async function seeTask(db: Db, task_id: string): Promise<Result<null>> {
  return call(db, 'see_task', { p_task: task_id });
}

const MOST = 20;

/** What is under way in a workspace, and what has ended that the person asked for and has not seen; the newest first. */
export async function listTasks(db: Db, workspace_id: string, user_id: string): Promise<Result<Task[]>> {
  const { data, error } = await db
    .from('tasks')
    .select(COLUMNS)
    .eq('workspace_id', workspace_id)
    .or(`state.in.(waiting,running),and(created_by.eq.${user_id},is_seen.eq.false)`)
    .order('ordinal', { ascending: false })
    .limit(MOST);
  return error ? problemFromPostgres(error) : ok(data.map(taskOf).filter((task) => task !== null));
}

export async function getTask(db: Db, workspace_id: string, task_id: string): Promise<Result<Task>> {
  const { data, error } = await db
    .from('tasks')
    .select(COLUMNS)
    .eq('workspace_id', workspace_id)
    .eq('id', task_id)
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  const task = data && taskOf(data);
  return task ? ok(task) : fail('not_found', 'There is no such task in this workspace.');
}
