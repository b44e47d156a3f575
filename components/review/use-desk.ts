'use client';

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useUrlState } from '#components/base/url-state.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import {
  type Behind,
  type Decision,
  type QueueItem,
  REVIEW_VIEWS,
  type ReviewItem,
} from '#lib/review/core/proposal.ts';
import { reviewItemQuery, reviewQueueQuery, useReview } from '#lib/review/queries/proposals.ts';

/** So many proposals are read ahead. */
const AHEAD = 3;

export interface Outcome {
  item: QueueItem;
  what: 'approved' | 'rejected';
  is_edited: boolean;
  behind: Behind | null;
}

/** What the strip above the bar says. */
export type Strip =
  | { what: 'done'; outcome: Outcome }
  | { what: 'taken_back'; item: Named }
  | { what: 'failed'; item: QueueItem; why: string }
  | { what: 'not_undone'; why: string };

/** What is said of a proposal by name. */
export type Named = Pick<QueueItem, 'id' | 'title' | 'place'>;

export interface Me {
  user_id: string;
  is_reviewer: boolean;
}

export type Desk = ReturnType<typeof useDesk>;

/** The queue of a reviewer: what is shown, which one is open, what was decided, and what follows. */
export function useDesk(workspace: string, me: Me) {
  const [params, write] = useUrlState();
  const show = REVIEW_VIEWS.find((one) => one === params.get('show')) ?? 'open';
  const queue = useInfiniteQuery(reviewQueueQuery(workspace, { show }));
  const review = useReview(workspace);
  const queries = useQueryClient();
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const [strip, setStrip] = useState<Strip | null>(null);

  const read = useMemo(() => queue.data?.pages.flatMap((page) => page.items) ?? [], [queue.data]);
  const decided = useMemo(() => new Set(outcomes.map(({ item }) => item.id)), [outcomes]);
  // What was skipped comes again at the end.
  const waiting = useMemo(() => {
    const left = read.filter(({ id }) => !decided.has(id));
    return [...left.filter(({ id }) => !skipped.has(id)), ...left.filter(({ id }) => skipped.has(id))];
  }, [read, decided, skipped]);
  const id = params.get('id') ?? waiting[0]?.id ?? null;
  const item = useQuery({ ...reviewItemQuery(workspace, id ?? ''), enabled: id !== null });
  const at = waiting.findIndex((one) => one.id === id);

  const open = (next: string | null) => write({ id: next });
  const after = (gone: string): string | null => {
    const nth = waiting.findIndex((one) => one.id === gone);
    return (waiting[nth + 1] ?? waiting.find((one) => one.id !== gone))?.id ?? null;
  };

  const ahead = waiting
    .slice(Math.max(0, at) + 1, Math.max(0, at) + 1 + AHEAD)
    .map((one) => one.id)
    .join(' ');
  useEffect(() => {
    for (const one of ahead.split(' ').filter(Boolean)) void queries.prefetchQuery(reviewItemQuery(workspace, one));
  }, [ahead, queries, workspace]);
  useClaim(item.data?.id === id ? id : null, me.is_reviewer && isForMe(item.data, me), review);

  const decide = (decision: Decision) => {
    const row = read.find((one) => one.id === id) ?? (item.data && rowOf(item.data));
    if (!row || decided.has(row.id)) return;
    const what = decision.do === 'approve' ? ('approved' as const) : ('rejected' as const);
    const is_edited = decision.do === 'approve' && decision.final !== undefined;
    const outcome: Outcome = { item: row, what, is_edited, behind: null };
    setOutcomes((before) => [...before, outcome]);
    setStrip({ what: 'done', outcome });
    open(after(row.id));
    review.decide.mutate(
      { proposal_id: row.id, decision },
      {
        onSuccess: ({ behind }) => {
          const known = { ...outcome, behind };
          setOutcomes((before) => before.map((one) => (one.item.id === row.id ? known : one)));
          setStrip((now) =>
            now?.what === 'done' && now.outcome.item.id === row.id ? { what: 'done', outcome: known } : now,
          );
        },
        onError: (error) => {
          setOutcomes((before) => before.filter((one) => one.item.id !== row.id));
          setStrip({ what: 'failed', item: row, why: problemOf(error).message });
        },
      },
    );
  };
  const takeBack = (row: Named) => {
    if (review.undo.isPending) return;
    review.undo.mutate(row.id, {
      onSuccess: () => {
        setOutcomes((before) => before.filter((one) => one.item.id !== row.id));
        setStrip({ what: 'taken_back', item: row });
        open(row.id);
      },
      onError: (error) => setStrip({ what: 'not_undone', why: problemOf(error).message }),
    });
  };
  const undo = () => {
    const last = outcomes.at(-1);
    if (last) takeBack(last.item);
  };
  const skip = () => {
    if (!id) return;
    setSkipped((before) => new Set([...before, id]));
    open(after(id));
  };
  return {
    show,
    setShow: (next: string) => write({ show: next === 'open' ? null : next, id: null }),
    queue,
    counts: queue.data?.pages[0]?.counts,
    decidedToday: queue.data?.pages[0]?.decided_today ?? 0,
    waiting,
    outcomes,
    strip,
    id,
    item,
    open,
    decide,
    undo,
    takeBack,
    canUndo: outcomes.length > 0,
    skip,
    isUndoing: review.undo.isPending,
  };
}

/** As the queue would list a proposal that was opened by its address and is further down. */
const rowOf = (item: ReviewItem): QueueItem => ({
  ...item,
  job_id: item.job?.id ?? null,
  parts: null,
  words: null,
  human_share: null,
  reason_code: null,
  decided_at: null,
});

/** Whether it waits, nobody else has it, and this person could approve it. */
const isForMe = (item: ReviewItem | undefined, me: Me): boolean =>
  item !== undefined &&
  (item.status === 'pending' || item.status === 'stale') &&
  (item.claim === null || item.claim.by === me.user_id) &&
  (!item.is_own || item.may_approve_own);

/** A claim lasts ten minutes; it is renewed this often while somebody is at it. */
const RENEW_MS = 2 * 60_000;
const SIGNS = ['keydown', 'pointermove', 'wheel'] as const;

/** Says that somebody is deciding what is open, for as long as they are at it, and lets go of it when another one is opened. */
function useClaim(id: string | null, isWanted: boolean, { claim, release }: ReturnType<typeof useReview>) {
  const take = claim.mutate;
  const letGo = release.mutate;
  useEffect(() => {
    if (!id || !isWanted) return;
    let isAtIt = false;
    const note = () => {
      isAtIt = true;
    };
    for (const sign of SIGNS) addEventListener(sign, note, { passive: true });
    take(id);
    const timer = setInterval(() => {
      if (isAtIt) take(id);
      isAtIt = false;
    }, RENEW_MS);
    return () => {
      for (const sign of SIGNS) removeEventListener(sign, note);
      clearInterval(timer);
      letGo(id);
    };
  }, [id, isWanted, take, letGo]);
}
