'use client';

import dynamic from 'next/dynamic';
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ContextMenu } from '#components/ui/menu.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useLatest } from '#components/ui/use-latest.ts';
import { MOST_ROWS } from '#lib/catalogue/core/outline-part.ts';
import { NO_FILTERS } from './address.tsx';
import { AllNew } from './all-new.tsx';
import { bulkMenu } from './bulk-menu.tsx';
import { type OutlineContextValue, useOutlineContext } from './context.tsx';
import { FirstRows } from './first-rows.tsx';
import { rowMenu } from './row-menu.tsx';
import { buildRows, type Naming, type Others, othersIn, type Row } from './rows.ts';
import { outlineText } from './text.ts';
import { TreeFilter } from './tree-filter.tsx';
import { commandOf, isChoosing } from './tree-keys.ts';
import { makeRenderRow, type RowHandlers } from './tree-row.tsx';
import { TreeRows } from './tree-rows.tsx';
import { type Branches, useBranches } from './use-branches.ts';
import { type Choice, useChoice } from './use-choice.ts';
import { type NamingState, useNaming } from './use-naming.ts';
import { childrenIn } from './use-outline-data.ts';
import { useRowCard } from './use-row-card.tsx';
import { useStaging } from './use-staging.ts';
import { type OpenMenu, useTreeCommands } from './use-tree-commands.ts';

// The bar comes with the first row that is chosen.
const BulkBar = dynamic(() => import('./bulk-bar.tsx').then((module) => module.BulkBar), { ssr: false });

/** The outline as a tree: browsed, filtered, named, moved and chosen by pointer and by keys. */
export function OutlineTree() {
  const outline = useOutlineContext();
  const root = useRef<HTMLDivElement>(null);
  const filterField = useRef<HTMLInputElement>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const branches = useBranches(outline);
  const naming = useNaming(outline, branches, root);
  const rows = useRows(outline, branches.open, naming.naming);
  const choice = useChoice(outline, rows);
  const rest = useRest(outline, rows, () => choice.set('all'));
  const { open, runCommand } = useTreeCommands({ outline, branches, naming, openMenu: setMenu });

  const nodeOf = (key: string | undefined) => outline.tree.rows.get(key ?? '');
  const renderRow = useRenderRow({
    open: (key) => {
      const node = nodeOf(key);
      if (node) open(node);
    },
    menu: (key, at) => {
      const node = nodeOf(key);
      if (node) setMenu({ node, at });
    },
    addInside: (key, kind) => naming.addInside(nodeOf(key) ?? null, kind),
    cancelName: naming.cancel,
    finishName: naming.finish,
    others: (others) => void showOthers(outline, others),
  });
  const rowAt = (target: EventTarget | null) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[role="row"][data-key]') : null;
    const node = nodeOf(row?.dataset.key);
    return row && node ? { row, node } : null;
  };
  const rowCard = useRowCard(rowAt, menu !== null || naming.naming !== null);
  const onKeyDownCapture = (event: KeyboardEvent) => {
    rowCard.close();
    const found = rowAt(event.target);
    // Only the row itself: in the field of a row being named, these keys edit text.
    if (!found || event.target !== found.row) return;
    const { node, row } = found;
    // What is done to a chosen row is done to all that are chosen.
    const meant = choice.keys.has(node.key) ? choice.nodes : [node];
    const command = commandOf(event, node, { chosen: choice.keys.size, meant });
    if (!command) return;
    if (command === 'range') {
      // The range begins with the row that has the focus; the tree itself goes on from here.
      flushSync(() => choice.setKeys(new Set([node.key])));
      return;
    }
    runCommand(command, node, meant, row);
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerDownCapture = (event: PointerEvent) => {
    rowCard.close();
    const found = event.button === 0 && isChoosing(event) ? rowAt(event.target) : null;
    if (!found || found.node.kind === 'group') return;
    choice.toggle(found.node.key, event.shiftKey);
    found.row.focus();
    // A press of the tree itself would open the row.
    event.preventDefault();
    event.stopPropagation();
  };
  const onContextMenu = (event: MouseEvent) => {
    const found = rowAt(event.target);
    if (!found || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    setMenu({ node: found.node, at: { x: event.clientX, y: event.clientY } });
  };
  useTreeShortcuts(() => filterField.current?.focus());

  return (
    <div className="flex h-full min-h-0 flex-col">
      <TreeFilter
        inputRef={filterField}
        onAdd={(kind) => naming.addInside(null, kind)}
        onLeave={() => root.current?.querySelector<HTMLElement>('[role="treegrid"]')?.focus()}
      />
      <AllNew />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: listens for the tree inside of it. */}
      <div
        ref={root}
        className="min-h-0 flex-1"
        onKeyDownCapture={onKeyDownCapture}
        onPointerDownCapture={onPointerDownCapture}
        onContextMenu={onContextMenu}
        {...rowCard.listeners}
      >
        {rows.length === 0 && outline.filtered && !outline.isFinding ? (
          <NothingLeft onClear={() => outline.setParams(NO_FILTERS)} />
        ) : !branches.isKnown ? (
          <FirstRows rows={rows} />
        ) : (
          <TreeRows
            rows={rows}
            branches={branches}
            choice={choice}
            isNaming={naming.naming !== null}
            renderRow={renderRow}
          />
        )}
      </div>
      {rowCard.card}
      {choice.nodes.length > 0 && <BulkBar rest={choice.isAll ? rest.count : 0} onRest={rest.choose} />}
      {menu && (
        <RowMenu menu={menu} naming={naming} branches={branches} choice={choice} onClose={() => setMenu(null)} />
      )}
    </div>
  );
}

