'use client';

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { type EntityNode, isEntityNode, type OutlineNode, type OutlineTree } from '#lib/catalogue/core/outline.ts';

interface Selection {
  /** Keys of chosen rows, as React Aria gave them: its object remembers where a range began. */
  keys: ReadonlySet<string>;
  /** The rows themselves, in the order of the outline. */
  nodes: OutlineNode[];
  setKeys: (keys: ReadonlySet<string>) => void;
  clear: () => void;
}

const NONE: ReadonlySet<string> = new Set();
const SelectionContext = createContext<Selection>({ keys: NONE, nodes: [], setKeys: () => {}, clear: () => {} });

/** The rows that are chosen for a bulk edit. */
export const useSelection = () => useContext(SelectionContext);

/** Apart from the outline itself, so that choosing a row draws nothing anew but the tree and the bar. */
export function SelectionProvider({ tree, children }: { tree: OutlineTree; children: ReactNode }) {
  const [keys, setKeys] = useState(NONE);
  const clear = useCallback(() => setKeys(NONE), []);
  const value = useMemo(() => {
    if (keys.size === 0) return { keys, nodes: [], setKeys, clear };
    const nodes: OutlineNode[] = [];
    // The tree names its rows in the order in which they stand. What is gone is not chosen any more.
    for (const [key, node] of tree.rows) if (keys.has(key) && node.kind !== 'group') nodes.push(node);
    return { keys, nodes, setKeys, clear };
  }, [keys, tree, clear]);
  return <SelectionContext.Provider value={value}>{children}</SelectionContext.Provider>;
}

/** Each entity once, however many of its rows are chosen. */
export function entitiesOf(nodes: readonly OutlineNode[]): EntityNode[] {
  return [...new Map(nodes.filter(isEntityNode).map((node) => [`${node.kind}:${node.id}`, node])).values()];
}
