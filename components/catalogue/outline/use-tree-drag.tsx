'use client';

import { useRef } from 'react';
import type { DropTarget } from 'react-aria-components/useDragAndDrop';
import { DropIndicator, useDragAndDrop } from 'react-aria-components/useDragAndDrop';
import { useLatest } from '#components/ui/use-latest.ts';
import type { OutlineNode, OutlineTree } from '#lib/catalogue/core/outline.ts';
import { dropPlaces, mayMoveTogether } from '#lib/catalogue/core/outline-moves.ts';
import { RowIcon } from './icons.tsx';
import type { Row } from './rows.ts';
import { outlineText } from './text.ts';

const TYPE = 'trailwright-outline-row';

interface TreeDragInput {
  tree: OutlineTree;
  isDisabled: boolean;
  onMove: (nodes: OutlineNode[], parent: OutlineNode | null, position: number) => void;
}

/** Dragging rows by pointer, touch or keyboard: one, or all that are chosen. Only places that may hold them light up. */
export function useTreeDrag({ tree, isDisabled, onMove }: TreeDragInput) {
  const latest = useLatest({ tree, onMove });
  const dragged = useRef<OutlineNode[]>([]);

  const placeOf = (target: DropTarget) =>
    target.type === 'item'
      ? dropPlaces(latest.current.tree, dragged.current, { key: String(target.key), position: target.dropPosition })
      : null;
  const drop = (target: DropTarget) => {
    const place = placeOf(target);
    if (place) latest.current.onMove(dragged.current, place.parent, place.position);
  };

  return useDragAndDrop<Row>({
    isDisabled,
    getItems(keys) {
      const { rows } = latest.current.tree;
      const wanted = new Set([...keys].map(String));
      // In the order of the outline, not in the one in which they were chosen.
      const nodes =
        wanted.size > 1 ? [...rows.values()].filter(({ key }) => wanted.has(key)) : [rows.get([...wanted][0] ?? '')];
      dragged.current = nodes.filter((node) => node !== undefined);
      if (!mayMoveTogether(dragged.current)) return [];
      return dragged.current.map((node) => ({ [TYPE]: node.key, 'text/plain': node.title }));
    },
    acceptedDragTypes: [TYPE],
    getAllowedDropOperations: () => ['move'],
    getDropOperation: (target) => (placeOf(target) ? 'move' : 'cancel'),
    onDragEnd: () => {
      dragged.current = [];
    },
    onItemDrop: ({ target }) => drop(target),
    onReorder: ({ target }) => drop(target),
    onMove: ({ target }) => drop(target),
    renderDragPreview() {
      const [first] = dragged.current;
      return (
        <div className="floats flex h-8 max-w-72 items-center gap-2 rounded-lg px-3 text-base text-ink [&_svg]:size-4">
          {first && <RowIcon kind={first.kind} color={first.color} />}
          <span className="truncate">
            {dragged.current.length > 1 ? outlineText.bulk.title(dragged.current) : first?.title}
          </span>
        </div>
      );
    },
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
