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
  SearchCheck,
  Sparkles,
  SquareSplitVertical,
  Trash2,
  Unlink,
} from 'lucide-react';
import type { MenuEntry, MenuGroup } from '#components/ui/menu.tsx';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { canDraft, childKind, type OutlineNode } from '#lib/catalogue/core/outline.ts';
import { mayHold } from '#lib/catalogue/core/outline-moves.ts';
import { rowHref } from './address.tsx';
import type { OutlineContextValue } from './context.tsx';
import { outlineText } from './text.ts';

export interface RowMenuActions {
  outline: OutlineContextValue;
  rename?: (node: OutlineNode) => void;
  addInside?: (node: OutlineNode, kind: NamedKind) => void;
  expand?: (node: OutlineNode, open: boolean) => void;
}

/** The menu of a row, the same in the tree and in the lists of the overview. */
export function rowMenu(node: OutlineNode, actions: RowMenuActions): MenuGroup[] {
  const open: MenuGroup = { id: 'open', items: openItems(node, actions) };
  if (node.kind === 'group') return [open];
  return [
    open,
    {
      id: 'change',
      items: [...changeItems(node, actions), ...contentItems(node, actions)],
    },
    { id: 'trash', items: [trashItem(node, actions)] },
  ];
}

/** An item, or none where it means nothing for this row. */
const only = (isThere: unknown, item: () => MenuEntry): MenuEntry[] => (isThere ? [item()] : []);

function openItems(
  node: OutlineNode,
  { outline: { workspace, params }, addInside, expand }: RowMenuActions,
): MenuEntry[] {
  const inside = childKind(node);
  return [
    ...only(node.kind !== 'group', () => ({
      id: 'open',
      label: outlineText.open,
      icon: <BookOpen />,
      href: rowHref(workspace, node, params),
    })),
    ...only(node.kind === 'spark', () => ({
      id: 'workbench',
      label: outlineText.openWorkbench,
      icon: <PencilLine />,
      href: inWorkspace(workspace).spark(node.slug),
    })),
    ...(inside && addInside
      ? [
          {
            id: 'add',
            label: outlineText.addKind(inside),
            icon: <Plus />,
            shortcut: 'Insert',
            onAction: () => addInside(node, inside),
          },
        ]
      : []),
    ...(expand && node.child_count > 0
      ? [
          { id: 'expand', label: outlineText.expandAll, icon: <ChevronsUpDown />, onAction: () => expand(node, true) },
          {
            id: 'collapse',
            label: outlineText.collapseAll,
            icon: <ChevronsDownUp />,
            onAction: () => expand(node, false),
          },
        ]
      : []),
  ];
}

const canMove = (node: OutlineNode) => node.kind !== 'beacon' && node.kind !== 'group';

/** Its name, and where it stands. */
function changeItems(
  node: OutlineNode,
  { outline: { edits, ask, base, filter }, rename }: RowMenuActions,
): MenuEntry[] {
  const siblings = node.parent?.child_count ?? base.domain_count;
  // What is filtered away stands between the rows.
  const canStep = !filter && canMove(node) && mayHold(node.parent, node);
  return [
    ...(rename
      ? [
          {
            id: 'rename',
            label: outlineText.rename,
            icon: <PencilLine />,
            shortcut: 'F2',
            onAction: () => rename(node),
          },
        ]
      : []),
    ...only(canMove(node) && node.kind !== 'domain', () => ({
      id: 'move',
      label: outlineText.moveTo,
      icon: <ArrowRightLeft />,
      onAction: () => ask('move', [node]),
    })),
    ...only(canStep, () => ({
      id: 'up',
      label: outlineText.moveUp,
      icon: <ArrowUp />,
      shortcut: 'Alt+Up',
      disabled: node.position === 0,
      onAction: () => void edits.step(node, -1),
    })),
    ...only(canStep, () => ({
      id: 'down',
      label: outlineText.moveDown,
      icon: <ArrowDown />,
      shortcut: 'Alt+Down',
      disabled: node.position >= siblings - 1,
      onAction: () => void edits.step(node, 1),
    })),
  ];
}

/** What is made of it: drafts, copies, files, two out of one. */
function contentItems(node: OutlineNode, { outline: { workspace, bulk, ask, edits } }: RowMenuActions): MenuEntry[] {
  const canSplit = node.kind === 'spark' || (node.kind === 'concept' && node.child_count > 1);
  const { parent, kind, id, title } = node;
  return [
    ...only(canDraft(node), () => ({
      id: 'generate',
      label: outlineText.generate,
      icon: <Sparkles />,
      shortcut: 'G',
      href: inWorkspace(workspace).newJob({ at: kind, id, title, from: 'outline' }),
    })),
    ...only(kind === 'trail', () => ({
      id: 'upgrade',
      label: outlineText.upgrade,
      icon: <SearchCheck />,
      href: inWorkspace(workspace).newJob({ kind: 'course_upgrade', at: kind, id, title }),
    })),
    ...only(node.kind !== 'beacon', () => ({
      id: 'duplicate',
      label: outlineText.duplicate,
      icon: <Copy />,
      onAction: () => void bulk.duplicate([node]),
    })),
    ...only(node.kind !== 'beacon', () => ({
      id: 'export',
      label: outlineText.bulk.export,
      icon: <Download />,
      onAction: () => void bulk.export([node]),
    })),
    ...only(canSplit, () => ({
      id: 'split',
      label: node.kind === 'spark' ? outlineText.splitSpark : outlineText.splitConcept,
      icon: <SquareSplitVertical />,
      onAction: () => ask('split', [node]),
    })),
    ...(node.place_id && parent
      ? [
          {
            id: 'remove',
            label: outlineText.removeFrom(parent.title),
            icon: <Unlink />,
            onAction: () => void edits.removePlace(node),
          },
        ]
      : []),
  ];
}

const trashItem = (node: OutlineNode, { outline: { ask } }: RowMenuActions): MenuEntry => ({
  id: 'trash',
  label: outlineText.trash,
  icon: <Trash2 />,
  shortcut: 'Delete',
  danger: true,
  onAction: () => ask('trash', [node]),
});
