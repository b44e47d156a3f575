import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { follow } from '#lib/tasks/queries.ts';
import { purgeTrashAction, undoChangeSetAction } from '../actions/trash.ts';
import type { trashRead } from '../reads/trash.ts';

export const trashQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.trash(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof trashRead>(workspace, 'trash', {}, signal)),
  });

/** Takes a change set back and waits for it; gives the change set that this is. */
export const followUndo = (queries: QueryClient, workspace: string, change_set_id: string): Promise<string> =>
  follow(queries, workspace, undoChangeSetAction(workspace, { change_set_id }), z.string());

/** Takes a change set back, as a new one. */
export function useUndoChangeSet(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change_set_id: string) => followUndo(queries, workspace, change_set_id),
    onSuccess: () => void makeStale(queries, workspace, 'undo'),
  });
}

export function usePurgeTrash(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change_set_id: string) =>
      follow(queries, workspace, purgeTrashAction(workspace, { change_set_id }), z.number()),
    onSettled: () => void makeStale(queries, workspace, 'trash.purged'),
  });
}
