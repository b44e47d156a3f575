import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Result } from '#lib/base/core/problem.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { ProblemError, unwrap } from '#lib/base/queries/result.ts';
import { type Change, makeStale } from '#lib/base/queries/stale.ts';
import { cancelTaskAction, seeTaskAction } from './actions.ts';
import { type Begun, isOpen, type Task, type TaskKind, whyNot } from './core.ts';
import type { taskRead, tasksRead } from './reads.ts';

const LOOK_EVERY_MS = 1_000;
/** While nothing is known to be under way: somebody else may have begun something. */
const LOOK_IDLE_MS = 15_000;

/** What a task makes stale once it is done. */
const CHANGES: Record<TaskKind, Change | null> = {
  'snapshot.stage': 'snapshot.staged',
  'snapshot.verify': null,
  'snapshot.clean_up': 'snapshot.cleaned',
  'change_set.undo': 'undo',
  'trash.purge': 'trash.purged',
  'import.apply': 'import.applied',
  'import.apply_questions': 'import.applied',
  'import.stage': 'snapshot.staged',
};

/** What is under way in the workspace, and what the person asked for and has not seen the end of. */
export const tasksQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.tasks(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof tasksRead>(workspace, 'tasks', {}, signal)),
    refetchInterval: ({ state }) => (state.data?.some(isOpen) ? LOOK_EVERY_MS : LOOK_IDLE_MS),
    staleTime: 0,
  });

/** A task as it is shown to a person: whether they asked for it, and whether they may stop it. */
export type ShownTask = Task & { is_mine: boolean; may_cancel: boolean };

// Tasks whose outcome this tab waits for: it is told where the act began, and not once more as something that ended meanwhile.
const followed = new Set<string>();

/** Tasks as they are now; what somebody sees end is read again, whoever had asked for it. */
export function useTasks(workspace: string): ShownTask[] {
  const queries = useQueryClient();
  const { data } = useQuery(tasksQuery(workspace));
  const open = useRef(new Map<string, TaskKind>());
  useEffect(() => {
    if (!data) return;
    const still = new Map(data.filter(isOpen).map(({ id, kind }) => [id, kind]));
    for (const [id, kind] of open.current) {
      const change = CHANGES[kind];
      if (!still.has(id) && change) void makeStale(queries, workspace, change);
    }
    open.current = still;
  }, [data, queries, workspace]);
  return (data ?? []).filter((task) => isOpen(task) || !followed.has(task.id));
}

export function useCancelTask(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (task_id: string) => unwrap(cancelTaskAction(workspace, { task_id })),
    onSettled: () => void makeStale(queries, workspace, 'task'),
  });
}

export function useSeeTask(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (task_id: string) => unwrap(seeTaskAction(workspace, { task_id })),
    onSettled: () => void makeStale(queries, workspace, 'task'),
  });
}

/** How the outcome of a task is checked. Fetched once it is there: no page waits for what checks it, and hardly any act is a task. */
export type SchemaOf<Outcome> = () => Promise<{ parse: (result: unknown) => Outcome }>;

/** Of an act that gives the id of a change set. */
export const idOutcome: SchemaOf<string> = async () => (await import('#lib/base/core/outcomes.ts')).idJson;

/** Of an act that gives how many things it was about. */
export const countOutcome: SchemaOf<number> = async () => (await import('#lib/base/core/outcomes.ts')).countJson;

/**
 * Gives the outcome of an act, whether it was done at once or goes on as a task; then this waits for its end, and whoever shows
 * tasks shows how far it is. The page may be left: the task goes on without it.
 */
export function useFollow(workspace: string) {
  const queries = useQueryClient();
  const see = useSeeTask(workspace);
  return async <Outcome>(act: Promise<Result<Begun<Outcome>>>, schemaOf: SchemaOf<Outcome>): Promise<Outcome> => {
    const begun = await unwrap(act);
    if (begun.task_id === null) return begun.outcome;
    const { task_id } = begun;
    followed.add(task_id);
    void makeStale(queries, workspace, 'task');
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      const task = await unwrap(fetchRead<typeof taskRead>(workspace, 'task', { task_id }, undefined));
      if (isOpen(task)) continue;
      await see.mutateAsync(task_id);
      const problem = whyNot(task);
      if (problem) throw new ProblemError(problem);
      return (await schemaOf()).parse(task.result);
    }
  };
}
