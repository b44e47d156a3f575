import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { giveSecondOpinionAction } from '../actions/attention.ts';
import type { Opinion } from '../core/attention.ts';
import type { reviewHabitsRead, secondOpinionsRead } from '../reads/attention.ts';

const LOOK_EVERY_MS = 60_000;

/** What the desk does against approving asleep. */
export const reviewHabitsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.reviewHabits(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof reviewHabitsRead>(workspace, 'review-habits', {}, signal)),
    staleTime: LOOK_EVERY_MS,
  });

/** What waits for a second opinion of this person. */
export const secondOpinionsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.secondOpinions(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof secondOpinionsRead>(workspace, 'second-opinions', {}, signal)),
  });

/** Says what a second person thinks of a draft. */
export function useSecondOpinion(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: { proposal_id: string; opinion: Opinion }) => unwrap(giveSecondOpinionAction(workspace, given)),
    onSettled: () => makeStale(queries, workspace, 'review'),
  });
}
