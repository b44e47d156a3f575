import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { acceptSuggestionAction, proposeChangeAction, suggestPassageAction } from '../actions/changes.ts';
import { undoDecisionAction, withdrawProposalAction } from '../actions/proposals.ts';
import type { LessonChange, PassageChange } from '../core/change.ts';
import type { lessonSuggestionsRead } from '../reads/changes.ts';

/** Others suggest and decide as well. */
const LOOK_EVERY_MS = 20_000;

/** What people propose for a lesson and what waits. */
export const lessonSuggestionsQuery = (workspace: string, spark_id: string) =>
  queryOptions({
    queryKey: keys.lessonSuggestions(workspace, spark_id),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof lessonSuggestionsRead>(workspace, 'lesson-suggestions', { spark_id }, signal)),
    refetchInterval: LOOK_EVERY_MS,
  });

/** Proposes changes of a lesson, and says what becomes of them. */
export function useChanges(workspace: string, spark_id: string) {
  const queries = useQueryClient();
  const onSettled = () => makeStale(queries, workspace, 'review', { until: 'review' });
  return {
    propose: useMutation({
      mutationFn: (change: LessonChange) => unwrap(proposeChangeAction(workspace, { spark_id, change })),
      onSettled,
    }),
    suggest: useMutation({
      mutationFn: (change: PassageChange) => unwrap(suggestPassageAction(workspace, { spark_id, change })),
      onSettled,
    }),
    accept: useMutation({
      mutationFn: (proposal_id: string) => unwrap(acceptSuggestionAction(workspace, { proposal_id })),
      onSettled,
    }),
    undo: useMutation({
      mutationFn: (proposal_id: string) => unwrap(undoDecisionAction(workspace, { proposal_id })),
      onSettled,
    }),
    withdraw: useMutation({
      mutationFn: (proposal_id: string) => unwrap(withdrawProposalAction(workspace, { proposal_id })),
      onSettled,
    }),
  };
}
