import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { addObjectiveAction, orderObjectivesAction, removeObjectiveAction, renameObjectiveAction } from '../actions.ts';
import type { OwnerRef } from '../data/objectives.ts';
import type { objectivesRead } from '../reads/objectives.ts';

export const objectivesQuery = (workspace: string, owner: OwnerRef) =>
  queryOptions({
    queryKey: keys.objectives(workspace, owner.kind, owner.id),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof objectivesRead>(workspace, 'objectives', { ...owner }, signal)),
  });

/** What people do to the objectives of a concept or a trail. Each gives what undoes it. */
export function useObjectiveEdits(workspace: string, owner: OwnerRef) {
  const queries = useQueryClient();
  // The list is read again before the act counts as done, so that what follows is over what is there.
  const settled = { onSettled: () => makeStale(queries, workspace, 'objectives', { until: 'exercises' }) };
  const add = useMutation({
    mutationFn: (title: string) => unwrap(addObjectiveAction(workspace, { owner, title })),
    ...settled,
  });
  const rename = useMutation({
    mutationFn: (edit: { id: string; version: number; title: string }) =>
      unwrap(renameObjectiveAction(workspace, { of: owner.kind, ...edit })),
    ...settled,
  });
  const order = useMutation({
    mutationFn: (ids: string[]) => unwrap(orderObjectivesAction(workspace, { owner, ids })),
    ...settled,
  });
  const remove = useMutation({
    mutationFn: (edit: { id: string; exercises: { into: string | null } | null }) =>
      unwrap(removeObjectiveAction(workspace, edit)),
    ...settled,
  });
  return { add, rename, order, remove };
}
