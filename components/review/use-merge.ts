'use client';

import { useState } from 'react';
import { chooseParts, type MergeChoice, type MergePart } from '#lib/lessons/core/text-merge.ts';
import type { ShownItem } from '#lib/review/services/items.ts';

/** A place is known by what stands there: if the lesson moves again, what was chosen elsewhere still holds. */
const keyOf = (place: MergePart): string => JSON.stringify(place);

/** What is chosen where lesson and draft both changed the same words. `onGo`: looks at another place. */
export function useMerge({ merge }: ShownItem, onGo: (nth: number) => void) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, MergeChoice>>(new Map());
  const places = (merge ?? []).filter((part) => typeof part !== 'string').map(keyOf);
  const choices = places.map((place) => chosen.get(place) ?? null);
  return {
    isMerging: merge !== null,
    count: places.length,
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
      const place = places[nth];
      if (place === undefined) return;
      setChosen((before) => new Map(before).set(place, choice));
      const isOpen = (one: MergeChoice | null, at: number) => one === null && at !== nth;
      const next = choices.findIndex((one, at) => isOpen(one, at) && at > nth);
      onGo(next >= 0 ? next : Math.max(choices.findIndex(isOpen), 0));
    },
  };
}
