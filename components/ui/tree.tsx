'use client';

import { useMemo } from 'react';
import { Tree as AriaTree, type TreeProps as AriaTreeProps } from 'react-aria-components/Tree';
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer';
import { useCoarsePointer } from './coarse-pointer.tsx';
import { cx } from './cx.tsx';
import { RowsContext, TREE_ROW_HEIGHT } from './tree-row.tsx';

export interface TreeProps<T> extends Omit<AriaTreeProps<T>, 'className' | 'aria-label'> {
  label: string;
  /** Draws only the rows in view; the tree then needs a height from around it. */
  virtual?: boolean;
  /** Rows are being chosen: every row shows its box. */
  selecting?: boolean;
  className?: string;
}

/** Rows are `TreeRow`s. Dragging comes through `dragAndDropHooks` of React Aria; the drop line is drawn here. */
export function Tree<T extends object>({ label, virtual, selecting, className, ...rest }: TreeProps<T>) {
  const isCoarse = useCoarsePointer();
  const rows = useMemo(() => ({ isSelecting: selecting ?? false, isCoarse }), [selecting, isCoarse]);
  const tree = (
    <AriaTree<T>
      {...rest}
      aria-label={label}
      data-selecting={selecting || undefined}
      className={cx(
        'group/tree min-w-0 overflow-auto text-base outline-none data-drop-target:bg-accent-soft',
        !virtual && 'p-1',
        '[&_.react-aria-DropIndicator[data-drop-target]]:outline-2 [&_.react-aria-DropIndicator[data-drop-target]]:outline-accent',
        className,
      )}
    />
  );
  return (
    <RowsContext value={rows}>
      {virtual ? (
        <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: TREE_ROW_HEIGHT, padding: 4 }}>
          {tree}
        </Virtualizer>
      ) : (
        tree
      )}
    </RowsContext>
  );
}
