import { useEffect, useMemo, useState } from 'react';
import { toast } from '#components/ui/toast.tsx';
import type { OutlineNode, OutlineTree } from '#lib/catalogue/core/outline.ts';
import type { OutlineContextValue } from './context.tsx';
import { useExpanded } from './expanded.ts';
import { outlineText } from './text.ts';

/** As many branches are opened at once. */
const MOST_OPENED = 200;

const branchKeys = (node: OutlineNode): string[] =>
  node.child_count === 0 ? [] : [node.key, ...node.children.flatMap(branchKeys)];

function ancestorKeys(node: OutlineNode): string[] {
  const keys: string[] = [];
  for (let at = node.parent; at; at = at.parent) keys.push(at.key);
  return keys;
}

/** Open branches that the tree shows and that are not loaded yet. */
function notLoaded({ roots }: OutlineTree, open: ReadonlySet<string>): string[] {
  const missing: string[] = [];
  const look = (node: OutlineNode) => {
    if (!open.has(node.key)) return;
    if (!node.is_loaded) missing.push(node.key);
    else node.children.forEach(look);
  };
  roots.forEach(look);
  return missing;
}

/** Which branches of the outline are open. What is open is loaded. */
export function useBranches({ workspace, tree, base, current, filtered, loading }: OutlineContextValue) {
  const expanded = useExpanded(workspace);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  /** What a page opens by itself: the way to its row and what is inside of it; of none, what the server sent along. */
  const byItself = useMemo(
    () =>
      current
        ? [...ancestorKeys(current), ...(current.child_count > 0 ? [current.key] : [])]
        : base.roots.filter(({ kind, is_loaded }) => kind === 'domain' && is_loaded).map(({ key }) => key),
    [current, base],
  );
  const all = useMemo(() => (filtered ? [...tree.rows.keys()] : []), [filtered, tree]);
  // While filtering every branch with a match is open, but for those that the reader folds.
  const open = useMemo(
    () =>
      filtered ? new Set(all.filter((key) => !folded.has(key))) : expanded.isKnown ? expanded.keys : new Set(byItself),
    [filtered, all, folded, expanded.isKnown, expanded.keys, byItself],
  );

  // A page that opens shows its row, and what is inside of it.
  const currentKey = current?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another row becomes current, so that folding it later holds.
  useEffect(() => {
    if (current || expanded.keys.size === 0) expanded.open(byItself);
  }, [currentKey]);

  useEffect(() => {
    const missing = notLoaded(base, expanded.keys);
    if (missing.length > 0) void loading.open(missing.slice(0, MOST_OPENED));
  }, [base, expanded.keys, loading]);

  /** Level by level, since what is below a row is known once it is loaded. */
  const openBelow = async (node: OutlineNode) => {
    let level = [node.key];
    for (let opened = 0; level.length > 0; ) {
      const now = level.slice(0, MOST_OPENED - opened);
      if (now.length < level.length) toast.note(outlineText.expandedSome(MOST_OPENED));
      if (now.length === 0) return;
      await loading.open(now);
      expanded.open(now);
      opened += now.length;
      const { rows } = loading.treeNow();
      level = now.flatMap((key) =>
        (rows.get(key)?.children ?? []).flatMap((child) => (child.child_count > 0 ? child.key : [])),
      );
    }
  };

  return {
    open,
    /** The page is alive: what this tab has open is known. */
    isKnown: expanded.isKnown,
    /** What the tree says is open now. */
    set: (keys: ReadonlySet<string>) => {
      if (filtered) setFolded(new Set(all.filter((key) => !keys.has(key))));
      else expanded.set(keys);
    },
    /** Opens a row and all that lead to it. */
    reveal: (node: OutlineNode) => expanded.open([...ancestorKeys(node), node.key]),
    openOne: (node: OutlineNode) => expanded.open([node.key]),
    toggle: (node: OutlineNode) => (open.has(node.key) ? expanded.close : expanded.open)([node.key]),
    /** Opens or closes a row with everything inside of it. */
    openAll: (node: OutlineNode, isOpen: boolean) => {
      if (isOpen) void openBelow(node);
      else expanded.close(branchKeys(node));
    },
  };
}

export type Branches = ReturnType<typeof useBranches>;
