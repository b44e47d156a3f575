import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { createContentKeyAction, listContentKeysAction, revokeContentKeyAction } from './actions.ts';

export const contentKeysQuery = (workspace: string) =>
  queryOptions({ queryKey: keys.contentKeys(workspace), queryFn: () => unwrap(listContentKeysAction(workspace, {})) });

export function useCreateContentKey(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => unwrap(createContentKeyAction(workspace, { name })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: keys.contentKeys(workspace) }),
    // The key itself stays nowhere longer than on screen.
    gcTime: 0,
  });
}

export function useRevokeContentKey(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(revokeContentKeyAction(workspace, { id })),
    onSettled: () => void queries.invalidateQueries({ queryKey: keys.contentKeys(workspace) }),
  });
}
