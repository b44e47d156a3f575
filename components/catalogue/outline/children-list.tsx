'use client';

import { Ellipsis, GripVertical, Plus } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { GridList, GridListItem } from 'react-aria-components/GridList';
import { DropIndicator, useDragAndDrop } from 'react-aria-components/useDragAndDrop';
import { baseText } from '#components/base/text.ts';
import { useGo } from '#components/shell/leave-guard.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { useLatest } from '#components/ui/use-latest.ts';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { childOf } from '#lib/base/core/content-kinds.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { type OutlineNode, ROOTS } from '#lib/catalogue/core/outline.ts';
import { WINDOW } from '#lib/catalogue/core/outline-part.ts';
import { rowHref } from './address.tsx';
import { useOutlineContext } from './context.tsx';
import { RowIcon } from './icons.tsx';
import { RowMarks } from './row-marks.tsx';
import { rowMenu } from './row-menu.tsx';
import { outlineText } from './text.ts';
import { TitleField } from './title-field.tsx';
import { titleProblem } from './use-outline-edits.ts';

const TYPE = 'trailwright-child-row';
// A long list without an order begins with a few rows, an order with a window of them.
const MOST_ROWS = 60;
const FIRST_ROWS = 10;
/** More than a screen shows of it; the others follow once the page is alive. */
const FIRST_PAINT = 20;

export interface ChildrenListProps {
  label: string;
  kind: NamedKind;
  parent: OutlineNode | null;
  rows: OutlineNode[];
  /** Rows of an order can be dragged and counted; beacons and loose sparks have none. */
  ordered?: boolean;
  canAdd?: boolean;
  /** The branch that they are in, of which more may be loaded. */
  branch?: string;
  /** Of what is in no branch: how many there are that are not loaded, and how more are. */
  later?: number;
  onLater?: () => Promise<void>;
}

/** What stands in a domain, trail or concept: dense rows to read, reorder and add to. */
export function ChildrenList(props: ChildrenListProps) {
  const { label, kind, parent, rows, ordered = true, canAdd = true } = props;
  const outline = useOutlineContext();
  const { workspace, params } = outline;
  const go = useGo();
  const [adding, setAdding] = useState(false);
  const [renaming, setRenaming] = useState<string | null>(null);
  const { shown, earlier, later, showEarlier, showLater } = useShown(props);
  const dragAndDropHooks = useReordering(rows, ordered);
  // React Aria keeps what it drew for an item; the list is drawn anew when names are being written.
  const dependencies = useMemo(() => [renaming, outline, ordered], [renaming, outline, ordered]);

  return (
    <div className="@container flex flex-col">
      <ShowMore label={outlineText.earlier} count={earlier} onShow={showEarlier} />
      <GridList<OutlineNode>
        aria-label={label}
        items={shown}
        dependencies={dependencies}
        keyboardNavigationBehavior="tab"
        dragAndDropHooks={ordered ? dragAndDropHooks : undefined}
        className="flex flex-col border-t outline-none"
      >
        {(node) => (
          <GridListItem
            id={node.key}
            textValue={node.title}
            onAction={() => go(rowHref(workspace, node, params))}
            className={cx(
              'group/child flex min-h-11 cursor-pointer items-center gap-2 border-b py-1.5 ps-1 pe-1 data-hovered:bg-hover data-dragging:opacity-50',
              'data-focus-visible:outline-2 data-focus-visible:-outline-offset-2 data-focus-visible:outline-focus',
            )}
          >
            <Child node={node} ordered={ordered} isRenaming={renaming === node.key} rename={setRenaming} />
          </GridListItem>
        )}
      </GridList>
      <ShowMore label={(rest) => outlineText.later(Math.min(WINDOW, later), rest)} count={later} onShow={showLater} />
      {adding ? (
        <NewChild kind={kind} parent={parent} onDone={() => setAdding(false)} />
      ) : (
        canAdd && (
          <Button
            variant="quiet"
            icon={<Plus />}
            onPress={() => setAdding(true)}
            className="mt-1 self-start text-muted"
          >
            {outlineText.addKind(kind)}
          </Button>
        )
      )}
    </div>
  );
}

