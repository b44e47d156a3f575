'use client';

import { ChevronRight } from 'lucide-react';
import { cx } from '#components/ui/cx.tsx';
import { TREE_ROW_HEIGHT } from '#components/ui/tree-row.tsx';
import { rowHref } from './address.tsx';
import { useOutlineContext } from './context.tsx';
import { RowIcon } from './icons.tsx';
import { RowMarks } from './row-marks.tsx';
import type { Row } from './rows.ts';
import { outlineText } from './text.ts';

/** More than a tall screen holds. */
const MOST = 45;

/** Rows as they stand below each other, each with its level, the first 1. */
const flat = (rows: readonly Row[], level = 1): { row: Row; level: number }[] =>
  rows.flatMap((row) => [{ row, level }, ...(row.children ? flat(row.children, level + 1) : [])]);

/**
 * The rows of the first screen as the server writes them: to be read and followed before the tree is there, which draws what is in
 * view in the browser alone. They look like its rows, so that nothing moves when it takes their place.
 */
export function FirstRows({ rows }: { rows: readonly Row[] }) {
  const { workspace, params } = useOutlineContext();
  return (
    <ul aria-label={outlineText.outline} data-first-rows className="h-full overflow-hidden p-1 text-base">
      {flat(rows)
        .slice(0, MOST)
        .map(({ row: { key, node, current, hasChildren, children }, level }) => {
          if (!node) return null;
          const title = (
            <>
              <span className="flex size-5 shrink-0 items-center justify-center text-faint">
                {hasChildren && (
                  <ChevronRight aria-hidden className={cx('size-3.5', children ? 'rotate-90' : 'rtl:rotate-180')} />
                )}
              </span>
              <span className="shrink-0 text-faint [&_svg]:size-4">
                <RowIcon kind={node.kind} group={node.group} color={node.color} />
              </span>
              <span
                dir="auto"
                className={cx(
                  'text-title min-w-0 flex-1 truncate',
                  node.kind === 'group' && 'text-muted',
                  current && 'font-medium',
                )}
              >
                {node.title}
              </span>
              <span className="flex shrink-0 items-center gap-1.5 text-sm text-faint">
                <RowMarks node={node} />
              </span>
            </>
          );
          const look = {
            className: cx(
              'flex min-w-0 items-center gap-1.5 rounded-md pe-1.5',
              current && 'bg-accent-soft text-accent-text',
            ),
            style: { height: TREE_ROW_HEIGHT, paddingInlineStart: (level - 1) * 16 + 2 },
          };
          return (
            <li key={key}>
              {node.kind === 'group' ? (
                <div {...look}>{title}</div>
              ) : (
                <a {...look} href={rowHref(workspace, node, params)} aria-current={current ? 'page' : undefined}>
                  {title}
                </a>
              )}
            </li>
          );
        })}
    </ul>
  );
}
