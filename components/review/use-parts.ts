'use client';

import { useMemo, useState } from 'react';
import { z } from 'zod';
import { changesKey } from '#lib/review/core/exercise-change.ts';
import { isStillSeen } from '#lib/review/core/exercise-merge.ts';
import { layOutLinks } from '#lib/review/core/links-graph.ts';
import {
  type DecidedPart,
  type Decision,
  decidedPart,
  LONGEST_REASON_TEXT,
  REASONS,
} from '#lib/review/core/proposal.ts';
import type { ShownItem } from '#lib/review/services/items.ts';
import { keep, readKept } from '../generation/start/kept.ts';
import { canApprovePart, countOf } from './parts-view.tsx';
import type { Me } from './use-desk.ts';
import { useExerciseMerge } from './use-exercise-merge.ts';

/** Of exercises: their key or options. */
const USUAL_REASON = REASONS.indexOf('exercise') + 1;
const NO_LOOPS: ReadonlySet<number> = new Set();
const NO_EXERCISES: readonly never[] = [];
const keptParts = z.object({ parts: decidedPart.array() });

interface Looking {
  /** The part that is looked at, from 0. */
  at: number;
  setAt: (nth: number) => void;
  send: (decision: Decision) => void;
}

/** The parts of a proposal as they are decided one by one: exercises, or links. All of them are sent together. */
export function useParts(item: ShownItem, me: Me, { at, setAt, send }: Looking) {
  const { body } = item;
  const partsKey = `review-parts.${me.user_id}.${item.id}`;
  // What was chosen part by part is not lost with a decision that failed.
  const [kept, setParts] = useState<readonly DecidedPart[]>(() => readKept(partsKey, keptParts)?.parts ?? []);
  const exercises = body.kind === 'exercises' || body.kind === 'quiz' ? body.exercises : NO_EXERCISES;
  // An exercise that moved since it was approved here is looked at again.
  const parts = kept.filter((one) => isStillSeen(one, exercises[one.nth], item.exercises_now));
  const exerciseMerge = useExerciseMerge(item, me, setAt);
  const { graph, loops } = useLinks(item, parts);
  const inParts = body.kind === 'exercises' || body.kind === 'quiz' || body.kind === 'links' ? body : null;
  const all = Array.from({ length: inParts ? countOf(inParts) : 0 }, (_, nth) => nth);

  /** Decides the part that is looked at, goes on to the next open one, and sends all once none is left. */
  const decidePart = (part: Omit<DecidedPart, 'nth'>, which: readonly number[] = [at]) => {
    const made = which.map((nth) => ({ nth, ...(part.is_approved && exerciseMerge.seen(nth)), ...part }));
    const now = [...parts.filter(({ nth }) => !which.includes(nth)), ...made];
    setParts(now);
    keep(partsKey, { parts: now });
    const open = all.filter((nth) => !now.some((one) => one.nth === nth));
    if (open.length > 0) return setAt(open.find((nth) => nth > at) ?? (open[0] as number));
    if (now.some(({ is_approved }) => is_approved))
      return send({
        do: 'approve',
        parts: [...now].sort((a, b) => a.nth - b.nth),
        // The reviewer saw what changed in the lesson since.
        ...(item.status === 'stale' && item.lesson && { base_hash: item.lesson.base_hash }),
      });
    const reason = now
      .map((one) => one.reason)
      .filter(Boolean)
      .join('\n')
      .slice(0, LONGEST_REASON_TEXT);
    return send({ do: 'reject', reason_code: now[0]?.reason_code ?? USUAL_REASON, ...(reason && { reason }) });
  };
  const canApprove = (nth: number): boolean =>
    inParts !== null &&
    canApprovePart(inParts, nth, loops) &&
    !exerciseMerge.isGone(nth) &&
    exerciseMerge.leftIn(nth) === 0;
  const isKeyChanged = (nth: number): boolean => {
    const [part, written] = [exercises[nth], exerciseMerge.written(nth)];
    return part?.do === 'change' && written !== null && changesKey({ ...part, exercise: written });
  };
  return {
    inParts,
    parts,
    graph,
    loops,
    exerciseMerge,
    canApprove,
    decidePart,
    /** Approves all parts that are open and can be; a changed answer key is looked at by itself. */
    approveRest: () => {
      const isOpen = (nth: number) => !parts.some((one) => one.nth === nth);
      const fit = all.filter((nth) => isOpen(nth) && canApprove(nth) && !isKeyChanged(nth));
      if (fit.length > 0) decidePart({ is_approved: true }, fit);
    },
  };
}

/** The picture of proposed links, and which of them would close a loop. */
function useLinks({ body, links }: ShownItem, parts: readonly DecidedPart[]) {
  const graph = useMemo(() => {
    const rejected = new Set(parts.filter(({ is_approved }) => !is_approved).map(({ nth }) => nth));
    return body.kind === 'links' ? layOutLinks(body.links, links, rejected) : null;
  }, [body, links, parts]);
  return { graph, loops: graph?.loops ?? NO_LOOPS };
}
