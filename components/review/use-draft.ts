'use client';

import { useMemo, useState } from 'react';
import { z } from 'zod';
import { layOutLinks } from '#lib/review/core/links-graph.ts';
import { whyNot, whyNotReject } from '#lib/review/core/may-decide.ts';
import {
  type DecidedPart,
  type Decision,
  decidedPart,
  LONGEST_REASON_TEXT,
  REASONS,
} from '#lib/review/core/proposal.ts';
import type { ShownItem } from '#lib/review/services/items.ts';
import { keep, readKept } from '../generation/start/kept.ts';
import { changesIn } from './change-view.tsx';
import { canApprovePart, countOf } from './parts-view.tsx';
import { reviewText } from './text.ts';
import type { Me } from './use-desk.ts';
import { useMerge } from './use-merge.ts';

const words = reviewText;
/** Of exercises: their key or options. */
const USUAL_REASON = REASONS.indexOf('exercise') + 1;
const NO_LOOPS: ReadonlySet<number> = new Set();
const keptParts = z.object({ parts: decidedPart.array() });
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
  const partsKey = `review-parts.${me.user_id}.${item.id}`;
  // What was chosen part by part is not lost with a decision that failed.
  const [parts, setParts] = useState<readonly DecidedPart[]>(() => readKept(partsKey, keptParts)?.parts ?? []);
  const merge = useMerge(item, setAt);
  const { graph, loops } = useLinks(item, parts);
  const draft = draftText(item);
  const [edited, setEdited] = useKeptEdit(item, me);

  const inParts =
    item.body.kind === 'exercises' || item.body.kind === 'quiz' || item.body.kind === 'links' ? item.body : null;
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
  // What was typed stays on the device for its week: a decision may fail, or be taken back.
  const send = decide;
  /** Decides the part that is looked at, goes on to the next open one, and sends all once none is left. */
  const decidePart = (part: Omit<DecidedPart, 'nth'>, which: readonly number[] = [at]) => {
    const now = [...parts.filter(({ nth }) => !which.includes(nth)), ...which.map((nth) => ({ nth, ...part }))];
    setParts(now);
    keep(partsKey, { parts: now });
    const open = Array.from({ length: count }, (_, nth) => nth).filter((nth) => !now.some((one) => one.nth === nth));
    if (open.length > 0) return setAt(open.find((nth) => nth > at) ?? (open[0] as number));
    const approved = now.filter(({ is_approved }) => is_approved);
    if (approved.length > 0)
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
  const approve = () => {
    if (why !== null) return;
    if (inParts) return canApprovePart(inParts, at, loops) ? decidePart({ is_approved: true }) : setMode('reject');
    // Somebody typed an edit and went back: it is shown again before anything is approved.
    if (edited !== null && edited !== editable) return setMode('edit');
    if (merged !== null)
      return send({ do: 'approve', base_hash: item.lesson?.base_hash, final: { content_md: merged } });
    return send({ do: 'approve' });
  };
  /** All parts that are open and can be approved. */
  const approveRest = () => {
    if (why !== null || !inParts) return;
    const open = Array.from({ length: count }, (_, nth) => nth).filter(
      (nth) => canApprovePart(inParts, nth, loops) && !parts.some((one) => one.nth === nth),
    );
    if (open.length > 0) decidePart({ is_approved: true }, open);
  };
  const reject = (reason_code: number, reason?: string) => {
    setMode('read');
    if (inParts && count > 1) return decidePart({ is_approved: false, reason_code, ...(reason && { reason }) });
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
    parts,
    inParts,
    graph,
    loops,
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
    approve,
    approveRest: inParts && count > 1 ? approveRest : undefined,
    approveEdited: (text: string) =>
      why === null &&
      send({
        do: 'approve',
        ...((text !== draft || isMerging) && { final: { content_md: text } }),
        ...(isMerging && { base_hash: item.lesson?.base_hash }),
      }),
    // What is merged can be written otherwise once every place is settled.
    canEdit: editable !== null && (!isMerging || left === 0),
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

/** The picture of proposed links, and which of them would close a loop. */
function useLinks({ body, links }: ShownItem, parts: readonly DecidedPart[]) {
  const graph = useMemo(() => {
    const rejected = new Set(parts.filter(({ is_approved }) => !is_approved).map(({ nth }) => nth));
    return body.kind === 'links' ? layOutLinks(body.links, links, rejected) : null;
  }, [body, links, parts]);
  return { graph, loops: graph?.loops ?? NO_LOOPS };
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
