import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { createContentKeyAction, revokeContentKeyAction } from './actions.ts';
import type { contentKeysRead } from './reads.ts';

export const contentKeysQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.contentKeys(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof contentKeysRead>(workspace, 'content-keys', {}, signal)),
  });

export function useCreateContentKey(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => unwrap(createContentKeyAction(workspace, { name })),
    onSuccess: () => void makeStale(queries, workspace, 'content-keys'),
    // The key itself stays nowhere longer than on screen.
    gcTime: 0,
  });
}

export function useRevokeContentKey(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(revokeContentKeyAction(workspace, { id })),
    onSettled: () => void makeStale(queries, workspace, 'content-keys'),
  });
}
