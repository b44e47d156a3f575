'use client';

import { useState } from 'react';
import { useUndoing } from '#components/history/undoing.ts';
import { toast } from '#components/ui/toast.tsx';
import type { Problem } from '#lib/base/core/problem.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { type LinkEdit, type LinkEditOutcome, type LinkLoop, MOST_EDITS, NEW_LINK } from '#lib/graph/core/edits.ts';
import type { GraphLevel } from '#lib/graph/core/graph.ts';
import { useEditLinks } from '#lib/graph/queries/links.ts';
import { linksText } from './links-text.ts';

/** Edits that were refused because of a loop, with what is needed to do them another way. */
export interface RefusedLoop {
  edits: LinkEdit[];
  said: string;
  loop: LinkLoop;
}

export interface LinkEditing {
  isPending: boolean;
  /**
   * Does edits as one change set and says so, with Undo. Null when they are done. A loop opens the dialog; another problem is told
   * in a toast unless the caller shows it in place.
   */
  edit: (edits: LinkEdit[], said: string, how?: { inPlace?: boolean }) => Promise<Problem | null>;
  /** For `LoopDialog`. */
  refused: RefusedLoop | null;
  dismiss: () => void;
  /** The refused edits again, with a link of the loop taken away or one of the new ones left out. */
  removeInstead: (link_id: string) => Promise<void>;
  leaveOut: (index: number) => Promise<void>;
}

/** The loop that a refusal comes with and that `LoopDialog` draws. Not every refusal of a loop could find it. */
export const loopOf = ({ code, detail }: Problem) =>
  code === 'loop' ? (detail as { loop?: LinkLoop } | undefined)?.loop : undefined;

/** `onRepaired` is told when edits that closed a loop were done another way. */
export function useLinkEditing(workspace: string, level: GraphLevel, onRepaired?: () => void): LinkEditing {
  const { mutateAsync, isPending } = useEditLinks(workspace, level);
  const { tell } = useUndoing(workspace);
  const [refused, setRefused] = useState<RefusedLoop | null>(null);

  const edit: LinkEditing['edit'] = async (edits, said, { inPlace = false } = {}) => {
    const refuse = (problem: Problem) => {
      if (!inPlace)
        toast.problem(edits.length === 1 ? linksText.failed.title : linksText.failed.titleMany, {
          detail: problem.message,
        });
      return problem;
    };
    if (edits.length > MOST_EDITS)
      return refuse({ code: 'invalid_input', message: linksText.failed.tooMany(MOST_EDITS) });
    // The database gives it another id.
    if (edits.some((one) => one.op !== 'add' && one.id.startsWith(NEW_LINK)))
      return refuse({ code: 'conflict', message: linksText.failed.notYet });
    try {
      const outcome = await mutateAsync({ edits });
      const problem = problemOfOutcome(outcome, edits.length);
      if (problem) return refuse(problem);
      tell(said, [outcome.change_set_id], { detail: leftOut(outcome) });
      return null;
    } catch (error) {
      const problem = problemOf(error);
      const loop = loopOf(problem);
      if (!loop) return refuse(problem);
      setRefused({ edits, said, loop });
      return problem;
    }
  };
  const again = async (edits: LinkEdit[], said: string) => {
    const problem = await edit(edits, said);
    // Another loop through other links is shown in its turn.
    if (problem) return;
    setRefused(null);
    onRepaired?.();
  };

  return {
    isPending,
    edit,
    refused,
    dismiss: () => setRefused(null),
    removeInstead: async (id) => {
      if (!refused) return;
      const others = refused.edits.filter((one) => one.op === 'add' || one.id !== id);
      await again(
        [...others, { op: 'remove', id }],
        refused.edits.length === 1 ? linksText.done.replaced : refused.said,
      );
    },
    leaveOut: async (index) => {
      if (refused) await again(refused.edits.toSpliced(index, 1), refused.said);
    },
  };
}

/** Why nothing came of the edits; null when something did, or when all was as it should be already. */
function problemOfOutcome({ change_set_id, failed }: LinkEditOutcome, asked: number): Problem | null {
  const [first] = failed;
  if (change_set_id !== null || !first) return null;
  const message =
    asked === 1 ? linksText.failed.sentences[first.code] : linksText.done.leftOut(failed.length, reasonsOf(failed));
  return { code: 'conflict', message, detail: failed };
}

const leftOut = ({ failed }: LinkEditOutcome) =>
  failed.length > 0 ? linksText.done.leftOut(failed.length, reasonsOf(failed)) : undefined;

const reasonsOf = (failed: LinkEditOutcome['failed']) =>
  [...new Set(failed.map(({ code }) => linksText.failed.codes[code]))].join(', ');
