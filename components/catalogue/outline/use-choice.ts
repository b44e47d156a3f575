import { useEffect, useMemo, useRef } from 'react';
import type { OutlineContextValue } from './context.tsx';
import { NEW_ROW, type Row } from './rows.ts';
import { useSelection } from './selection.tsx';
import { rangeOf, shownKeys } from './tree-keys.ts';

/** Rows that stand for others. */
const unnamedKeys = (rows: readonly Row[]): string[] =>
  rows.flatMap(({ key, others, children }) => (others ? key : children ? unnamedKeys(children) : []));

/** Choosing rows for a bulk edit: one by one, in ranges, all that are shown. Groups are never chosen. */
export function useChoice({ tree, filtered }: OutlineContextValue, rows: readonly Row[]) {
  const { keys, nodes, setKeys, clear } = useSelection();
  const isFiltered = filtered !== null;
  // Where a range begins.
  const anchor = useRef<string | null>(null);
  const unchosable = useMemo(
    () => [NEW_ROW, ...tree.roots.flatMap(({ key, kind }) => (kind === 'group' ? key : [])), ...unnamedKeys(rows)],
    [tree.roots, rows],
  );
  // What a filter hides is not chosen any more: nobody trashes what they do not see.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when what is shown changes, not when the choice does.
  useEffect(() => {
    if (isFiltered && keys.size > 0) setKeys(new Set([...keys].filter((key) => tree.rows.has(key))));
  }, [isFiltered, tree]);

  const withoutGroups = (some: ReadonlySet<string>) => {
    const groups = [...some].filter((key) => !tree.rows.has(key) || tree.rows.get(key)?.kind === 'group');
    if (groups.length === 0) return some;
    return new Set([...some].filter((key) => !groups.includes(key)));
  };
  const isAll = useMemo(() => {
    if (keys.size === 0) return false;
    return shownKeys(rows).every((key) => keys.has(key) || !tree.rows.has(key) || tree.rows.get(key)?.kind === 'group');
  }, [keys, rows, tree]);
  return {
    /** Everything that is loaded and shown. */
    isAll,
    keys,
    nodes,
    unchosable,
    clear,
    setKeys,
    /** What the tree says is chosen now. */
    set: (next: 'all' | ReadonlySet<string>) => {
      const wanted = next === 'all' ? new Set(shownKeys(rows)) : next;
      anchor.current = [...wanted].at(-1) ?? null;
      setKeys(withoutGroups(wanted));
    },
    /** One row more or less, or with `isRange` all between it and the one before. */
    toggle: (key: string, isRange: boolean) => {
      const next = new Set(keys);
      if (isRange) for (const each of rangeOf(shownKeys(rows), anchor.current, key)) next.add(each);
      else if (!next.delete(key)) next.add(key);
      anchor.current = key;
      setKeys(withoutGroups(next));
    },
  };
}

export type Choice = ReturnType<typeof useChoice>;
