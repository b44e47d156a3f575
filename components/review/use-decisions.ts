'use client';

import { useCallback, useRef, useState } from 'react';
import { problemOf } from '#lib/base/queries/result.ts';
import type { Behind, Decision, DecisionTogether, LeftOut, QueueItem } from '#lib/review/core/proposal.ts';
import type { ToldCheck } from '#lib/review/core/told-check.ts';
import type { useReview } from '#lib/review/queries/proposals.ts';

export interface Outcome {
  item: QueueItem;
  what: 'approved' | 'rejected';
  is_edited: boolean;
  behind: Behind | null;
  /** All that was decided in the same act, this one among them. */
  with: readonly string[];
  /** When, in milliseconds. */
  at: number;
}

/** What the strip above the bar says. */
export type Strip =
  | { what: 'done'; outcome: Outcome }
  | { what: 'together'; did: 'approved' | 'rejected'; count: number; left_out: readonly LeftOut[] }
  | { what: 'taken_back'; item: Named; count: number }
  | { what: 'caught'; check: ToldCheck }
  | { what: 'failed'; item: QueueItem; why: string }
  | { what: 'not_undone'; why: string }
  | { what: 'refused'; why: string };

/** What is said of a proposal by name. */
export type Named = Pick<QueueItem, 'id' | 'title' | 'place'>;

const doneBy = (decision: { do: 'approve' | 'reject' }) =>
  decision.do === 'approve' ? ('approved' as const) : ('rejected' as const);

/** What was decided in this sitting, and the way back. A decision is shown at once; one that fails is put back. `open`: opens a proposal. */
export function useDecisions(review: ReturnType<typeof useReview>, open: (id: string) => void) {
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [strip, setStrip] = useState<Strip | null>(null);
  /** Checks that were met: they are in the queue no more, and no decision. */
  const [met, setMet] = useState<ReadonlySet<string>>(new Set());
  const [missed, setMissed] = useState<readonly ToldCheck[]>([]);
  const tell = (checks: readonly { id: string; status: string; check: ToldCheck }[]) => {
    const missing = checks.filter(({ status }) => status === 'missed').map(({ check }) => check);
    setMet((before) => new Set([...before, ...checks.map(({ id }) => id)]));
    setMissed((before) => [...before, ...missing]);
    const caught = checks.find(({ status }) => status === 'caught');
    if (caught) setStrip({ what: 'caught', check: caught.check });
  };
  // Known before anything is drawn again: whoever leaves a proposal asks whether it is decided.
  const sent = useRef(new Set<string>());
  const forget = (ids: readonly string[]) => {
    for (const id of ids) sent.current.delete(id);
    setOutcomes((before) => before.filter(({ item }) => !ids.includes(item.id)));
  };

  const decide = (row: QueueItem, decision: Decision) => {
    const is_edited =
      decision.do === 'approve' &&
      (decision.final !== undefined || decision.parts?.some(({ exercise }) => exercise) === true);
    const outcome: Outcome = {
      item: row,
      what: doneBy(decision),
      is_edited,
      behind: null,
      with: [row.id],
      at: Date.now(),
    };
    setOutcomes((before) => [...before, outcome]);
    setStrip({ what: 'done', outcome });
    sent.current.add(row.id);
    // By its own promise: what is told to `mutate` is called for the last decision alone, and the next one follows at once.
    review.decide.mutateAsync({ proposal_id: row.id, decision }).then(
      ({ behind, status, check }) => {
        if (check) {
          forget([row.id]);
          setStrip((now) => (now?.what === 'done' && now.outcome.item.id === row.id ? null : now));
          return tell([{ id: row.id, status, check }]);
        }
        const known = { ...outcome, behind };
        setOutcomes((before) => before.map((one) => (one.item.id === row.id ? known : one)));
        setStrip((now) =>
          now?.what === 'done' && now.outcome.item.id === row.id ? { what: 'done', outcome: known } : now,
        );
      },
      (error: Error) => {
        forget([row.id]);
        setStrip({ what: 'failed', item: row, why: problemOf(error).message });
      },
    );
  };
  const decideTogether = (
    items: readonly QueueItem[],
    decision: DecisionTogether,
    onDone: (ids: readonly string[]) => void,
  ) => {
    if (items.length === 0 || review.decideTogether.isPending) return;
    const what = doneBy(decision);
    review.decideTogether.mutate(
      { proposal_ids: items.map((one) => one.id), decision },
      {
        onSuccess: ({ decided, left_out, checks }) => {
          const act = items
            .filter((one) => decided.includes(one.id))
            .map((one) => ({ item: one, what, is_edited: false, behind: null, with: decided, at: Date.now() }));
          setOutcomes((before) => [...before, ...act]);
          setStrip({ what: 'together', did: what, count: decided.length, left_out: left_out.map(({ why }) => why) });
          if (checks.length > 0) tell(checks);
          onDone([...decided, ...checks.map(({ id }) => id)]);
        },
        onError: (error) => setStrip({ what: 'refused', why: problemOf(error).message }),
      },
    );
  };
  const onNotUndone = (error: Error) => setStrip({ what: 'not_undone', why: problemOf(error).message });
  const takeBack = (row: Named) => {
    if (review.undo.isPending) return;
    review.undo.mutate(row.id, {
      onSuccess: () => {
        // What was decided in one act comes back in one.
        const act = outcomes.find(({ item }) => item.id === row.id)?.with ?? [row.id];
        forget(act);
        setStrip({ what: 'taken_back', item: row, count: act.length });
        open(row.id);
      },
      onError: onNotUndone,
    });
  };
  const undo = () => {
    const last = outcomes.at(-1);
    if (!last || review.undoTogether.isPending) return;
    if (last.with.length === 1) return takeBack(last.item);
    review.undoTogether.mutate([...last.with], {
      onSuccess: (count) => {
        forget(last.with);
        setStrip({ what: 'taken_back', item: last.item, count });
      },
      onError: onNotUndone,
    });
  };
  return {
    outcomes,
    met,
    /** The check that was missed and not yet talked about. */
    missed: missed[0] ?? null,
    goOn: () => setMissed((before) => before.slice(1)),
    strip,
    /** Says why something was not done. */
    refuse: (why: string) => setStrip({ what: 'refused', why }),
    decide,
    isDecided: useCallback((id: string) => sent.current.has(id), []),
    decideTogether,
    isDecidingTogether: review.decideTogether.isPending,
    undo,
    takeBack,
    canUndo: outcomes.length > 0,
    isUndoing: review.undo.isPending || review.undoTogether.isPending,
  };
}
