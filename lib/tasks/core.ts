import type { WritePermission } from '#lib/base/core/permissions.ts';
import type { Problem } from '#lib/base/core/problem.ts';

interface TaskDefinition {
  /** Who may ask for it; private.task_kinds says the same, and the function looks again when it runs. */
  permission: WritePermission;
  /** The function of the schema public that does all of it in one transaction. */
  calls: string;
  /** What it is given beside the subject. */
  args: readonly string[];
  /** The parameter that takes the workspace, and the one that takes what the task is about. */
  workspace?: string;
  subject?: string;
  /** Work on so many rows is done while the person waits: measured to take a second or two (docs/decisions/074-long-work-is-a-task.md). */
  inline_up_to: number;
  /** SQLSTATEs that mean "somebody was faster": done again from the start. */
  retries?: readonly string[];
}

/** Work that may take longer than a request can: the one list of it. A new line here and in private.task_kinds is a new task. */
export const TASKS = {
  'snapshot.stage': {
    permission: 'snapshot.stage',
    calls: 'stage_snapshot',
    workspace: 'p_workspace',
    args: ['p_version_label', 'p_name', 'p_description', 'p_only'],
    inline_up_to: 5_000,
  },
  'snapshot.verify': {
    permission: 'snapshot.stage',
    calls: 'verify_snapshot',
    subject: 'p_snapshot',
    args: [],
    inline_up_to: 20_000,
  },
  'snapshot.clean_up': {
    permission: 'snapshot.clean',
    calls: 'cleanup_old_snapshots',
    workspace: 'p_workspace',
    args: ['p_keep_count'],
    inline_up_to: 20_000,
  },
  'change_set.undo': {
    permission: 'content.write',
    calls: 'undo_change_set',
    subject: 'p_change_set',
    args: [],
    inline_up_to: 3_000,
  },
  'trash.purge': {
    permission: 'content.purge',
    calls: 'purge_trash',
    subject: 'p_change_set',
    args: [],
    inline_up_to: 5_000,
  },
  'import.apply': {
    permission: 'import.run',
    calls: 'apply_import',
    subject: 'p_import',
    args: ['p_conflicts'],
    inline_up_to: 10_000,
    // Somebody saved between the plan and its lines; it plans anew by itself.
    retries: ['TW003'],
  },
  'import.apply_questions': {
    permission: 'import.run',
    calls: 'apply_questions',
    subject: 'p_import',
    args: ['p_choices'],
    inline_up_to: 2_000,
  },
  'import.stage': {
    permission: 'snapshot.stage',
    calls: 'stage_import',
    subject: 'p_import',
    args: ['p_version_label'],
    inline_up_to: 5_000,
  },
} as const satisfies Record<string, TaskDefinition>;

export type TaskKind = keyof typeof TASKS;
export const TASK_KINDS = Object.keys(TASKS) as [TaskKind, ...TaskKind[]];

export const TASK_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type TaskState = (typeof TASK_STATES)[number];

export interface Task {
  id: string;
  kind: TaskKind;
  subject_id: string | null;
  state: TaskState;
  /** What is being done just now: collecting, checking, writing. */
  step: string | null;
  /** How many rows it is about, and how many of them it has written. */
  weight: number;
  done: number;
  is_cancel_asked: boolean;
  /** What the function answered. */
  result: unknown;
  problem: Problem | null;
  created_by: string;
  created_at: string;
  started_at: string | null;
  ended_at: string | null;
}

/** Beyond this nobody counts what a task is about. */
export const MOST_COUNTED = 100_000;

/** What an act came to: done at once, or begun as a task that goes on without the person. */
export type Begun<Outcome> = { task_id: null; outcome: Outcome } | { task_id: string };

export const isOpen = ({ state }: Pick<Task, 'state'>): boolean => state === 'waiting' || state === 'running';

export const STOPPED: Problem = { code: 'wrong_state', message: 'This was stopped. Nothing was changed.' };

/** Why a task that has ended did nothing; null for one that was done. */
export function whyNot({ state, problem }: Pick<Task, 'state' | 'problem'>): Problem | null {
  if (state === 'done') return null;
  return state === 'cancelled' ? STOPPED : (problem ?? { code: 'bug', message: 'Something went wrong on our side.' });
}

/** A call of the function behind a task, with its parameters by name and their values. Throws for what no release has queued. */
export function callOf(task: {
  kind: string;
  workspace_id: string;
  subject_id: string | null;
  input: Record<string, unknown>;
}): { text: string; values: unknown[] } {
  const found: TaskDefinition | undefined = TASKS[task.kind as TaskKind];
  if (!found) throw new Error(`there is no task ${task.kind}`);
  const given: [string, unknown][] = found.args.flatMap((name) =>
    task.input[name] === undefined || task.input[name] === null ? [] : [[name, task.input[name]]],
  );
  if (found.workspace) given.unshift([found.workspace, task.workspace_id]);
  if (found.subject) given.unshift([found.subject, task.subject_id]);
  const parameters = given.map(([name], at) => `${name} => $${at + 1}`).join(', ');
  return {
    text: `select to_jsonb(public.${found.calls}(${parameters})) as result`,
    values: given.map(([, one]) => one),
  };
}

/** Whether what a task met is worth beginning again at once. */
export function isRetried(kind: string, sqlstate: string | undefined): boolean {
  const found: TaskDefinition | undefined = TASKS[kind as TaskKind];
  return sqlstate !== undefined && ['40001', '40P01', '55P03', ...(found?.retries ?? [])].includes(sqlstate);
}
