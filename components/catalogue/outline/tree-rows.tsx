'use client';

import { Tree } from '#components/ui/tree.tsx';
import { useOutlineContext } from './context.tsx';
import type { Row } from './rows.ts';
import { outlineText } from './text.ts';
import type { makeRenderRow } from './tree-row.tsx';
import type { Branches } from './use-branches.ts';
import type { Choice } from './use-choice.ts';
import { useTreeDrag } from './use-tree-drag.tsx';

export interface TreeRowsProps {
  rows: Row[];
  branches: Branches;
  choice: Choice;
  isNaming: boolean;
  renderRow: ReturnType<typeof makeRenderRow>;
}

/** The tree itself: its rows open, close, are chosen and dragged. */
export function TreeRows({ rows, branches, choice, isNaming, renderRow }: TreeRowsProps) {
  const { tree, filter, edits, bulk } = useOutlineContext();
  const dragAndDropHooks = useTreeDrag({
    tree,
    isDisabled: filter !== null || isNaming,
    onMove: (nodes, parent, position) => {
      if (parent) branches.openOne(parent);
      const [node] = nodes;
      if (nodes.length > 1) void bulk.move(nodes, parent, position);
      else if (node) void edits.move(node, parent, position);
    },
  });
  return (
    <Tree<Row>
      label={outlineText.outline}
      virtual
      className="h-full"
      items={rows}
      keyboardNavigationBehavior="tab"
      expandedKeys={branches.open}
      onExpandedChange={(next) => branches.set(new Set([...next].map(String)))}
      dragAndDropHooks={dragAndDropHooks}
      selectionMode="multiple"
      disabledBehavior="selection"
      disabledKeys={choice.unchosable}
      selecting={choice.nodes.length > 0}
      selectedKeys={choice.keys}
      onSelectionChange={(next) => choice.set(next as 'all' | Set<string>)}
    >
      {renderRow}
    </Tree>
  );
}
