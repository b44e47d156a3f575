'use client';

import { useRef } from 'react';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import type { Sitting } from '#lib/history/services/sittings.ts';
import { sittingText } from './sitting-text.ts';
import { versionOf } from './timeline-sitting.tsx';
import { isNamed, isRestored, type VersionActs } from './version-acts.tsx';

/** Keys that go from line to line of a history and act on the one that has the focus; gives where its list goes. */
export function useSittingKeys(id: string, sittings: Sitting[], acts: VersionActs) {
  const list = useRef<HTMLOListElement>(null);
  const lines = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-line]') ?? [])];
  const focused = () => lines().findIndex((line) => line.contains(document.activeElement));
  const step = (by: 1 | -1) => {
    const at = focused();
    // Backwards from nowhere is the first one as well: there is none before it.
    const line = lines()[at < 0 ? 0 : at + by];
    line?.focus({ preventScroll: true });
    line?.scrollIntoView({ block: 'nearest' });
  };
  const act = (isPossible: (line: NonNullable<ReturnType<typeof versionOf>>) => boolean, run: VersionActs['name']) => {
    // Who has chosen no line means the newest one.
    const sitting = sittings[Math.max(focused(), 0)];
    const line = sitting && versionOf(id, sitting);
    const change_set = sitting?.saves[0];
    if (line && change_set && isPossible(line)) run(line, change_set);
  };
  const { keys } = sittingText;
  useShortcuts(keys.group, [
    { keys: 'J', label: keys.next, run: () => step(1) },
    { keys: 'K', label: keys.previous, run: () => step(-1) },
    { keys: 'R', label: keys.restore, run: () => act(isRestored, acts.restore) },
    { keys: 'M', label: keys.name, run: () => act(isNamed, acts.name) },
  ]);
  return list;
}
