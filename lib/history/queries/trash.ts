import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { purgeTrashAction, readTrashAction, undoChangeSetAction } from '../actions/trash.ts';

export const trashQuery = (workspace: string) =>
  queryOptions({ queryKey: keys.trash(workspace), queryFn: () => unwrap(readTrashAction(workspace, {})) });

/** After a bulk edit of many entities everything that shows content is asked for anew. */
export function refreshContent(queries: QueryClient, workspace: string) {
  void queries.invalidateQueries({ queryKey: [workspace] });
}

/** Takes a change set back, as a new one. */
export function useUndoChangeSet(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change_set_id: string) => unwrap(undoChangeSetAction(workspace, { change_set_id })),
    onSuccess: () => refreshContent(queries, workspace),
  });
}

export function usePurgeTrash(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change_set_id: string) => unwrap(purgeTrashAction(workspace, { change_set_id })),
    onSettled: () => void queries.invalidateQueries({ queryKey: keys.trash(workspace) }),
  });
}
