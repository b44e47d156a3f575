'use client';

import { useState } from 'react';
import { chooseParts, type MergeChoice } from '#lib/lessons/core/text-merge.ts';
import type { ShownItem } from '#lib/review/services/items.ts';
import { choicesIn } from './merge-view.tsx';

/** What is chosen where lesson and draft both changed the same words. `onGo`: looks at another place. */
export function useMerge({ merge }: ShownItem, onGo: (nth: number) => void) {
  const count = merge ? choicesIn(merge) : 0;
  const [choices, setChoices] = useState<readonly (MergeChoice | null)[]>(() =>
    Array.from({ length: count }, () => null),
  );
  return {
    isMerging: merge !== null,
    count,
    choices,
    left: choices.filter((one) => one === null).length,
    /** The merged text as it is chosen so far; null where nothing is merged. */
    text:
      merge &&
      chooseParts(
        merge,
        choices.map((one) => one ?? 'mine'),
      ),
    /** Settles a place and goes on to the next that is open. */
    choose: (nth: number, choice: MergeChoice) => {
      const now = choices.map((one, place) => (place === nth ? choice : one));
      setChoices(now);
      const open = now.findIndex((one, place) => one === null && place > nth);
      onGo(open >= 0 ? open : Math.max(now.indexOf(null), 0));
    },
  };
}
