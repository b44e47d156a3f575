'use client';

import { ChevronRight, GripVertical } from 'lucide-react';
import { createContext, type ReactNode, useContext } from 'react';
import { Button } from 'react-aria-components/Button';
import { Collection } from 'react-aria-components/Collection';
import { TreeItem as AriaTreeItem, TreeItemContent, type TreeItemContentRenderProps } from 'react-aria-components/Tree';
import { Checkbox } from './checkbox.tsx';
import { cx } from './cx.tsx';
import { uiText } from './text.ts';

export const TREE_ROW_HEIGHT = 30;

/** What all rows have alike: whether rows are being chosen, and whether the reader points with a finger. */
export const RowsContext = createContext({ isSelecting: false, isCoarse: false });

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
  /** Whoever draws the rows shows the whole title in a card, so that the browser need not. */
  hasCard?: boolean;
  /** Takes the place of the title while the row is being named; nothing of the row reacts to it. */
  editor?: ReactNode;
  /** The row whose page is open. */
  current?: boolean;
  /** The row can be chosen for a bulk edit; its box takes the place of the icon. */
  selectable?: boolean;
}

/** One row of a `Tree`, with its rows below. */
export function TreeRow<T extends object>(props: TreeRowProps<T>) {
  const { id, title, href, onAction, hasChildren, items, children, current } = props;
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
      <TreeItemContent>{(state) => <RowContent row={props} state={state} />}</TreeItemContent>
      {items && children && <Collection items={items}>{children as (item: T) => React.ReactElement}</Collection>}
    </AriaTreeItem>
  );
}

interface RowContentProps<T> {
  row: TreeRowProps<T>;
  state: TreeItemContentRenderProps;
}

function RowContent<T>({ row, state }: RowContentProps<T>) {
  const { title, icon, trailing, actions, muted, editor, current, selectable, hasCard } = row;
  const { level, hasChildItems, isExpanded, allowsDragging, isSelected } = state;
  const { isSelecting, isCoarse } = useContext(RowsContext);
  // Under the pointer, or with the focus inside of it.
  const isMet = state.isHovered || state.isFocusVisibleWithin;
  // Controls cost as much to draw as all else of a row, and only the row at hand needs them.
  const isAtHand = isMet || state.isFocused || state.isDragging || isCoarse;
  const canBeChosen = selectable && !editor;
  const canDo = actions || allowsDragging;
  return (
    <div
      className="flex h-full min-w-0 flex-1 items-center gap-1.5 pe-1.5"
      style={{ paddingInlineStart: (level - 1) * 16 + 2 }}
    >
      {hasChildItems ? <Chevron isExpanded={isExpanded} /> : <span className="w-5 shrink-0" />}
      {canBeChosen && (isAtHand || isSelected || isSelecting) && (
        <Checkbox
          slot="selection"
          // Space on the row does the same; Tab is for what only its buttons do.
          excludeFromTabOrder
          className={cx(
            'shrink-0 pointer-coarse:flex',
            isMet || isSelected ? 'flex' : 'hidden group-data-selecting/tree:flex',
          )}
        />
      )}
      {icon && (
        <span
          className={cx(
            'shrink-0 text-faint [&_svg]:size-4',
            canBeChosen &&
              (isMet || isSelected
                ? 'hidden pointer-coarse:block'
                : 'group-data-selecting/tree:hidden group-data-selecting/tree:pointer-coarse:block'),
          )}
        >
          {icon}
        </span>
      )}
      {editor ?? <Title title={title} muted={muted} current={current} hasCard={hasCard} />}
      {/* What a row can do takes the place of what it says, so that the title keeps its room. */}
      {trailing && !editor && (
        <span
          className={cx(
            'shrink-0 items-center gap-1.5 text-sm text-faint',
            isMet && canDo ? 'hidden pointer-coarse:flex' : 'flex',
          )}
        >
          {trailing}
        </span>
      )}
      {!editor && isAtHand && canDo && (
        // A finger does not hover: the menu, which holds all of it, then stands in every row.
        <span
          className={cx(
            'shrink-0 items-center',
            isMet ? 'flex' : 'hidden pointer-coarse:flex pointer-coarse:[&>:not([aria-haspopup=menu])]:hidden',
          )}
        >
          {actions}
          {allowsDragging && <DragHandle title={title} />}
        </span>
      )}
    </div>
  );
}

function Chevron({ isExpanded }: { isExpanded: boolean }) {
  return (
    <Button
      slot="chevron"
      aria-label={isExpanded ? uiText.collapse : uiText.expand}
      className="flex size-5 shrink-0 items-center justify-center rounded-sm text-faint data-hovered:bg-pressed data-hovered:text-ink"
    >
      <ChevronRight
        aria-hidden
        className={cx('size-3.5 transition-transform duration-quick', isExpanded ? 'rotate-90' : 'rtl:rotate-180')}
      />
    </Button>
  );
}

function Title({
  title,
  muted,
  current,
  hasCard,
}: Pick<TreeRowProps<object>, 'title' | 'muted' | 'current' | 'hasCard'>) {
  return (
    <span
      dir="auto"
      title={hasCard ? undefined : title}
      className={cx('text-title min-w-0 flex-1 truncate', muted && !current && 'text-muted', current && 'font-medium')}
    >
      {title}
    </span>
  );
}

function DragHandle({ title }: { title: string }) {
  return (
    <Button
      slot="drag"
      aria-label={`${uiText.drag} ${title}`}
      className="focus-ring flex size-6 shrink-0 items-center justify-center rounded-md text-faint"
    >
      <GripVertical aria-hidden className="size-3.5" />
    </Button>
  );
}
