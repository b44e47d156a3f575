'use client';

import { ChevronRight, GripVertical } from 'lucide-react';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { Button } from 'react-aria-components/Button';
import { Collection } from 'react-aria-components/Collection';
import {
  Tree as AriaTree,
  TreeItem as AriaTreeItem,
  type TreeProps as AriaTreeProps,
  TreeItemContent,
} from 'react-aria-components/Tree';
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer';
import { Checkbox } from './checkbox.tsx';
import { useCoarsePointer } from './coarse-pointer.tsx';
import { cx } from './cx.tsx';
import { text } from './text.ts';

export const TREE_ROW_HEIGHT = 30;

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

/** What all rows have alike: whether rows are being chosen, and whether the reader points with a finger. */
const RowsContext = createContext({ isSelecting: false, isCoarse: false });

export interface TreeRowProps<T> {
  id: string;
  title: string;
  icon?: ReactNode;
  /** Badges and counts at the end of the row. */
  trailing?: ReactNode;
  /** Buttons that appear on hover and focus. */
  actions?: ReactNode;
  href?: string;
  onAction?: () => void;
  /** True while the children are not loaded yet, so that the row can be opened. */
  hasChildren?: boolean;
  items?: Iterable<T>;
  /** Draws one child. */
  children?: (item: T) => ReactNode;
  muted?: boolean;
  /** Takes the place of the title while the row is being named; nothing of the row reacts to it. */
  editor?: ReactNode;
  /** The row whose page is open. */
  current?: boolean;
  /** The row can be chosen for a bulk edit; its box takes the place of the icon. */
  selectable?: boolean;
}

export function TreeRow<T extends object>(props: TreeRowProps<T>) {
  const {
    id,
    title,
    icon,
    trailing,
    actions,
    href,
    onAction,
    hasChildren,
    items,
    children,
    muted,
    editor,
    current,
    selectable,
  } = props;
  const { isSelecting, isCoarse } = useContext(RowsContext);
  return (
    <AriaTreeItem
      id={id}
      textValue={title}
      href={href}
      onAction={onAction}
      hasChildItems={hasChildren}
      aria-current={current ? 'page' : undefined}
      style={{ height: TREE_ROW_HEIGHT }}
      className={cx(
        'group/row flex cursor-default items-center rounded-md outline-none',
        current ? 'bg-accent-soft text-accent-text' : 'data-hovered:bg-hover',
        'data-selected:bg-accent-soft data-disabled:opacity-45 data-dragging:opacity-50',
        'data-focus-visible:outline-2 data-focus-visible:-outline-offset-2 data-focus-visible:outline-focus',
        'data-drop-target:bg-accent-soft data-drop-target:outline-2 data-drop-target:outline-accent',
      )}
    >
      <TreeItemContent>
        {({
          level,
          hasChildItems,
          isExpanded,
          allowsDragging,
          isHovered,
          isFocusVisibleWithin,
          isSelected,
          ...row
        }) => {
          // Controls cost as much to draw as all else of a row, and only the row at hand needs them.
          const isAtHand = isHovered || row.isFocused || isFocusVisibleWithin || row.isDragging || isCoarse;
          return (
            <div
              className="flex h-full min-w-0 flex-1 items-center gap-1.5 pe-1.5"
              style={{ paddingInlineStart: (level - 1) * 16 + 2 }}
            >
              {hasChildItems ? (
                <Button
                  slot="chevron"
                  aria-label={isExpanded ? text.collapse : text.expand}
                  className="flex size-5 shrink-0 items-center justify-center rounded-sm text-faint data-hovered:bg-pressed data-hovered:text-ink"
                >
                  <ChevronRight
                    aria-hidden
                    className={cx(
                      'size-3.5 transition-transform duration-quick',
                      isExpanded ? 'rotate-90' : 'rtl:rotate-180',
                    )}
                  />
                </Button>
              ) : (
                <span className="w-5 shrink-0" />
              )}
              {selectable && !editor && (isAtHand || isSelected || isSelecting) && (
                <Checkbox
                  slot="selection"
                  // Space on the row does the same; Tab is for what only its buttons do.
                  excludeFromTabOrder
                  className={cx(
                    'shrink-0 pointer-coarse:flex',
                    isHovered || isFocusVisibleWithin || isSelected ? 'flex' : 'hidden group-data-selecting/tree:flex',
                  )}
                />
              )}
              {icon && (
                <span
                  className={cx(
                    'shrink-0 text-faint [&_svg]:size-4',
                    selectable &&
                      !editor &&
                      (isHovered || isFocusVisibleWithin || isSelected
                        ? 'hidden pointer-coarse:block'
                        : 'group-data-selecting/tree:hidden group-data-selecting/tree:pointer-coarse:block'),
                  )}
                >
                  {icon}
                </span>
              )}
              {editor ?? (
                <span
                  dir="auto"
                  title={title}
                  className={cx(
                    'text-title min-w-0 flex-1 truncate',
                    muted && !current && 'text-muted',
                    current && 'font-medium',
                  )}
                >
                  {title}
                </span>
              )}
              {/* What a row can do takes the place of what it says, so that the title keeps its room. */}
              {trailing && !editor && (
                <span
                  className={cx(
                    'shrink-0 items-center gap-1.5 text-sm text-faint',
                    (isHovered || isFocusVisibleWithin) && (actions || allowsDragging)
                      ? 'hidden pointer-coarse:flex'
                      : 'flex',
                  )}
                >
                  {trailing}
                </span>
              )}
              {!editor && isAtHand && (actions || allowsDragging) && (
                // A finger does not hover: the menu, which holds all of it, then stands in every row.
                <span
                  className={cx(
                    'shrink-0 items-center',
                    isHovered || isFocusVisibleWithin
                      ? 'flex'
                      : 'hidden pointer-coarse:flex pointer-coarse:[&>:not([aria-haspopup=menu])]:hidden',
                  )}
                >
                  {actions}
                  {allowsDragging && (
                    <Button
                      slot="drag"
                      aria-label={`${text.drag} ${title}`}
                      className="focus-ring flex size-6 shrink-0 items-center justify-center rounded-md text-faint"
                    >
                      <GripVertical aria-hidden className="size-3.5" />
                    </Button>
                  )}
                </span>
              )}
            </div>
          );
        }}
      </TreeItemContent>
      {items && children && <Collection items={items}>{children as (item: T) => React.ReactElement}</Collection>}
    </AriaTreeItem>
  );
}
