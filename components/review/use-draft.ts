'use client';

import { useState } from 'react';
import { z } from 'zod';
import { whyNot, whyNotReject } from '#lib/review/core/may-decide.ts';
import type { Decision } from '#lib/review/core/proposal.ts';
import type { ShownItem } from '#lib/review/services/items.ts';
import { keep, readKept } from '../generation/start/kept.ts';
import { changesIn } from './change-view.tsx';
import { placesLeft } from './exercise-places.tsx';
import { countOf } from './parts-view.tsx';
import { reviewText } from './text.ts';
import type { Me } from './use-desk.ts';
import { useMerge } from './use-merge.ts';
import { useParts } from './use-parts.ts';

const words = reviewText;
const keptEdit = z.object({ text: z.string().max(1_000_000), of: z.string() });

/** The text of a draft that can be edited; null where it has none. */
export const draftText = ({ body, lesson }: ShownItem): string | null =>
  body.kind === 'spark' ? body.content_md : body.kind === 'draft' ? (lesson?.content_md ?? null) : null;

export type Draft = ReturnType<typeof useDraft>;

/** One proposal as it is being decided: what is looked at, which parts are decided, what was edited or chosen. */
export function useDraft(item: ShownItem, me: Me, decide: (decision: Decision) => void) {
  const [mode, setMode] = useState<'read' | 'reject' | 'edit'>('read');
  const [isUnfolded, setUnfolded] = useState(false);
  const [view, setView] = useState<'rendered' | 'source'>('rendered');
  const [at, setAt] = useState(0);
  const merge = useMerge(item, setAt);
  // What was typed stays on the device for its week: a decision may fail, or be taken back.
  const send = decide;
  const held = useParts(item, me, { at, setAt, send });
  const { inParts, exerciseMerge } = held;
  const draft = draftText(item);
  const [edited, setEdited] = useKeptEdit(item, me);

  const count = inParts
    ? countOf(inParts)
    : merge.count > 0
      ? merge.count
      : item.difference
        ? changesIn(item.difference)
        : 0;
  const { isMerging, left } = merge;
  const why = whyText(item, me, isMerging ? left : null);
  const refusedReject = whyNotReject(item, me);

  const merged = item.lesson ? merge.text : null;
  const editable = merged ?? draft;

  const step = (by: 1 | -1) => count > 0 && setAt((now) => (now + by + count) % count);
  const approve = () => {
    if (why !== null) return;
    if (inParts && exerciseMerge.leftIn(at) > 0) return exerciseMerge.goToOpen();
    if (inParts) return held.canApprove(at) ? held.decidePart({ is_approved: true }) : setMode('reject');
    // Somebody typed an edit and went back: it is shown again before anything is approved.
    if (edited !== null && edited !== editable) return setMode('edit');
    if (merged !== null)
      return send({ do: 'approve', base_hash: item.lesson?.base_hash, final: { content_md: merged } });
    return send({ do: 'approve' });
  };
  const reject = (reason_code: number, reason?: string) => {
    setMode('read');
    if (inParts && count > 1) return held.decidePart({ is_approved: false, reason_code, ...(reason && { reason }) });
    return send({ do: 'reject', reason_code, ...(reason && { reason }) });
  };
  return {
    mode,
    setMode,
    view,
    setView,
    at,
    setAt,
    step,
    count,
    parts: held.parts,
    inParts,
    graph: held.graph,
    loops: held.loops,
    choices: merge.choices,
    choose: merge.choose,
    isMerging,
    /** Lesson and draft both changed the same words somewhere. */
    mustChoose: merge.count > 0,
    isUnfolded,
    unfold: () => setUnfolded((is) => !is),
    why,
    whyNotReject: refusedReject && words.why[refusedReject],
    draft,
    editable,
    edited: edited ?? editable ?? '',
    setEdited,
    exerciseMerge,
    /** What of the exercise at hand is to be settled before it can be approved, in words. */
    unsettled: exerciseMerge.leftIn(at) > 0 ? placesLeft(exerciseMerge.open) : null,
    /** The exercise at hand as it would be written, where it can be edited; null otherwise. */
    editableExercise: why === null && !exerciseMerge.isGone(at) ? exerciseMerge.written(at) : null,
    approveEditedExercise: (exercise: Record<string, unknown>) => {
      setMode('read');
      held.decidePart({ is_approved: true, exercise });
    },
    approve,
    approveRest: inParts && count > 1 && why === null ? held.approveRest : undefined,
    approveEdited: (text: string) =>
      why === null &&
      send({
        do: 'approve',
        ...((text !== draft || isMerging) && { final: { content_md: text } }),
        ...(isMerging && { base_hash: item.lesson?.base_hash }),
      }),
    // What is merged can be written otherwise once every place is settled.
    canEdit: inParts
      ? exerciseMerge.written(at) !== null && !exerciseMerge.isGone(at)
      : editable !== null && (!isMerging || left === 0),
    reject,
  };
}

/** What somebody typed instead of the draft, as it lies on this device; null where they did not. */
function useKeptEdit(item: ShownItem, me: Me): [string | null, (text: string) => void] {
  const key = `review-edit.${me.user_id}.${item.id}`;
  // An edit of another text than the one that would be written now is not gone on with: it would undo what somebody wrote since.
  const of = `${item.lesson?.base_hash ?? ''} ${item.status}`;
  const [kept, setKept] = useState(() => readKept(key, keptEdit));
  return [
    kept?.of === of ? kept.text : null,
    (text) => {
      setKept({ text, of });
      keep(key, { text, of });
    },
  ];
}

/** Why it cannot be approved as it stands, in words. `left`: places that are not settled yet; null where nothing is merged. */
function whyText(item: ShownItem, me: Me, left: number | null): string | null {
  const refused = whyNot(item, me);
  if (!refused && item.job?.is_writing) return words.regenerate.isWriting;
  if (refused === 'claimed' && item.claim)
    return words.freeAgain(
      item.claim.by_name,
      new Date(item.claim.until).toLocaleTimeString(undefined, { timeStyle: 'short' }),
    );
  if (refused === 'merge_first' && left !== null) return left > 0 ? words.mergeLeft(left) : null;
  return refused && words.why[refused];
}
