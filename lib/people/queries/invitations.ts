import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Role } from '#lib/base/core/permissions.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { answerInvitationAction, inviteAction, withdrawInvitationAction } from '../actions/invitations.ts';
import type { invitationsRead, myInvitationsRead } from '../reads/invitations.ts';

export const invitationsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.invitations(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof invitationsRead>(workspace, 'invitations', {}, signal)),
  });

export const myInvitationsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.myInvitations(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof myInvitationsRead>(workspace, 'my-invitations', {}, signal)),
    refetchOnWindowFocus: 'always',
  });

function useInviting<Input, Data>(workspace: string, mutationFn: (input: Input) => Promise<Data>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => void makeStale(queries, workspace, 'members') });
}

export const useInvite = (workspace: string) =>
  useInviting(workspace, (input: { email: string; role: Role }) => unwrap(inviteAction(workspace, input)));

export const useWithdrawInvitation = (workspace: string) =>
  useInviting(workspace, (email: string) => unwrap(withdrawInvitationAction(workspace, { email })));

/** Answers an invitation that waits for the person; null outside of any workspace, where no list is kept. */
export function useAnswerInvitation(workspace: string | null) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: { id: string; accepts: boolean }) => unwrap(answerInvitationAction(input)),
    onSettled: () => workspace !== null && void makeStale(queries, workspace, 'my-invitations'),
  });
}
