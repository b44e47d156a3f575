import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { askForProposalAction, markNotificationsAction, setMailsAction, setNotificationsAction } from './actions.ts';
import { AT_ONCE, type NotificationSettings, type NotificationView } from './core/notification.ts';
import type { notificationSettingsRead, notificationsRead } from './reads.ts';

/** Often enough to be answered within a talk; a hidden tab does not ask. */
const LOOK_EVERY_MS = 30_000;

const notificationsOf = (workspace: string, show: NotificationView, limit: number) =>
  queryOptions({
    queryKey: keys.notifications(workspace, show, limit),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof notificationsRead>(workspace, 'notifications', { show, limit }, signal)),
    refetchInterval: LOOK_EVERY_MS,
    refetchOnWindowFocus: 'always',
    staleTime: 0,
  });

/** How much is unread, for the bell. */
export const unreadQuery = (workspace: string) => notificationsOf(workspace, 'all', 0);

export const notificationsQuery = (workspace: string, show: NotificationView) =>
  notificationsOf(workspace, show, AT_ONCE);

export const notificationSettingsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.notificationSettings(workspace),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof notificationSettingsRead>(workspace, 'notification-settings', {}, signal)),
  });

/** Marks notifications as read or unread; without ids all as read. */
export function useMarkNotifications(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: { ids: number[] | null; is_read: boolean }) =>
      unwrap(markNotificationsAction(workspace, given)),
    onSettled: () => makeStale(queries, workspace, 'notifications'),
  });
}

export function useSetNotifications(workspace: string) {
  const queries = useQueryClient();
  const key = keys.notificationSettings(workspace);
  return useMutation({
    mutationFn: ({ muted, is_still }: NotificationSettings) =>
      unwrap(setNotificationsAction(workspace, { muted, is_still })),
    onMutate: (settings) => void queries.setQueryData(key, settings),
    onSettled: () => makeStale(queries, workspace, 'notifications', { until: 'notifications' }),
  });
}

export function useSetMails(workspace: string) {
  const queries = useQueryClient();
  const key = keys.notificationSettings(workspace);
  return useMutation({
    mutationFn: ({ mails }: NotificationSettings) => unwrap(setMailsAction(workspace, { mails })),
    onMutate: (settings) => void queries.setQueryData(key, settings),
    onSettled: () => makeStale(queries, workspace, 'notifications', { until: 'notifications' }),
  });
}

export function useAskForProposal(workspace: string) {
  return useMutation({
    mutationFn: (proposal_id: string) => unwrap(askForProposalAction(workspace, { proposal_id })),
  });
}
