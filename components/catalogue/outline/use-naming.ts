import { type RefObject, useState } from 'react';
import { useGo } from '#components/shell/leave-guard.tsx';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { NO_FILTERS } from './address.tsx';
import type { OutlineContextValue } from './context.tsx';
import { type Naming, NEW_ROW, type Row } from './rows.ts';
import type { Branches } from './use-branches.ts';

/** Puts the focus on a row once it is drawn; rows far away are scrolled to first by the tree itself. */
function focusRow(root: HTMLElement | null, key: string, tries = 20) {
  const row = root?.querySelector<HTMLElement>(`[role="row"][data-key="${CSS.escape(key)}"]`);
  if (row) row.focus();
  else if (tries > 0) requestAnimationFrame(() => focusRow(root, key, tries - 1));
}

/** Writing a title in a row, of what is there or of what is about to be made. */
export function useNaming(outline: OutlineContextValue, branches: Branches, root: RefObject<HTMLElement | null>) {
  const { workspace, tree, edits } = outline;
  const [naming, setNaming] = useState<Naming | null>(null);
  const go = useGo();

  const finishNew = async ({ kind, parent: key }: NonNullable<Naming['create']>, title: string) => {
    const parent = key ? (tree.rows.get(key) ?? null) : null;
    const made = await edits.create(kind, title, parent);
    setNaming(null);
    if (made) go(inWorkspace(workspace).outlined(kind, made.slug), { scroll: false });
    else if (parent) focusRow(root.current, parent.key);
  };
  return {
    naming,
    rename: (node: OutlineNode) => setNaming({ key: node.key }),
    addInside: (node: OutlineNode | null, kind: NamedKind) => {
      if (node) branches.reveal(node);
      outline.setParams(NO_FILTERS);
      setNaming({ key: NEW_ROW, create: { kind, parent: node?.key ?? null } });
    },
    cancel: (row: Row) => {
      setNaming(null);
      focusRow(root.current, row.create?.parent ?? row.key);
    },
    finish: async (row: Row, title: string) => {
      if (row.create) return finishNew(row.create, title);
      setNaming(null);
      focusRow(root.current, row.key);
      if (row.node) await edits.rename(tree.rows.get(row.key) ?? row.node, title);
    },
  };
}

export type NamingState = ReturnType<typeof useNaming>;
