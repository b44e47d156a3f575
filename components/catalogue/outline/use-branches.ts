import { useEffect, useMemo, useState } from 'react';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import type { OutlineContextValue } from './context.tsx';
import { useExpanded } from './expanded.ts';

const branchKeys = (node: OutlineNode): string[] =>
  node.children.length === 0 ? [] : [node.key, ...node.children.flatMap(branchKeys)];

function ancestorKeys(node: OutlineNode): string[] {
  const keys: string[] = [];
  for (let at = node.parent; at; at = at.parent) keys.push(at.key);
  return keys;
}

/** Which branches of the outline are open. */
export function useBranches({ workspace, tree, current, filtered }: OutlineContextValue) {
  const expanded = useExpanded(workspace);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  // While filtering every branch with a match is open, but for those that the reader folds.
  const open = useMemo(
    () => (filtered ? new Set([...filtered.shown].filter((key) => !folded.has(key))) : expanded.keys),
    [filtered, folded, expanded.keys],
  );

  // A page that opens shows its row, and what is inside of it.
  const currentKey = current?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another row becomes current, so that folding it later holds.
  useEffect(() => {
    if (current) expanded.open([...ancestorKeys(current), ...(current.children.length > 0 ? [current.key] : [])]);
    else if (expanded.keys.size === 0)
      expanded.open(tree.roots.filter(({ kind }) => kind === 'domain').map(({ key }) => key));
  }, [currentKey]);

  return {
    open,
    /** What the tree says is open now. */
    set: (keys: ReadonlySet<string>) => {
      if (filtered) setFolded(new Set([...filtered.shown].filter((key) => !keys.has(key))));
      else expanded.set(keys);
    },
    /** Opens a row and all that lead to it. */
    reveal: (node: OutlineNode) => expanded.open([...ancestorKeys(node), node.key]),
    openOne: (node: OutlineNode) => expanded.open([node.key]),
    toggle: (node: OutlineNode) => (open.has(node.key) ? expanded.close : expanded.open)([node.key]),
    /** Opens or closes a row with everything inside of it. */
    openAll: (node: OutlineNode, isOpen: boolean) => (isOpen ? expanded.open : expanded.close)(branchKeys(node)),
  };
}

export type Branches = ReturnType<typeof useBranches>;
