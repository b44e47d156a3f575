'use client';

import { useRef } from 'react';
import type { DropTarget } from 'react-aria-components/useDragAndDrop';
import { DropIndicator, useDragAndDrop } from 'react-aria-components/useDragAndDrop';
import type { OutlineNode, OutlineTree } from '#lib/core/outline';
import { dropPlace } from '#lib/core/outline-moves';
import { KindIcon } from './icons';
import type { Row } from './rows.ts';

const TYPE = 'trailwright-outline-row';

interface TreeDragInput {
  tree: OutlineTree;
  isDisabled: boolean;
  onMove: (node: OutlineNode, parent: OutlineNode | null, position: number) => void;
}

/** Dragging rows by pointer, touch or keyboard. Only places that may hold the row light up. */
export function useTreeDrag({ tree, isDisabled, onMove }: TreeDragInput) {
  const latest = useRef({ tree, onMove });
  latest.current = { tree, onMove };
  const dragged = useRef<OutlineNode | null>(null);

  const placeOf = (target: DropTarget) =>
    target.type === 'item' && dragged.current
      ? dropPlace(latest.current.tree, dragged.current, { key: String(target.key), position: target.dropPosition })
      : null;
  const drop = (target: DropTarget) => {
    const place = placeOf(target);
    if (place && dragged.current) latest.current.onMove(dragged.current, place.parent, place.position);
  };

  return useDragAndDrop<Row>({
    isDisabled,
    getItems(keys) {
      const node = latest.current.tree.rows.get(String([...keys][0]));
      dragged.current = node ?? null;
      if (!node || node.kind === 'group' || node.kind === 'beacon') return [];
      return [{ [TYPE]: node.key, 'text/plain': node.title }];
    },
    acceptedDragTypes: [TYPE],
    getAllowedDropOperations: () => ['move'],
    getDropOperation: (target) => (placeOf(target) ? 'move' : 'cancel'),
    onDragEnd: () => {
      dragged.current = null;
    },
    onItemDrop: ({ target }) => drop(target),
    onReorder: ({ target }) => drop(target),
    onMove: ({ target }) => drop(target),
    renderDragPreview: () => (
      <div className="floats flex h-8 max-w-72 items-center gap-2 rounded-lg px-3 text-base text-ink [&_svg]:size-4">
        {dragged.current && <KindIcon kind={dragged.current.kind} color={dragged.current.color} />}
        <span className="truncate">{dragged.current?.title}</span>
      </div>
    ),
    // The line begins where the row will begin: the level shows whose child it becomes.
    renderDropIndicator: (target) => (
      <DropIndicator
        target={target}
        className="pointer-events-none relative z-10 h-0 data-drop-target:*:opacity-100 *:opacity-0"
      >
        <span className="absolute -top-px end-1 start-[calc((var(--tree-item-level,1)-1)*16px+26px)] h-0.5 rounded-full bg-accent" />
      </DropIndicator>
    ),
  }).dragAndDropHooks;
}
