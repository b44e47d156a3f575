'use client';

import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import {
  Table as AriaTable,
  type TableProps as AriaTableProps,
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
} from 'react-aria-components/Table';
import { TableLayout, Virtualizer } from 'react-aria-components/Virtualizer';
import { Checkbox } from './checkbox';
import { cx } from './cx';
import { type Sort, sortRows } from './table-sort';
import { text } from './text';

export interface TableColumn<Row> {
  id: string;
  name: string;
  render: (row: Row) => ReactNode;
  /** Numbers stand right and under each other. */
  numeric?: boolean;
  /** What the table sorts by. Without `onSort` it sorts its own rows. */
  sortBy?: (row: Row) => string | number | null | undefined;
  /** Takes the room that is left. One column, the title as a rule. */
  grow?: boolean;
  width?: number;
  hideName?: boolean;
}

export interface TableProps<Row> {
  label: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** The name of a row, for type-ahead and screen readers. */
  rowName: (row: Row) => string;
  rowHref?: (row: Row) => string | undefined;
  onRowAction?: (id: string) => void;
  selected?: AriaTableProps['selectedKeys'];
  onSelect?: AriaTableProps['onSelectionChange'];
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** Shown in place of rows. */
  empty?: ReactNode;
  /** Draws only what is in view; needs a height from around it and rows of one line. */
  virtual?: boolean;
  className?: string;
}

const ROW_HEIGHT = 36;

const headClass =
  'sticky top-0 z-10 h-8 border-b bg-canvas px-3 text-start text-xs font-medium whitespace-nowrap text-faint data-hovered:text-ink';

export function Table<T extends object>(props: TableProps<T>) {
  const { label, columns, rows, rowId, rowName, rowHref, onRowAction, selected, onSelect, empty, virtual } = props;
  const [ownSort, setOwnSort] = useState<Sort>();
  const sort = props.sort ?? ownSort;
  const sorted = useMemo(
    () => (props.onSort ? rows : sortRows(rows, columns.find((column) => column.id === sort?.column)?.sortBy, sort)),
    [rows, columns, sort, props.onSort],
  );
  const cellClass = (column: TableColumn<T>) => (column.numeric ? 'text-end tabular-nums' : 'text-start');

  const table = (
    <AriaTable
      aria-label={label}
      selectionMode={onSelect ? 'multiple' : 'none'}
      selectedKeys={selected}
      onSelectionChange={onSelect}
      onRowAction={onRowAction && ((key) => onRowAction(String(key)))}
      sortDescriptor={sort && { column: sort.column, direction: sort.direction }}
      onSortChange={({ column, direction }) => (props.onSort ?? setOwnSort)({ column: String(column), direction })}
      className={cx('w-full border-separate border-spacing-0 text-sm', virtual && 'h-full overflow-auto')}
    >
      <TableHeader className={virtual ? 'bg-canvas' : undefined}>
        {onSelect && (
          <Column width={40} minWidth={40} className={cx(headClass, 'w-10 pe-0')}>
            <Checkbox slot="selection" aria-label={text.selectAll} />
          </Column>
        )}
        {columns.map((column) => (
          <Column
            key={column.id}
            id={column.id}
            isRowHeader={column === (columns.find((candidate) => candidate.grow) ?? columns[0])}
            allowsSorting={Boolean(column.sortBy)}
            width={column.width ?? (column.grow ? '1fr' : undefined)}
            style={virtual ? undefined : { width: column.width ?? (column.grow ? '100%' : undefined) }}
            className={cx(headClass, cellClass(column), virtual && 'flex items-center')}
          >
            {({ sortDirection }) => (
              <span className={cx('inline-flex items-center gap-1', column.numeric && 'flex-row-reverse')}>
                <span className={cx(column.hideName && 'sr-only')}>{column.name}</span>
                {column.sortBy && <SortMark direction={sortDirection} />}
              </span>
            )}
          </Column>
        ))}
      </TableHeader>
      <TableBody items={sorted} dependencies={[columns]} renderEmptyState={() => empty}>
        {(row) => (
          <Row
            id={rowId(row)}
            textValue={rowName(row)}
            href={rowHref?.(row)}
            className={cx(
              'group/row data-hovered:bg-hover data-selected:bg-accent-soft data-disabled:opacity-45',
              (rowHref || onRowAction) && 'cursor-pointer',
            )}
          >
            {onSelect && (
              <Cell className="h-9 border-b ps-3 align-middle">
                <Checkbox slot="selection" aria-label={text.selectRow} />
              </Cell>
            )}
            {columns.map((column) => (
              <Cell
                key={column.id}
                className={cx(
                  'h-9 border-b px-3 py-1 align-middle',
                  cellClass(column),
                  column.grow ? 'text-title max-w-0 min-w-56 truncate' : 'whitespace-nowrap',
                  virtual && 'truncate leading-7',
                )}
              >
                {column.render(row)}
              </Cell>
            ))}
          </Row>
        )}
      </TableBody>
    </AriaTable>
  );

  if (!virtual) return <div className={cx('min-w-0 overflow-x-auto', props.className)}>{table}</div>;
  return (
    <Virtualizer layout={TableLayout} layoutOptions={{ rowHeight: ROW_HEIGHT, headingHeight: 32 }}>
      <div className={cx('min-h-0 min-w-0', props.className)}>{table}</div>
    </Virtualizer>
  );
}

function SortMark({ direction }: { direction?: 'ascending' | 'descending' }) {
  const Icon = direction === 'ascending' ? ArrowUp : direction === 'descending' ? ArrowDown : ChevronsUpDown;
  return <Icon aria-hidden className={cx('size-3', direction ? 'text-accent-text' : 'opacity-50')} />;
}
