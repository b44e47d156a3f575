'use client';

import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { Checkbox } from './checkbox.tsx';
import { cx } from './cx.tsx';
import { fixedWidth, TableHead } from './table-head.tsx';
import { TableRow } from './table-row.tsx';
import { type Sort, sortRows } from './table-sort.ts';
import { ROW_HEIGHT, useRowWindow } from './table-window.tsx';
import { uiText } from './text.ts';
import { useTableKeys } from './use-table-keys.ts';

export interface TableColumn<Row> {
  id: string;
  name: string;
  render: (row: Row) => ReactNode;
  /** Numbers stand right and under each other. */
  numeric?: boolean;
  /** What the table sorts by. Without `onSort` it sorts its own rows. */
  sortBy?: (row: Row) => string | number | null | undefined;
  /** Takes the room that is left and names the row: one column, the title as a rule. */
  grow?: boolean;
  width?: number;
  hideName?: boolean;
  /** Drawn in the head in place of the name: a scale. */
  head?: ReactNode;
}

export interface TableProps<Row> {
  label: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** The name of a row, for its checkbox and for screen readers. */
  rowName: (row: Row) => string;
  rowHref?: (row: Row) => string | undefined;
  onRowAction?: (row: Row) => void;
  /** Ids. With `onSelect` every row has a checkbox, and the head one for all. */
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** The id of the row whose details stand beside the table. It is in view, and has the focus again when they close. */
  opened?: string | null;
  /** J and K move between rows as well. */
  letterKeys?: boolean;
  /** Shown in place of rows. */
  empty?: ReactNode;
  /** The last rows are in view: more of them are read, where there are more. */
  onEnd?: () => void;
  /** Draws only what is in view; needs a height from `className` or around it, and rows of one line. */
  virtual?: boolean;
  /** In pixels; rows of two lines are higher. */
  rowHeight?: number;
  className?: string;
}

/**
 * Not built on the collections of React Aria: those need ten seconds for 5,000 rows of seven cells, and an import plan
 * has as many. A table that can be acted on is a grid: arrows move between rows, Space selects, Shift extends.
 */
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, rowId, rowName, rowHref, onRowAction, selected, onSelect, empty, virtual } = props;
  const { rowHeight = ROW_HEIGHT } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [ownSort, setOwnSort] = useState<Sort>();
  const sort = props.sort ?? ownSort;
  const sorted = useMemo(
    () => (props.onSort ? rows : sortRows(rows, columns.find((column) => column.id === sort?.column)?.sortBy, sort)),
    [rows, columns, sort, props.onSort],
  );
  const ids = useMemo(() => sorted.map(rowId), [sorted, rowId]);
  const interactive = Boolean(onSelect || rowHref || onRowAction);
  const grid = useTableKeys({
    scroller,
    ids,
    selected,
    onSelect,
    opened: props.opened ?? null,
    letterKeys: props.letterKeys ?? false,
  });
  const indexes = useRowWindow(scroller, {
    count: sorted.length,
    virtual: virtual ?? false,
    keep: grid.here,
    rowHeight,
  });
  const isAtEnd = (indexes.at(-1) ?? 0) >= sorted.length - 1;
  const { onEnd } = props;
  useEffect(() => {
    if (isAtEnd) onEnd?.();
  }, [isAtEnd, onEnd]);
  const chosen = onSelect ? ids.filter((id) => selected?.has(id)).length : 0;

  return (
    <div
      ref={scroller}
      className={cx('min-w-0', virtual ? 'overflow-auto' : 'max-md:overflow-x-auto', props.className)}
    >
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: selected from several rows only where it is a grid. */}
      <table
        aria-label={label}
        role={interactive ? 'grid' : undefined}
        aria-multiselectable={onSelect ? true : undefined}
        aria-rowcount={virtual ? sorted.length + 1 : undefined}
        onKeyDown={interactive ? grid.onKeyDown : undefined}
        style={virtual ? { minWidth: columns.reduce((sum, column) => sum + fixedWidth(column), 40) } : undefined}
        className={cx('w-full border-separate border-spacing-0 text-sm', virtual && 'table-fixed')}
      >
        <TableHead
          columns={columns}
          sort={sort}
          onSort={props.onSort ?? setOwnSort}
          fixed={virtual}
          checkbox={
            onSelect && (
              <Checkbox
                aria-label={uiText.selectAll}
                isSelected={chosen > 0 && chosen === ids.length}
                isIndeterminate={chosen > 0 && chosen < ids.length}
                isDisabled={ids.length === 0}
                onChange={(all) => onSelect(new Set(all ? ids : []))}
              />
            )
          }
        />
        <tbody>
          {sorted.length === 0 && empty && (
            <tr>
              <td colSpan={columns.length + (onSelect ? 1 : 0)}>{empty}</td>
            </tr>
          )}
          {indexes.flatMap((index, place) => {
            const row = sorted[index];
            if (row === undefined) return [];
            const gap = index - (indexes[place - 1] ?? -1) - 1;
            const id = ids[index] as string;
            const drawn = (
              <TableRow
                key={id}
                row={row}
                index={index}
                columns={columns}
                height={rowHeight}
                name={rowName(row)}
                href={rowHref?.(row)}
                onAction={onRowAction}
                counted={virtual}
                current={interactive ? index === grid.here : undefined}
                selected={onSelect ? (selected?.has(id) ?? false) : undefined}
                onToggle={(extend) => grid.toggle(index, extend)}
                onFocus={() => grid.setCurrent(index)}
              />
            );
            return gap > 0 ? [<Gap key={`gap-${index}`} height={gap * rowHeight} />, drawn] : [drawn];
          })}
          <Gap height={(sorted.length - 1 - (indexes.at(-1) ?? -1)) * rowHeight} />
        </tbody>
      </table>
    </div>
  );
}

/** The room of rows that are not drawn. */
function Gap({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden style={{ height }} /> : null;
}
