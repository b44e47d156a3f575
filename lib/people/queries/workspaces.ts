import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Role } from '#lib/base/core/permissions.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import {
  createWorkspaceAction,
  leaveWorkspaceAction,
  removeMemberAction,
  setMemberRoleAction,
  setParentAction,
  updateWorkspaceAction,
} from '../actions/workspaces.ts';
import type { membersRead, ownWorkspacesRead, peopleRead, workspaceRead } from '../reads/workspaces.ts';

export const peopleQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.people(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof peopleRead>(workspace, 'people', {}, signal)),
    staleTime: 300_000,
  });

export const membersQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.members(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof membersRead>(workspace, 'members', {}, signal)),
  });

export const workspaceQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.workspace(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof workspaceRead>(workspace, 'workspace', {}, signal)),
  });

/** The workspaces that one may put this one below. */
export const ownWorkspacesQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.ownWorkspaces(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof ownWorkspacesRead>(workspace, 'own-workspaces', {}, signal)),
  });

export function useSetParent(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (parent_id: string | null) => unwrap(setParentAction(workspace, { parent_id })),
    onSettled: () =>
      Promise.all([
        makeStale(queries, workspace, 'workspace', { until: 'workspace' }),
        // Whom one follows says whose rules hold.
        makeStale(queries, workspace, 'rules'),
      ]),
  });
}

function useMembership<Input, Output>(workspace: string, mutationFn: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => void makeStale(queries, workspace, 'members'),
  });
}

export const useSetMemberRole = (workspace: string) =>
  useMembership(workspace, (input: { user_id: string; role: Role }) => unwrap(setMemberRoleAction(workspace, input)));

export const useRemoveMember = (workspace: string) =>
  useMembership(workspace, (user_id: string) => unwrap(removeMemberAction(workspace, { user_id })));

export function useLeaveWorkspace(workspace: string) {
  return useMutation({ mutationFn: () => unwrap(leaveWorkspaceAction(workspace, {})) });
}

export function useCreateWorkspace() {
  return useMutation({
    mutationFn: (input: { name: string; slug: string }) => unwrap(createWorkspaceAction(input)),
  });
}

export function useUpdateWorkspace(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (patch: Parameters<typeof updateWorkspaceAction>[1]) => unwrap(updateWorkspaceAction(workspace, patch)),
    onSuccess: (saved) => {
      const queryKey = keys.workspace(workspace);
      queries.setQueryData(queryKey, saved);
      void makeStale(queries, workspace, 'workspace', { patched: [queryKey] });
    },
  });
}
