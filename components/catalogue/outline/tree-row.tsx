'use client';

import { ChevronsDown, Ellipsis, LoaderCircle, Plus } from 'lucide-react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { TreeRow } from '#components/ui/tree-row.tsx';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { childKind } from '#lib/catalogue/core/outline.ts';
import { WINDOW } from '#lib/catalogue/core/outline-part.ts';
import { RowIcon } from './icons.tsx';
import { RowMarks } from './row-marks.tsx';
import type { Others, Row } from './rows.ts';
import { outlineText } from './text.ts';
import { TitleField } from './title-field.tsx';
import { titleProblem } from './use-outline-edits.ts';

/** What the rows call; one object for the life of the tree, so that rows are drawn only when they change. */
export interface RowHandlers {
  open: (key: string) => void;
  menu: (key: string, at: HTMLElement) => void;
  addInside: (key: string, kind: NamedKind) => void;
  finishName: (row: Row, title: string) => Promise<void>;
  cancelName: (row: Row) => void;
  others: (others: Others) => void;
}

// The same object for the same row, or the tree would begin anew at each drawing.
const closed = new WeakMap<Row, Row[]>();

/** React Aria opens a row by keys, and says that it can be opened, only if something is in it. It is never seen. */
function behind(row: Row): Row[] | undefined {
  if (!row.hasChildren) return undefined;
  const known = closed.get(row);
  if (known) return known;
  const others: Others = { branch: row.key, which: 'loading', count: 0 };
  const rows = [{ ...row, key: `closed-${row.key}`, node: null, others, hasChildren: false, children: undefined }];
  closed.set(row, rows);
  return rows;
}

/** Draws one row and, through itself, the rows below. */
export function makeRenderRow(handlers: RowHandlers) {
  return function renderRow(row: Row) {
    const { node, create, others } = row;
    if (others) return <OthersRow id={row.key} others={others} onAction={() => handlers.others(others)} />;
    if (!node) {
      const kind = create?.kind ?? 'spark';
      return (
        <TreeRow<Row>
          id={row.key}
          title={outlineText.newPlaceholder(kind)}
          icon={<RowIcon kind={kind} />}
          editor={
            <TitleField
              label={outlineText.newTitle(kind)}
              placeholder={outlineText.newPlaceholder(kind)}
              initial=""
              check={(title) => titleProblem(kind, title)}
              onDone={(title) => handlers.finishName(row, title)}
              onCancel={() => handlers.cancelName(row)}
            />
          }
        />
      );
    }
    const inside = childKind(node);
    const { kind } = node;
    return (
      <TreeRow<Row>
        id={row.key}
        title={node.title}
        icon={<RowIcon kind={node.kind} group={node.group} color={node.color} />}
        muted={node.kind === 'group'}
        hasCard
        current={row.current}
        selectable={node.kind !== 'group'}
        hasChildren={row.hasChildren}
        items={row.children ?? behind(row)}
        onAction={() => handlers.open(row.key)}
        editor={
          row.editing && kind !== 'group' ? (
            <TitleField
              label={outlineText.renameField(node.title)}
              initial={node.title}
              check={(title) => titleProblem(kind, title)}
              onDone={(title) => handlers.finishName(row, title)}
              onCancel={() => handlers.cancelName(row)}
            />
          ) : undefined
        }
        trailing={<RowMarks node={node} />}
        actions={
          <>
            {inside && (
              <IconButton
                size="sm"
                label={outlineText.addKindTo(inside, node.title)}
                onPress={() => handlers.addInside(row.key, inside)}
              >
                <Plus />
              </IconButton>
            )}
            {node.kind !== 'group' && (
              <IconButton
                size="sm"
                label={outlineText.actionsOf(node.title)}
                aria-haspopup="menu"
                onPress={(event) => handlers.menu(row.key, event.target as HTMLElement)}
              >
                <Ellipsis />
              </IconButton>
            )}
          </>
        }
      >
        {renderRow}
      </TreeRow>
    );
  };
}

/** Stands for rows that are not loaded; Enter or a press reads them. */
function OthersRow({ id, others: { which, count }, onAction }: { id: string; others: Others; onAction: () => void }) {
  const write = useNumber();
  const title =
    which === 'loading'
      ? outlineText.loading
      : which === 'earlier'
        ? outlineText.earlier(write(count))
        : outlineText.later(Math.min(count, WINDOW), write(count));
  return (
    <TreeRow<Row>
      id={id}
      title={title}
      icon={which === 'loading' ? <LoaderCircle /> : <ChevronsDown />}
      muted
      onAction={onAction}
    />
  );
}
