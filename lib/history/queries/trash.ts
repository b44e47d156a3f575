import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { countOutcome, idOutcome, useFollow } from '#lib/tasks/queries.ts';
import { purgeTrashAction, undoChangeSetAction } from '../actions/trash.ts';
import type { trashRead } from '../reads/trash.ts';

export const trashQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.trash(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof trashRead>(workspace, 'trash', {}, signal)),
  });

/** Takes a change set back, as a new one. */
export function useUndoChangeSet(workspace: string) {
  const queries = useQueryClient();
  const follow = useFollow(workspace);
  return useMutation({
    mutationFn: (change_set_id: string) => follow(undoChangeSetAction(workspace, { change_set_id }), idOutcome),
    onSuccess: () => void makeStale(queries, workspace, 'undo'),
  });
}

export function usePurgeTrash(workspace: string) {
  const queries = useQueryClient();
  const follow = useFollow(workspace);
  return useMutation({
    mutationFn: (change_set_id: string) => follow(purgeTrashAction(workspace, { change_set_id }), countOutcome),
    onSettled: () => void makeStale(queries, workspace, 'trash.purged'),
  });
}
