'use client';

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { Decision, DecisionTogether, QueueItem, ReviewItem } from '#lib/review/core/proposal.ts';
import { reviewItemQuery, reviewQueueQuery, useReview } from '#lib/review/queries/proposals.ts';
import { reviewText } from './text.ts';
import { useAttention } from './use-attention.ts';
import { useChosen } from './use-chosen.ts';
import { useClaim } from './use-claim.ts';
import { useDecisions } from './use-decisions.ts';
import { useDeskFilter } from './use-desk-filter.ts';
import { useOpened } from './use-opened.ts';

/** So many proposals are read ahead. */
const AHEAD = 3;

export interface Me {
  user_id: string;
  is_reviewer: boolean;
}

export type Desk = ReturnType<typeof useDesk>;

/** The queue of a reviewer: what is shown, which one is open, what was decided, and what follows. */
export function useDesk(workspace: string, me: Me) {
  const [asks, open] = useOpened();
  const filters = useDeskFilter();
  const queue = useInfiniteQuery(reviewQueueQuery(workspace, filters.filter));
  const review = useReview(workspace);
  const decisions = useDecisions(review, open);
  const { outcomes, met } = decisions;
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  /** Jobs that were asked for another version, with what was known of them then: what comes of them stands first. */
  const [asked, setAsked] = useState<ReadonlyMap<string, ReadonlySet<string>>>(new Map());

  const read = useMemo(() => queue.data?.pages.flatMap((page) => page.items) ?? [], [queue.data]);
  const decided = useMemo(() => new Set([...outcomes.map(({ item }) => item.id), ...met]), [outcomes, met]);
  // What was skipped comes again at the end, what was asked for anew at once.
  const waiting = useMemo(() => {
    const rank = ({ id, job_id }: QueueItem) => {
      const known = job_id ? asked.get(job_id) : undefined;
      return skipped.has(id) ? 1 : known && !known.has(id) ? -1 : 0;
    };
    return read.filter(({ id }) => !decided.has(id)).sort((a, b) => rank(a) - rank(b));
  }, [read, decided, skipped, asked]);
  const chosen = useChosen(waiting);
  const [isReading, setReading] = useState(false);
  const [finding, setFinding] = useState<{ of: string; nth: number } | null>(null);
  const first = queue.isPlaceholderData ? null : (waiting[0]?.id ?? null);
  const id = asks ?? first;
  // What somebody reads stays in front of them, whatever comes to stand before it in the queue.
  useEffect(() => {
    if (!asks && first) open(first);
  }, [asks, first, open]);
  const item = useQuery({ ...reviewItemQuery(workspace, id ?? ''), enabled: id !== null });
  const at = waiting.findIndex((one) => one.id === id);
  // The address is written at once and read a moment later: two keys in a row mean what stands there by then.
  const idNow = () => new URLSearchParams(location.search).get('id') ?? id;

  const after = (gone: string): string | null => {
    const nth = waiting.findIndex((one) => one.id === gone);
    return (waiting[nth + 1] ?? waiting.find((one) => one.id !== gone))?.id ?? null;
  };
  useAhead(workspace, waiting.slice(Math.max(0, at) + 1, Math.max(0, at) + 1 + AHEAD));
  const claims = useClaim(
    item.data?.id === id ? id : null,
    me.is_reviewer && isForMe(item.data, me),
    review,
    decisions.isDecided,
  );
  const attention = useAttention(workspace, me, claims);

  const decide = (decision: Decision) => {
    const row = read.find((one) => one.id === id) ?? (item.data && rowOf(item.data));
    if (!row || decided.has(row.id)) return;
    open(after(row.id));
    attention.pause.note();
    decisions.decide(row, decision);
  };
  const skip = () => {
    if (!id) return;
    setSkipped((before) => new Set([...before, id]));
    open(after(id));
  };
  const regenerate = (of: ReviewItem, instruction: string | null) =>
    review.regenerate.mutate(
      { proposal_id: of.id, instruction },
      {
        onSuccess: () => {
          toast.done(reviewText.regenerate.asked);
          const job = of.job?.id;
          const known = new Set(read.filter(({ job_id }) => job_id === job).map((one) => one.id));
          if (job) setAsked((before) => new Map(before).set(job, known.add(of.id)));
          if (of.status === 'pending' || of.status === 'stale') skip();
        },
        onError: (error) => decisions.refuse(problemOf(error).message),
      },
    );
  const assign = (to: string | null) =>
    id &&
    review.assign.mutate(
      { proposal_ids: [id], to },
      { onError: (error) => decisions.refuse(`${reviewText.assign.notAssigned}. ${problemOf(error).message}`) },
    );
  return {
    ...decisions,
    ...attention,
    filters,
    queue,
    counts: queue.data?.pages[0]?.counts,
    mayApproveOwn: queue.data?.pages[0]?.may_approve_own ?? false,
    // What was decided since the queue was read counts as well: it is read again once somebody pauses.
    decidedToday:
      (queue.data?.pages[0]?.decided_today ?? 0) + outcomes.filter(({ at }) => at > queue.dataUpdatedAt).length,
    waiting,
    id,
    idNow,
    item,
    open,
    decide,
    skip,
    /** Opens the one after or before. */
    move: (by: 1 | -1) => {
      const next = waiting[waiting.findIndex((one) => one.id === idNow()) + by];
      if (next) open(next.id);
    },
    chosen,
    /** Whether one of the chosen is being read instead of what would happen to all. */
    isReading,
    read: useCallback(
      (next: string) => {
        setReading(true);
        open(next);
      },
      [open],
    ),
    /** The finding that is looked at, from 0. */
    finding: finding && finding.of === id ? finding.nth : null,
    goToFinding: (nth: number) => id && setFinding({ of: id, nth }),
    stopReading: () => setReading(false),
    decideTogether: (items: readonly QueueItem[], decision: DecisionTogether) => {
      attention.pause.note();
      decisions.decideTogether(items, decision, (ids) => {
        chosen.clear();
        setReading(false);
        open(waiting.find((one) => !ids.includes(one.id))?.id ?? null);
      });
    },
    regenerate,
    assign,
  };
}

/** Reads proposals that come next, so that they are there at once. */
function useAhead(workspace: string, next: readonly QueueItem[]) {
  const queries = useQueryClient();
  const ahead = next.map((one) => one.id).join(' ');
  useEffect(() => {
    for (const one of ahead.split(' ').filter(Boolean)) void queries.prefetchQuery(reviewItemQuery(workspace, one));
  }, [ahead, queries, workspace]);
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
  assigned: item.assigned_to ? { to: item.assigned_to, name: null } : null,
});

/** Whether it waits, nobody else has it, and this person could approve it. */
const isForMe = (item: ReviewItem | undefined, me: Me): boolean =>
  item !== undefined &&
  (item.status === 'pending' || item.status === 'stale') &&
  (item.claim === null || item.claim.by === me.user_id) &&
  (!item.is_own || item.may_approve_own);
