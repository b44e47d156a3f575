import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { readVersionAction, restoreVersionAction } from '#lib/actions/history';
import { keys } from './keys.ts';
import { unwrap } from './result.ts';

/** What a version said. It never changes. */
export const versionQuery = (workspace: string, revision_id: number) =>
  queryOptions({
    queryKey: keys.version(workspace, revision_id),
    queryFn: () => unwrap(readVersionAction(workspace, { revision_id })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** `newest`: the version that the person sees as the newest one. */
export function useRestoreVersion(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (restore: { revision_id: number; newest: number }) => unwrap(restoreVersionAction(workspace, restore)),
    onSuccess: () => queries.invalidateQueries({ queryKey: [workspace] }),
  });
}
