import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import {
  assignProposalsAction,
  claimProposalAction,
  decideAction,
  decideTogetherAction,
  deleteFilterAction,
  regenerateProposalAction,
  releaseProposalAction,
  saveFilterAction,
  undoDecisionAction,
  undoTogetherAction,
  withdrawProposalAction,
} from '../actions/proposals.ts';
import type { Decision, DecisionTogether, ReviewFilter } from '../core/proposal.ts';
import type { reviewFacetsRead, reviewItemRead, reviewQueueRead } from '../reads/proposals.ts';

/** Others decide as well. */
const LOOK_EVERY_MS = 20_000;
const WRITING_MS = 3_000;

/** What waits, a page at a time. */
export const reviewQueueQuery = (workspace: string, filter: ReviewFilter) =>
  infiniteQueryOptions({
    queryKey: keys.reviewQueue(workspace, filter),
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        fetchRead<typeof reviewQueueRead>(
          workspace,
          'review-queue',
          { show: 'open', ...filter, offset: pageParam },
          signal,
        ),
      ),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, page) => sum + page.items.length, 0);
      return read < last.total && last.items.length > 0 ? read : null;
    },
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_EVERY_MS,
  });

/** What the queue can be narrowed to, and this person's saved filters. */
export const reviewFacetsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.reviewFacets(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof reviewFacetsRead>(workspace, 'review-facets', {}, signal)),
    staleTime: LOOK_EVERY_MS,
  });

/** One proposal with what it takes to decide it. */
export const reviewItemQuery = (workspace: string, proposal_id: string) =>
  queryOptions({
    queryKey: keys.reviewItem(workspace, proposal_id),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof reviewItemRead>(workspace, 'review-item', { proposal_id }, signal)),
    staleTime: LOOK_EVERY_MS,
    // While another version is being written, it is looked for.
    refetchInterval: (query) => (query.state.data?.job?.is_writing ? WRITING_MS : false),
  });

/** Decisions follow one another: what they changed is read again once somebody pauses for so long. */
const PAUSE_MS = 1_500;
/** Or after so long without a pause. */
const LONGEST_WAIT_MS = 10_000;

/** Calls `run` once the calls of what it gives pause, and after LONGEST_WAIT_MS if they do not; whoever leaves the page waits for nothing. */
function useOncePaused(run: () => void): () => void {
  const waits = useRef<{ timer: ReturnType<typeof setTimeout>; since: number } | null>(null);
  const latest = useRef(run);
  latest.current = run;
  const go = useCallback(() => {
    if (waits.current) clearTimeout(waits.current.timer);
    waits.current = null;
    latest.current();
  }, []);
  useEffect(
    () => () => {
      if (waits.current) go();
    },
    [go],
  );
  return useCallback(() => {
    const since = waits.current?.since ?? Date.now();
    if (waits.current) clearTimeout(waits.current.timer);
    const pause = Math.max(0, Math.min(PAUSE_MS, since + LONGEST_WAIT_MS - Date.now()));
    waits.current = { since, timer: setTimeout(go, pause) };
  }, [go]);
}

/** Decides proposals, takes decisions back, and says who is deciding. */
export function useReview(workspace: string) {
  const queries = useQueryClient();
  const onSettled = () => void makeStale(queries, workspace, 'review');
  const onDecided = useOncePaused(onSettled);
  return {
    decide: useMutation({
      mutationFn: (given: { proposal_id: string; decision: Decision }) => unwrap(decideAction(workspace, given)),
      onSuccess: onDecided,
      // It waits still, and maybe not as it did.
      onError: onSettled,
    }),
    undo: useMutation({
      mutationFn: (proposal_id: string) => unwrap(undoDecisionAction(workspace, { proposal_id })),
      onSettled,
    }),
    decideTogether: useMutation({
      mutationFn: (given: { proposal_ids: string[]; decision: DecisionTogether }) =>
        unwrap(decideTogetherAction(workspace, given)),
      onSettled,
    }),
    undoTogether: useMutation({
      mutationFn: (proposal_ids: string[]) => unwrap(undoTogetherAction(workspace, { proposal_ids })),
      onSettled,
    }),
    assign: useMutation({
      mutationFn: (given: { proposal_ids: string[]; to: string | null }) =>
        unwrap(assignProposalsAction(workspace, given)),
      onSettled,
    }),
    regenerate: useMutation({
      mutationFn: (given: { proposal_id: string; instruction: string | null }) =>
        unwrap(regenerateProposalAction(workspace, given)),
      onSettled,
    }),
    saveFilter: useMutation({
      mutationFn: (given: { name: string; filter: ReviewFilter }) => unwrap(saveFilterAction(workspace, given)),
      onSettled,
    }),
    deleteFilter: useMutation({
      mutationFn: (filter_id: string) => unwrap(deleteFilterAction(workspace, { filter_id })),
      onSettled,
    }),
    withdraw: useMutation({
      mutationFn: (proposal_id: string) => unwrap(withdrawProposalAction(workspace, { proposal_id })),
      onSettled,
    }),
    claim: useMutation({
      mutationFn: (proposal_id: string) => unwrap(claimProposalAction(workspace, { proposal_id })),
      // Somebody else has it, or decided it: whoever looks at it is to see that now.
      onError: onSettled,
    }),
    release: useMutation({
      mutationFn: (proposal_id: string) => unwrap(releaseProposalAction(workspace, { proposal_id })),
    }),
  };
}
