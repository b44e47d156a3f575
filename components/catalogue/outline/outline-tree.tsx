'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useGo } from '#components/shell/leave-guard.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ContextMenu } from '#components/ui/menu.tsx';
import { Tree } from '#components/ui/tree.tsx';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { mayMoveTogether } from '#lib/catalogue/core/outline-moves.ts';
import { changedQuery } from '#lib/catalogue/queries/entities.ts';
import { NO_FILTERS, rowHref } from './address.tsx';
import { bulkMenu } from './bulk-menu.tsx';
import { useOutlineContext } from './context.tsx';
import { useExpanded } from './expanded.ts';
import { childKind, rowMenu } from './row-menu.tsx';
import { buildRows, type Naming, NEW_ROW, type Row } from './rows.ts';
import { useSelection } from './selection.tsx';
import { text } from './text.ts';
import { TreeFilter } from './tree-filter.tsx';
import { isChoosing, rangeOf, shownKeys, stepOf } from './tree-keys.ts';
import { makeRenderRow, type RowHandlers } from './tree-row.tsx';
import { useTreeDrag } from './use-tree-drag.tsx';

// The bar comes with the first row that is chosen.
const BulkBar = dynamic(() => import('./bulk-bar.tsx').then((module) => module.BulkBar), { ssr: false });

/** Puts the focus on a row once it is drawn; rows far away are scrolled to first by the tree itself. */
function focusRow(root: HTMLElement | null, key: string, tries = 20) {
  const row = root?.querySelector<HTMLElement>(`[role="row"][data-key="${CSS.escape(key)}"]`);
  if (row) row.focus();
  else if (tries > 0) requestAnimationFrame(() => focusRow(root, key, tries - 1));
}

const branchKeys = (node: OutlineNode): string[] =>
  node.children.length === 0 ? [] : [node.key, ...node.children.flatMap(branchKeys)];
const ancestorKeys = (node: OutlineNode) => {
  const keys: string[] = [];
  for (let at = node.parent; at; at = at.parent) keys.push(at.key);
  return keys;
};