/** The rows of what is open; those that did not change stay the same objects. */
function useRows({ tree, filtered, current }: OutlineContextValue, open: ReadonlySet<string>, naming: Naming | null) {
  const unfound = filtered ? filtered.rows - filtered.shown : null;
  const cache = useRef(new Map<string, Row>());
  const key = current?.key ?? null;
  return useMemo(
    () => buildRows({ tree, expanded: open, unfound, naming, current: key }, cache.current),
    [tree, open, unfound, naming, key],
  );
}

/** What a row that stands for others is there for. */
function showOthers({ tree, filtered, loading }: OutlineContextValue, { branch, which }: Others): Promise<unknown> {
  if (branch === null) return loading.moreFound(filtered?.shown ?? 0);
  if (which === 'loading') return loading.open([branch]);
  const [first] = childrenIn(tree, branch);
  return which === 'earlier' && first ? loading.earlier(branch, first) : loading.more(branch);
}

/** Rows that are not loaded and would be chosen with all the others. */
function useRest({ filtered, loading }: OutlineContextValue, rows: readonly Row[], chooseAll: () => void) {
  const others = othersIn(rows);
  const count = others.reduce((sum, each) => sum + each.count, 0);
  // How many were missing when the rest was asked for: once there are fewer, the rows are there.
  const [asked, setAsked] = useState(0);
  const latest = useLatest(chooseAll);
  useEffect(() => {
    if (count >= asked) return;
    setAsked(0);
    latest.current();
  }, [asked, count]);
  const choose = async () => {
    if (count > MOST_ROWS) toast.note(outlineText.bulk.restCut(String(MOST_ROWS)));
    setAsked(count);
    const isRead = filtered
      ? await loading.moreFound(filtered.shown, MOST_ROWS)
      : await loading.whole([...new Set(others.flatMap(({ branch }) => branch ?? []))]);
    if (!isRead) setAsked(0);
  };
  return { count, choose };
}

/** One function for the life of the tree: the rows it has drawn keep it. */
function useRenderRow(handlers: RowHandlers) {
  const latest = useLatest(handlers);
  return useMemo(
    () =>
      makeRenderRow({
        open: (key) => latest.current.open(key),
        menu: (key, at) => latest.current.menu(key, at),
        addInside: (key, kind) => latest.current.addInside(key, kind),
        cancelName: (row) => latest.current.cancelName(row),
        finishName: (row, title) => latest.current.finishName(row, title),
        others: (others) => latest.current.others(others),
      }),
    [],
  );
}

function useTreeShortcuts(focusFilter: () => void) {
  useShortcuts(outlineText.keys.group, [
    { keys: 'Space', label: outlineText.keys.select },
    { keys: 'Shift+Down', label: outlineText.keys.selectMore },
    { keys: 'Mod+A', label: outlineText.keys.selectAll },
    { keys: '/', label: outlineText.keys.filter, run: focusFilter },
    { keys: 'Enter', label: outlineText.keys.open },
    { keys: 'F2', label: outlineText.keys.rename },
    { keys: 'Insert', label: outlineText.keys.add },
    { keys: 'Alt+Up', label: outlineText.keys.reorder },
    { keys: 'Delete', label: outlineText.keys.trash },
    { keys: 'Shift+F10', label: outlineText.keys.menu },
  ]);
}

function NothingLeft({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      compact
      title={outlineText.filterNone}
      action={
        <Button size="sm" onPress={onClear}>
          {outlineText.clearFilter}
        </Button>
      }
    >
      {outlineText.filterNoneHelp}
    </EmptyState>
  );
}

interface RowMenuProps {
  menu: OpenMenu;
  naming: NamingState;
  branches: Branches;
  choice: Choice;
  onClose: () => void;
}

/** The menu of a row, or of all that are chosen when it is one of them. */
function RowMenu({ menu: { node, at }, naming, branches, choice, onClose }: RowMenuProps) {
  const outline = useOutlineContext();
  const stage = useStaging(outline.workspace);
  const { rename, addInside } = naming;
  const groups =
    choice.nodes.length > 1 && choice.keys.has(node.key)
      ? bulkMenu(choice.nodes, { outline, stage: (nodes) => void stage(nodes), clear: choice.clear })
      : rowMenu(node, { outline, rename, addInside, expand: branches.openAll });
  return <ContextMenu label={outlineText.actionsOf(node.title)} at={at} onClose={onClose} groups={groups} />;
}
