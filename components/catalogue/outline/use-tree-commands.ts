import { useGo } from '#components/shell/leave-guard.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { childKind, type OutlineNode } from '#lib/catalogue/core/outline.ts';
import { rowHref } from './address.tsx';
import type { OutlineContextValue } from './context.tsx';
import type { TreeCommand } from './tree-keys.ts';
import type { Branches } from './use-branches.ts';
import type { NamingState } from './use-naming.ts';

/** The menu of a row, open at the pointer or at the row. */
export interface OpenMenu {
  node: OutlineNode;
  at: { x: number; y: number } | HTMLElement;
}

interface TreeCommandsInput {
  outline: OutlineContextValue;
  branches: Branches;
  naming: NamingState;
  openMenu: (menu: OpenMenu) => void;
}

/** Where jobs start for rows of one kind. */
export function draftHref(workspace: string, nodes: readonly OutlineNode[]): string {
  const [first, second] = nodes;
  const at = first?.kind;
  const place = second ? { ids: nodes.map(({ id }) => id).join(',') } : { id: first?.id, title: first?.title };
  return inWorkspace(workspace).newJob({ at, ...place, from: 'outline' });
}

/** What a key does to a row, or to all that are meant with it. */
export function useTreeCommands({ outline, branches, naming, openMenu }: TreeCommandsInput) {
  const { workspace, params, edits, filter, ask } = outline;
  const go = useGo();
  const open = (node: OutlineNode) => {
    if (node.kind === 'group') branches.toggle(node);
    else go(rowHref(workspace, node, params), { scroll: false });
  };
  const step = (node: OutlineNode, by: 1 | -1) => {
    // What is filtered away stands between the rows.
    if (!filter) void edits.step(node, by);
  };
  const runCommand = (
    command: Exclude<TreeCommand, 'range'>,
    node: OutlineNode,
    meant: readonly OutlineNode[],
    row: HTMLElement,
  ) => {
    const inside = childKind(node);
    const run: Record<typeof command, () => void> = {
      up: () => step(node, -1),
      down: () => step(node, 1),
      open: () => open(node),
      rename: () => naming.rename(node),
      add: () => inside && naming.addInside(node, inside),
      trash: () => ask('trash', meant),
      move: () => ask('move', meant),
      menu: () => openMenu({ node, at: row }),
      generate: () => go(draftHref(workspace, meant)),
    };
    run[command]();
  };
  return { open, runCommand };
}
