'use client';

import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.tsx';
import type { TableColumn } from './table.tsx';
import type { Sort } from './table-sort.ts';

interface TableHeadProps<Row> {
  columns: readonly TableColumn<Row>[];
  sort?: Sort;
  onSort: (sort: Sort) => void;
  fixed?: boolean;
  checkbox?: ReactNode;
}

const headClass = 'sticky top-0 z-10 h-8 border-b bg-canvas px-3 text-xs font-medium whitespace-nowrap text-faint';

/** Widths of a table that does not draw all its rows, and so cannot follow them. */
export function fixedWidth<Row>(column: TableColumn<Row>): number {
  return column.width ?? (column.grow ? 224 : column.numeric ? 124 : 148);
}

export function TableHead<Row>({ columns, sort, onSort, fixed, checkbox }: TableHeadProps<Row>) {
  return (
    <thead>
      <tr>
        {checkbox && <th className={cx(headClass, 'w-10 pe-0')}>{checkbox}</th>}
        {columns.map((column) => {
          const direction = sort?.column === column.id ? sort.direction : undefined;
          const width = fixed ? fixedWidth(column) : column.width;
          const name = (
            <>
              <span className={cx((column.hideName || column.head !== undefined) && 'sr-only')}>{column.name}</span>
              {column.head}
            </>
          );
          return (
            <th
              key={column.id}
              scope="col"
              aria-sort={column.sortBy && (direction ?? 'none')}
              style={{ width: column.grow ? (fixed ? undefined : '100%') : width }}
              className={cx(headClass, column.numeric ? 'text-end' : 'text-start')}
            >
              {column.sortBy ? (
                <button
                  type="button"
                  onClick={() =>
                    onSort({ column: column.id, direction: direction === 'ascending' ? 'descending' : 'ascending' })
                  }
                  className={cx(
                    '-mx-1 inline-flex items-center gap-1 rounded-sm px-1 py-0.5 hover:text-ink',
                    column.numeric && 'flex-row-reverse',
                  )}
                >
                  {name}
                  <SortMark direction={direction} />
                </button>
              ) : (
                name
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function SortMark({ direction }: { direction?: Sort['direction'] }) {
  const Icon = direction === 'ascending' ? ArrowUp : direction === 'descending' ? ArrowDown : ChevronsUpDown;
  return <Icon aria-hidden className={cx('size-3', direction ? 'text-accent-text' : 'opacity-50')} />;
}
