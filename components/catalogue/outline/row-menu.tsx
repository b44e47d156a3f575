import {
  ArrowDown,
  ArrowRightLeft,
  ArrowUp,
  BookOpen,
  ChevronsDownUp,
  ChevronsUpDown,
  Copy,
  Download,
  PencilLine,
  Plus,
  SquareSplitVertical,
  Trash2,
  Unlink,
} from 'lucide-react';
import type { MenuGroup } from '#components/ui/menu.tsx';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { childOf } from '#lib/base/core/content-kinds.ts';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { mayHold } from '#lib/catalogue/core/outline-moves.ts';
import { rowHref, workbenchHref } from './address.tsx';
import type { OutlineContextValue } from './context.tsx';
import { text } from './text.ts';

/** What can be added inside of a row. */
export function childKind(node: OutlineNode): NamedKind | null {
  if (node.kind === 'group')
    return ({ standalone: 'concept', loose: 'spark', beacons: 'beacon' } as const)[node.group ?? 'loose'];
  return childOf(node.kind);
}

export interface RowMenuActions {
  outline: OutlineContextValue;
  rename?: (node: OutlineNode) => void;
  addInside?: (node: OutlineNode, kind: NamedKind) => void;
  expand?: (node: OutlineNode, open: boolean) => void;
}

/** The menu of a row, the same in the tree and in the lists of the overview. */
export function rowMenu(node: OutlineNode, { outline, rename, addInside, expand }: RowMenuActions): MenuGroup[] {
  const { workspace, params, edits, bulk, ask } = outline;
  const inside = childKind(node);
  const siblings = node.parent?.children ?? outline.tree.roots.filter(({ kind }) => kind === node.kind);
  const canMove = node.kind !== 'beacon' && node.kind !== 'group';
  const canStep = canMove && mayHold(node.parent, node);
  const branch = expand && node.children.length > 0;

  const groups: MenuGroup[] = [
    {
      id: 'open',
      items: [
        ...(node.kind === 'group'
          ? []
          : [{ id: 'open', label: text.open, icon: <BookOpen />, href: rowHref(workspace, node, params) }]),
        ...(node.kind === 'spark'
          ? [
              {
                id: 'workbench',
                label: text.openWorkbench,
                icon: <PencilLine />,
                href: workbenchHref(workspace, node.slug),
              },
            ]
          : []),
        ...(inside && addInside
          ? [
              {
                id: 'add',
                label: text.addKind(inside),
                icon: <Plus />,
                shortcut: 'Insert',
                onAction: () => addInside(node, inside),
              },
            ]
          : []),
        ...(branch
          ? [
              { id: 'expand', label: text.expandAll, icon: <ChevronsUpDown />, onAction: () => expand(node, true) },
              {
                id: 'collapse',
                label: text.collapseAll,
                icon: <ChevronsDownUp />,
                onAction: () => expand(node, false),
              },
            ]
          : []),
      ],
    },
  ];
  if (node.kind === 'group') return groups;
  groups.push({
    id: 'change',
    items: [
      ...(rename
        ? [{ id: 'rename', label: text.rename, icon: <PencilLine />, shortcut: 'F2', onAction: () => rename(node) }]
        : []),
      ...(canMove && node.kind !== 'domain'
        ? [{ id: 'move', label: text.moveTo, icon: <ArrowRightLeft />, onAction: () => ask('move', [node]) }]
        : []),
      ...(canStep
        ? [
            {
              id: 'up',
              label: text.moveUp,
              icon: <ArrowUp />,
              shortcut: 'Alt+Up',
              disabled: node.position === 0,
              onAction: () => void edits.step(node, -1),
            },
            {
              id: 'down',
              label: text.moveDown,
              icon: <ArrowDown />,
              shortcut: 'Alt+Down',
              disabled: node.position >= siblings.length - 1,
              onAction: () => void edits.step(node, 1),
            },
          ]
        : []),
      ...(node.kind !== 'beacon'
        ? [
            {
              id: 'duplicate',
              label: text.duplicate,
              icon: <Copy />,
              onAction: () => void bulk.duplicate([node]),
            },
            {
              id: 'export',
              label: text.bulk.export,
              icon: <Download />,
              onAction: () => void bulk.export([node]),
            },
          ]
        : []),
      ...(node.kind === 'spark' || (node.kind === 'concept' && node.children.length > 1)
        ? [
            {
              id: 'split',
              label: node.kind === 'spark' ? text.splitSpark : text.splitConcept,
              icon: <SquareSplitVertical />,
              onAction: () => ask('split', [node]),
            },
          ]
        : []),
      ...(node.place_id && node.parent
        ? [
            {
              id: 'remove',
              label: text.removeFrom(node.parent.title),
              icon: <Unlink />,
              onAction: () => void edits.removePlace(node),
            },
          ]
        : []),
    ],
  });
  groups.push({
    id: 'trash',
    items: [
      {
        id: 'trash',
        label: text.trash,
        icon: <Trash2 />,
        shortcut: 'Delete',
        danger: true,
        onAction: () => ask('trash', [node]),
      },
    ],
  });
  return groups;
}
