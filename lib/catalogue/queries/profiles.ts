import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { trashEntityAction } from '#lib/history/actions/trash.ts';
import { saveProfileAction } from '../actions/profiles.ts';
import type { ProfiledKind } from '../core/profiles.ts';
import type { ProfileEdit, ProfilePanel, SavedProfile } from '../data/profiles.ts';
import type { longTextRead, performanceRead, profileMediaRead, profileRead } from '../reads/profiles.ts';

/** What a concept is as a unit, a spark as a lesson, a trail as a course. */
export const profileQuery = (workspace: string, kind: ProfiledKind, id: string) =>
  queryOptions({
    queryKey: keys.profile(workspace, kind, id),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof profileRead>(workspace, 'profile', { kind, id }, signal)),
  });

/** The text of a resource, or the messages of a conversation. */
export const longTextQuery = (workspace: string, of: 'resource' | 'conversation', id: string) =>
  queryOptions({
    queryKey: keys.longText(workspace, of, id),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof longTextRead>(workspace, 'long-text', { of, id }, signal)),
  });

/** What is heard of a lesson or seen of a unit. */
export const profileMediaQuery = (workspace: string, kind: 'concept' | 'spark', id: string) =>
  queryOptions({
    queryKey: keys.profileMedia(workspace, kind, id),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof profileMediaRead>(workspace, 'profile-media', { kind, id }, signal)),
  });

/** Saves fields of a profile; the panel shows the row that came of it at once. */
export function useSaveProfile(workspace: string, kind: ProfiledKind, id: string) {
  const queries = useQueryClient();
  const key = keys.profile(workspace, kind, id);
  return useMutation({
    mutationFn: (edit: Omit<ProfileEdit, 'owner_id'>) =>
      unwrap<SavedProfile>(saveProfileAction(workspace, { ...edit, owner_id: id })),
    onSuccess: ({ row }, edit) => {
      const part = edit.kind === 'market_research' ? 'research' : 'profile';
      queries.setQueryData<ProfilePanel>(key, (now) => now && { ...now, [part]: row });
      void makeStale(queries, workspace, 'profile', { patched: [key] });
    },
  });
}

/** How a course did, the newest day first. */
export const performanceQuery = (workspace: string, trail_id: string) =>
  queryOptions({
    queryKey: keys.performance(workspace, trail_id),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof performanceRead>(workspace, 'performance', { trail_id }, signal)),
  });

/** Saves fields of a day of a course; the first word makes the record of that day. `seen`: the id that it had. */
export function useSavePerformance(workspace: string, trail_id: string, measured_on: string, seen?: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (edit: Omit<ProfileEdit, 'owner_id'>) =>
      unwrap<SavedProfile>(saveProfileAction(workspace, { ...edit, owner_id: trail_id, key: measured_on, seen })),
    onSuccess: () => void makeStale(queries, workspace, 'performance'),
  });
}

/** Moves the record of a day to the trash. Gives the change set, which undoes it. */
export function useTrashPerformance(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(trashEntityAction(workspace, { kind: 'trail_performance', id, with_sparks: false })),
    onSuccess: () => makeStale(queries, workspace, 'trash', { until: 'performance' }),
  });
}
