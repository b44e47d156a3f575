'use client';

import NextLink from 'next/link';
import { type MouseEvent, useRef } from 'react';
import { Checkbox } from './checkbox.tsx';
import { cx } from './cx.tsx';
import type { TableColumn } from './table.tsx';
import { uiText } from './text.ts';

interface TableRowProps<Row> {
  row: Row;
  index: number;
  columns: readonly TableColumn<Row>[];
  /** In pixels. */
  height: number;
  name: string;
  href?: string;
  onAction?: (row: Row) => void;
  /** Tells its number, where not all rows are drawn. */
  counted?: boolean;
  /** Whether Tab stops here; undefined where rows are only read. */
  current?: boolean;
  selected?: boolean;
  onToggle: (extend: boolean) => void;
  onFocus: () => void;
}

export function TableRow<Row>(props: TableRowProps<Row>) {
  const { row, index, columns, height, name, href, onAction, counted, current, selected, onToggle, onFocus } = props;
  const shift = useRef(false);
  const link = useRef<HTMLAnchorElement>(null);
  const title = columns.find((column) => column.grow) ?? columns[0];
  const isActive = Boolean(href || onAction);

  const onClick = (event: MouseEvent<HTMLElement>) => {
    // Words may be marked in a row, and controls in it do their own thing.
    if ((event.target as Element).closest('a, button, label, input')) return;
    if (getSelection()?.isCollapsed === false) return;
    if (href) link.current?.click();
    else onAction?.(row);
  };
  return (
    <tr
      data-index={index}
      tabIndex={current === undefined ? undefined : current ? 0 : -1}
      aria-rowindex={counted ? index + 2 : undefined}
      aria-selected={selected}
      onFocus={current === undefined ? undefined : onFocus}
      onClick={isActive ? onClick : undefined}
      onClickCapture={(event) => {
        shift.current = event.shiftKey;
      }}
      style={{ height }}
      className={cx(
        'group/row',
        selected ? 'bg-accent-soft' : isActive && 'hover:bg-hover',
        isActive && 'cursor-pointer',
      )}
    >
      {selected !== undefined && (
        <td className="border-b ps-3 align-middle">
          <Checkbox
            aria-label={`${uiText.selectRow}: ${name}`}
            excludeFromTabOrder={!current}
            isSelected={selected}
            onChange={() => onToggle(shift.current)}
          />
        </td>
      )}
      {columns.map((column) => {
        const content = column.render(row);
        const className = cx(
          'border-b px-3 py-1 align-middle',
          column.numeric ? 'text-end tabular-nums' : !column.grow && 'text-start',
          column.grow ? 'text-title max-w-0 min-w-56 truncate' : 'whitespace-nowrap',
          counted && 'truncate',
        );
        if (column !== title) {
          return (
            <td key={column.id} className={className}>
              {content}
            </td>
          );
        }
        return (
          <th key={column.id} scope="row" dir="auto" className={cx(className, 'font-normal')}>
            {href ? (
              <NextLink
                ref={link}
                href={href}
                prefetch={false}
                tabIndex={current ? undefined : -1}
                className="rounded-sm text-ink group-hover/row:underline decoration-line-strong underline-offset-3"
              >
                {content}
              </NextLink>
            ) : (
              content
            )}
          </th>
        );
      })}
    </tr>
  );
}