/** What of a list is on the screen, and how more of it comes there: what is loaded first, then what is not. */
function useShown({ rows, parent, ordered = true, branch, later: unread = 0, onLater }: ChildrenListProps) {
  const { base, loading } = useOutlineContext();
  const [most, setMost] = useState(FIRST_PAINT);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is alive.
  useEffect(() => {
    setMost(ordered ? WINDOW : rows.length <= MOST_ROWS ? MOST_ROWS : FIRST_ROWS);
  }, []);
  const [starts, total] =
    branch === ROOTS ? [base.starts, base.domain_count] : [parent?.starts ?? 0, parent?.child_count ?? 0];
  const unloaded = branch ? Math.max(0, total - starts - rows.length) : unread;
  const shown = useMemo(() => rows.slice(0, most), [rows, most]);
  return {
    shown,
    earlier: branch ? starts : 0,
    later: rows.length - shown.length + unloaded,
    showEarlier: async () => {
      const [first] = rows;
      if (branch && first) await loading.earlier(branch, first);
    },
    showLater: async () => {
      if (most + WINDOW > rows.length && unloaded > 0) await (branch ? loading.more(branch) : onLater?.());
      setMost(most + WINDOW);
    },
  };
}

interface ShowMoreProps {
  label: (rest: string) => string;
  count: number;
  onShow: () => Promise<void>;
}

function ShowMore({ label, count, onShow }: ShowMoreProps) {
  const write = useNumber();
  const [isReading, setReading] = useState(false);
  if (count <= 0) return null;
  const show = async () => {
    setReading(true);
    await onShow();
    setReading(false);
  };
  return (
    <Button variant="quiet" isPending={isReading} onPress={() => void show()} className="my-1 self-start text-muted">
      {label(write(count))}
    </Button>
  );
}

/** Dragging rows to another place among themselves. */
function useReordering(rows: readonly OutlineNode[], ordered: boolean) {
  const { edits } = useOutlineContext();
  // React Aria keeps the hooks of the first drawing.
  const latest = useLatest({ rows, edits });
  return useDragAndDrop<OutlineNode>({
    isDisabled: !ordered,
    getItems: (keys) => [...keys].map((key) => ({ [TYPE]: String(key), 'text/plain': String(key) })),
    acceptedDragTypes: [TYPE],
    getAllowedDropOperations: () => ['move'],
    renderDropIndicator: (target) => (
      <DropIndicator target={target} className="relative z-10 -my-px h-0.5 rounded-full data-drop-target:bg-accent" />
    ),
    onReorder({ keys, target }) {
      const { rows: now, edits: act } = latest.current;
      const node = now.find(({ key }) => key === [...keys][0]);
      const beside = now.find(({ key }) => key === target.key);
      if (!node || !beside) return;
      let position = beside.position + (target.dropPosition === 'after' ? 1 : 0);
      if (node.position < position) position--;
      if (position !== node.position) void act.move(node, node.parent, position);
    },
  }).dragAndDropHooks;
}

interface ChildProps {
  node: OutlineNode;
  ordered: boolean;
  isRenaming: boolean;
  /** Names the row with this key; null stops. */
  rename: (key: string | null) => void;
}