export function OutlineTree() {
  const outline = useOutlineContext();
  const { workspace, tree, current, params, edits, bulk, ask, filtered } = outline;
  const { keys: chosen, nodes: chosenNodes, setKeys, clear } = useSelection();
  const go = useGo();
  const expanded = useExpanded(workspace);
  const root = useRef<HTMLDivElement>(null);
  const filterField = useRef<HTMLInputElement>(null);
  const [naming, setNaming] = useState<Naming | null>(null);
  const [menu, setMenu] = useState<{ node: OutlineNode; at: { x: number; y: number } | HTMLElement } | null>(null);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const cache = useRef(new Map<string, Row>());
  const anchor = useRef<string | null>(null);
  const { data: changes } = useQuery(changedQuery(workspace));

  // While filtering every branch with a match is open, but for those that the reader folds.
  const open = useMemo(
    () => (filtered ? new Set([...filtered.shown].filter((key) => !folded.has(key))) : expanded.keys),
    [filtered, folded, expanded.keys],
  );
  const rows = useMemo(
    () =>
      buildRows(
        { tree, expanded: open, shown: filtered?.shown ?? null, naming, current: current?.key ?? null },
        cache.current,
      ),
    [tree, open, filtered, naming, current?.key],
  );

  // A page that opens shows its row, and what is inside of it.
  const currentKey = current?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another row becomes current, so that folding it later holds.
  useEffect(() => {
    if (current) expanded.open([...ancestorKeys(current), ...(current.children.length > 0 ? [current.key] : [])]);
    else if (expanded.keys.size === 0)
      expanded.open(tree.roots.filter(({ kind }) => kind === 'domain').map(({ key }) => key));
  }, [currentKey]);

  const addInside = (node: OutlineNode | null, kind: NamedKind) => {
    if (node) expanded.open([...ancestorKeys(node), node.key]);
    outline.setParams(NO_FILTERS);
    setNaming({ key: NEW_ROW, create: { kind, parent: node?.key ?? null } });
  };
  const rename = (node: OutlineNode) => setNaming({ key: node.key });
  const openNode = (node: OutlineNode) => {
    if (node.kind !== 'group') return go(rowHref(workspace, node, params), { scroll: false });
    if (open.has(node.key)) expanded.close([node.key]);
    else expanded.open([node.key]);
  };

  const latest = useRef<RowHandlers>(null as unknown as RowHandlers);
  latest.current = {
    open: (key) => {
      const node = tree.rows.get(key);
      if (node) openNode(node);
    },
    menu: (key, at) => {
      const node = tree.rows.get(key);
      if (node) setMenu({ node, at });
    },
    addInside: (key, kind) => addInside(tree.rows.get(key) ?? null, kind),
    cancelName: (row) => {
      setNaming(null);
      focusRow(root.current, row.create?.parent ?? row.key);
    },
    finishName: async (row, title) => {
      if (row.node) {
        setNaming(null);
        focusRow(root.current, row.key);
        await edits.rename(tree.rows.get(row.key) ?? row.node, title);
        return;
      }
      const parent = row.create?.parent ? (tree.rows.get(row.create.parent) ?? null) : null;
      const made = row.create && (await edits.create(row.create.kind, title, parent));
      setNaming(null);
      if (made && row.create) go(`/w/${workspace}/outline/${row.create.kind}/${made.slug}`, { scroll: false });
      else if (parent) focusRow(root.current, parent.key);
    },
  };
  const renderRow = useMemo(
    () =>
      makeRenderRow({
        open: (key) => latest.current.open(key),
        menu: (key, at) => latest.current.menu(key, at),
        addInside: (key, kind) => latest.current.addInside(key, kind),
        cancelName: (row) => latest.current.cancelName(row),
        finishName: (row, title) => latest.current.finishName(row, title),
      }),
    [],
  );
  const dragAndDropHooks = useTreeDrag({
    tree,
    isDisabled: filtered !== null || naming !== null,
    onMove: (nodes, parent, position) => {
      if (parent) expanded.open([parent.key]);
      const [node] = nodes;
      if (nodes.length > 1) void bulk.move(nodes, parent, position);
      else if (node) void edits.move(node, parent, position);
    },
  });

  const nodeAt = (target: EventTarget | null) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[role="row"][data-key]') : null;
    return row ? { row, node: tree.rows.get(row.dataset.key ?? '') } : null;
  };
  const onKeyDownCapture = (event: KeyboardEvent) => {
    const found = nodeAt(event.target);
    // Only the row itself: in the field of a row being named, these keys edit text.
    if (!found?.node || event.target !== found.row) return;
    const { node, row } = found;
    const stepBy = stepOf(event);
    const inside = childKind(node);
    // What is done to a chosen row is done to all that are chosen.
    const meant = chosen.has(node.key) ? chosenNodes : [node];
    if (stepBy) {
      if (!filtered) void edits.step(node, stepBy);
    } else if (event.shiftKey && /^Arrow(Up|Down)$/.test(event.key) && chosen.size === 0) {
      // The range begins with the row that has the focus; the tree itself goes on from here.
      flushSync(() => setKeys(new Set([node.key])));
      return;
    } else if (event.key === 'Enter' && chosen.size > 0) openNode(node);
    else if (event.key === 'F2' && node.kind !== 'group') rename(node);
    else if (event.key === 'Insert' && inside) addInside(node, inside);
    else if ((event.key === 'Delete' || (event.key === 'Backspace' && event.metaKey)) && node.kind !== 'group')
      ask('trash', meant);
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) setMenu({ node, at: row });
    else if (event.key === 'm' && (event.ctrlKey || event.metaKey) && mayMoveTogether(meant)) ask('move', meant);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerDownCapture = (event: PointerEvent) => {
    const found = event.button === 0 && isChoosing(event) ? nodeAt(event.target) : null;
    if (!found?.node || found.node.kind === 'group') return;
    const { key } = found.node;
    const next = new Set(chosen);
    if (event.shiftKey) for (const each of rangeOf(shownKeys(rows), anchor.current, key)) next.add(each);
    else if (!next.delete(key)) next.add(key);
    anchor.current = key;
    setKeys(withoutGroups(next));
    found.row.focus();
    // A press of the tree itself would open the row.
    event.preventDefault();
    event.stopPropagation();
  };
  const onContextMenu = (event: MouseEvent) => {
    const found = nodeAt(event.target);
    if (!found?.node || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    setMenu({ node: found.node, at: { x: event.clientX, y: event.clientY } });
  };

  const withoutGroups = (keys: ReadonlySet<string>) => {
    const groups = [...keys].filter((key) => !tree.rows.has(key) || tree.rows.get(key)?.kind === 'group');
    if (groups.length === 0) return keys;
    return new Set([...keys].filter((key) => !groups.includes(key)));
  };
  const unchosable = useMemo(
    () => [NEW_ROW, ...tree.roots.flatMap(({ key, kind }) => (kind === 'group' ? key : []))],
    [tree.roots],
  );
  // What a filter hides is not chosen any more: nobody trashes what they do not see.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the filter changes, not when the choice does.
  useEffect(() => {
    if (filtered && chosen.size > 0) setKeys(new Set([...chosen].filter((key) => filtered.shown.has(key))));
  }, [filtered]);

  useShortcuts(text.keys.group, [
    { keys: 'Space', label: text.keys.select },
    { keys: 'Shift+Down', label: text.keys.selectMore },
    { keys: 'Mod+A', label: text.keys.selectAll },
    { keys: '/', label: text.keys.filter, run: () => filterField.current?.focus() },
    { keys: 'Enter', label: text.keys.open },
    { keys: 'F2', label: text.keys.rename },
    { keys: 'Insert', label: text.keys.add },
    { keys: 'Alt+Up', label: text.keys.reorder },
    { keys: 'Delete', label: text.keys.trash },
    { keys: 'Shift+F10', label: text.keys.menu },
  ]);

  return (
    <div className="flex h-full min-h-0 flex-col">
      <TreeFilter
        inputRef={filterField}
        onAdd={(kind) => addInside(null, kind)}
        onLeave={() => root.current?.querySelector<HTMLElement>('[role="treegrid"]')?.focus()}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: listens for the tree inside of it. */}
      <div
        ref={root}
        className="min-h-0 flex-1"
        onKeyDownCapture={onKeyDownCapture}
        onPointerDownCapture={onPointerDownCapture}
        onContextMenu={onContextMenu}
      >
        {rows.length === 0 && filtered ? (
          <EmptyState
            compact
            title={text.filterNone}
            action={
              <Button size="sm" onPress={() => outline.setParams(NO_FILTERS)}>
                {text.clearFilter}
              </Button>
            }
          >
            {text.filterNoneHelp}
          </EmptyState>
        ) : (
          <Tree<Row>
            label={text.outline}
            virtual
            className="h-full"
            items={rows}
            keyboardNavigationBehavior="tab"
            expandedKeys={open}
            onExpandedChange={(next) => {
              const keys = [...next].map(String);
              if (filtered) setFolded(new Set([...filtered.shown].filter((key) => !next.has(key))));
              else expanded.set(keys);
            }}
            dragAndDropHooks={dragAndDropHooks}
            selectionMode="multiple"
            disabledBehavior="selection"
            disabledKeys={unchosable}
            selecting={chosenNodes.length > 0}
            selectedKeys={chosen}
            onSelectionChange={(next) => {
              const keys = next === 'all' ? new Set(shownKeys(rows)) : (next as Set<string>);
              anchor.current = [...keys].at(-1) ?? null;
              setKeys(withoutGroups(keys));
            }}
          >
            {renderRow}
          </Tree>
        )}
      </div>
      {chosenNodes.length > 0 && <BulkBar />}
      {menu && (
        <ContextMenu
          label={text.actionsOf(menu.node.title)}
          at={menu.at}
          onClose={() => setMenu(null)}
          groups={
            chosenNodes.length > 1 && chosen.has(menu.node.key)
              ? bulkMenu(chosenNodes, { outline, changes: changes ?? [], go, clear })
              : rowMenu(menu.node, {
                  outline,
                  rename,
                  addInside,
                  expand: (node, isOpen) => (isOpen ? expanded.open : expanded.close)(branchKeys(node)),
                })
          }
        />
      )}
    </div>
  );
}
