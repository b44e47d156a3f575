'use client';

import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useGo } from '#components/shell/leave-guard';
import { useShortcuts } from '#components/shell/shortcuts';
import { Button } from '#components/ui/button';
import { EmptyState } from '#components/ui/empty-state';
import { ContextMenu } from '#components/ui/menu';
import { Tree } from '#components/ui/tree';
import type { NamedKind } from '#lib/core/content-kinds';
import { filterTree, type OutlineNode } from '#lib/core/outline';
import { rowHref } from './address';
import { useOutlineContext } from './context';
import { useExpanded } from './expanded.ts';
import { childKind, rowMenu } from './row-menu';
import { buildRows, type Naming, NEW_ROW, type Row } from './rows.ts';
import { text } from './text.ts';
import { TreeFilter } from './tree-filter';
import { makeRenderRow, type RowHandlers } from './tree-row';
import { useTreeDrag } from './use-tree-drag';

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
  const { workspace, tree, current, params, acts, askMove, askTrash } = outline;
  const go = useGo();
  const expanded = useExpanded(workspace);
  const root = useRef<HTMLDivElement>(null);
  const filterField = useRef<HTMLInputElement>(null);
  const [naming, setNaming] = useState<Naming | null>(null);
  const [menu, setMenu] = useState<{ node: OutlineNode; at: { x: number; y: number } | HTMLElement } | null>(null);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const cache = useRef(new Map<string, Row>());

  const filtered = useMemo(
    () => filterTree(tree, { text: params.q, state: params.state }),
    [tree, params.q, params.state],
  );
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
    outline.setParams({ q: '', state: 'all' });
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
        await acts.rename(tree.rows.get(row.key) ?? row.node, title);
        return;
      }
      const parent = row.create?.parent ? (tree.rows.get(row.create.parent) ?? null) : null;
      const made = row.create && (await acts.create(row.create.kind, title, parent));
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
    onMove: (node, parent, position) => {
      if (parent) expanded.open([parent.key]);
      void acts.move(node, parent, position);
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
    const stepBy = event.altKey && !event.ctrlKey && !event.metaKey && { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const inside = childKind(node);
    if (stepBy) {
      if (!filtered) void acts.step(node, stepBy as -1 | 1);
    } else if (event.key === 'F2' && node.kind !== 'group') rename(node);
    else if (event.key === 'Insert' && inside) addInside(node, inside);
    else if ((event.key === 'Delete' || (event.key === 'Backspace' && event.metaKey)) && node.kind !== 'group')
      askTrash(node);
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) setMenu({ node, at: row });
    else if (event.key === 'm' && (event.ctrlKey || event.metaKey) && node.kind !== 'group') askMove(node);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onContextMenu = (event: MouseEvent) => {
    const found = nodeAt(event.target);
    if (!found?.node || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    setMenu({ node: found.node, at: { x: event.clientX, y: event.clientY } });
  };

  useShortcuts(text.keys.group, [
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
      <div ref={root} className="min-h-0 flex-1" onKeyDownCapture={onKeyDownCapture} onContextMenu={onContextMenu}>
        {rows.length === 0 && filtered ? (
          <EmptyState
            compact
            title={text.filterNone}
            action={
              <Button size="sm" onPress={() => outline.setParams({ q: '', state: 'all' })}>
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
          >
            {renderRow}
          </Tree>
        )}
      </div>
      {menu && (
        <ContextMenu
          label={text.actionsOf(menu.node.title)}
          at={menu.at}
          onClose={() => setMenu(null)}
          groups={rowMenu(menu.node, {
            outline,
            rename,
            addInside,
            expand: (node, isOpen) => (isOpen ? expanded.open : expanded.close)(branchKeys(node)),
          })}
        />
      )}
    </div>
  );
}