/** What one row says and offers. */
function Child({ node, ordered, isRenaming, rename }: ChildProps) {
  const outline = useOutlineContext();
  const { kind } = node;
  return (
    <>
      {ordered ? (
        <PlaceInOrder node={node} />
      ) : (
        <span className="shrink-0 ps-1 text-faint [&_svg]:size-4">
          <RowIcon kind={node.kind} />
        </span>
      )}
      {node.kind === 'domain' && (
        <span className="shrink-0 text-faint [&_svg]:size-4">
          <RowIcon kind={node.kind} color={node.color} />
        </span>
      )}
      {isRenaming && kind !== 'group' ? (
        <TitleField
          label={outlineText.renameField(node.title)}
          initial={node.title}
          check={(title) => titleProblem(kind, title)}
          onDone={async (title) => {
            rename(null);
            await outline.edits.rename(node, title);
          }}
          onCancel={() => rename(null)}
        />
      ) : (
        <ChildTitle node={node} />
      )}
      <ChildFacts node={node} />
      <Menu
        label={outlineText.actionsOf(node.title)}
        placement="bottom end"
        trigger={
          <IconButton
            size="sm"
            label={outlineText.actionsOf(node.title)}
            className="md:pointer-fine:opacity-0 md:group-data-focus-visible-within/child:opacity-100 md:group-data-hovered/child:opacity-100 md:focus-visible:opacity-100 md:aria-expanded:opacity-100"
          >
            <Ellipsis />
          </IconButton>
        }
        groups={rowMenu(node, { outline, rename: (each) => rename(each.key) })}
      />
    </>
  );
}

/** Its number, which makes way for the handle that drags it. */
function PlaceInOrder({ node }: { node: OutlineNode }) {
  return (
    <span className="relative flex h-7 w-6 shrink-0 items-center justify-end pe-1">
      <span className="text-sm text-faint tabular-nums group-data-hovered/child:opacity-0 group-has-focus-visible/child:opacity-0">
        {node.position + 1}
      </span>
      <AriaButton
        slot="drag"
        aria-label={outlineText.overview.drag(node.title)}
        className="focus-ring absolute inset-0 flex items-center justify-center rounded-sm text-faint opacity-0 group-data-hovered/child:opacity-100 group-has-focus-visible/child:opacity-100"
      >
        <GripVertical aria-hidden className="size-3.5" />
      </AriaButton>
    </span>
  );
}

interface NewChildProps {
  kind: NamedKind;
  parent: OutlineNode | null;
  onDone: () => void;
}

function NewChild({ kind, parent, onDone }: NewChildProps) {
  const { workspace, edits } = useOutlineContext();
  const go = useGo();
  return (
    <div className="flex min-h-11 items-center gap-2 border-b ps-3 pe-2">
      <span className="shrink-0 text-faint [&_svg]:size-4">
        <RowIcon kind={kind} />
      </span>
      <TitleField
        label={outlineText.newTitle(kind)}
        placeholder={outlineText.newPlaceholder(kind)}
        initial=""
        check={(title) => titleProblem(kind, title)}
        onDone={async (title) => {
          const made = await edits.create(kind, title, parent);
          onDone();
          if (made) go(inWorkspace(workspace).outlined(kind, made.slug));
        }}
        onCancel={onDone}
      />
    </div>
  );
}

function ChildTitle({ node }: { node: OutlineNode }) {
  return (
    <span dir="auto" title={node.title} className="text-title min-w-0 flex-1 truncate text-base text-ink">
      {node.title}
    </span>
  );
}

function ChildFacts({ node }: { node: OutlineNode }) {
  const write = useNumber();
  const childKind = node.kind === 'group' ? null : childOf(node.kind);
  return (
    <>
      <span className="flex min-w-22 shrink-0 justify-end @2xl:justify-start">
        <RowMarks node={node} />
      </span>
      {node.category && <span className="shrink-0 text-sm text-muted">{baseText.category[node.category]}</span>}
      {childKind && (
        <span className="hidden w-20 shrink-0 text-end text-sm text-muted tabular-nums @lg:block">
          {outlineText.count(childKind, node.child_count, write)}
        </span>
      )}
      {node.difficulty && (
        <span className="hidden w-22 shrink-0 text-sm text-muted @xl:block">
          {baseText.difficulty[node.difficulty]}
        </span>
      )}
      {node.kind !== 'beacon' && (
        <span className="w-19 shrink-0 text-end text-sm text-muted tabular-nums">
          {node.mins !== null && baseText.minutes(node.mins, write)}
        </span>
      )}
    </>
  );
}
