'use client';

import { useCallback, useState } from 'react';
import type { QueueItem } from '#lib/review/core/proposal.ts';

/** Which rows of the queue are chosen, to be decided together. `rows`: in the order in which they stand. */
export function useChosen(rows: readonly QueueItem[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  const [isOn, setOn] = useState(false);
  const items = rows.filter(({ id }) => ids.has(id));
  const add = (more: readonly string[]) => {
    setOn(true);
    setIds((before) => new Set([...before, ...more]));
  };
  const toggle = useCallback((id: string) => {
    setOn(true);
    setLast(id);
    setIds((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  return {
    /** Whether rows show a box: it is chosen now, whether or not one is. */
    isOn,
    items,
    has: (id: string) => ids.has(id),
    toggle,
    /** All from the one that was chosen last up to this one. */
    upTo: (id: string) => {
      const [a, b] = [rows.findIndex((row) => row.id === (last ?? id)), rows.findIndex((row) => row.id === id)];
      if (a < 0 || b < 0) return;
      setLast(id);
      add(rows.slice(Math.min(a, b), Math.max(a, b) + 1).map((row) => row.id));
    },
    /** All that stand under the same heading. */
    ofKind: (id: string) => {
      const group = rows.find((row) => row.id === id)?.in_group;
      add(rows.filter((row) => row.in_group === group).map((row) => row.id));
    },
    start: () => setOn(true),
    clear: () => {
      setIds(new Set());
      setLast(null);
      setOn(false);
    },
  };
}
