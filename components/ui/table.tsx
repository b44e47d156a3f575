'use client';

import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { Checkbox } from './checkbox.tsx';
import { cx } from './cx.tsx';
import { fixedWidth, TableHead } from './table-head.tsx';
import { TableRow } from './table-row.tsx';
import { type Sort, sortRows } from './table-sort.ts';
import { ROW_HEIGHT, useRowWindow } from './table-window.tsx';
import { text } from './text.ts';

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
  /** Shown in place of rows. */
  empty?: ReactNode;
  /** Draws only what is in view; needs a height from `className` or around it, and rows of one line. */
  virtual?: boolean;
  className?: string;
}

/**
 * Not built on the collections of React Aria: those need ten seconds for 5,000 rows of seven cells, and an import plan
 * has as many. A table that can be acted on is a grid: arrows move between rows, Space selects, Shift extends.
 */
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, rowId, rowName, rowHref, onRowAction, selected, onSelect, empty, virtual } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [ownSort, setOwnSort] = useState<Sort>();
  const sort = props.sort ?? ownSort;
  const sorted = useMemo(
    () => (props.onSort ? rows : sortRows(rows, columns.find((column) => column.id === sort?.column)?.sortBy, sort)),
    [rows, columns, sort, props.onSort],
  );
  // Where the arrows are. It is the one row that Tab stops at.
  const [current, setCurrent] = useState(0);
  const anchor = useRef(0);
  const interactive = Boolean(onSelect || rowHref || onRowAction);
  const here = Math.min(current, sorted.length - 1);
  const indexes = useRowWindow(scroller, sorted.length, virtual ?? false, here);

  const focusRow = (index: number) => {
    setCurrent(index);
    requestAnimationFrame(() => {
      const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
      row?.focus();
      row?.scrollIntoView({ block: 'nearest' });
    });
  };
  const toggle = (index: number, extend: boolean) => {
    const row = sorted[index];
    if (!onSelect || row === undefined) return;
    const next = new Set(selected);
    const add = !next.has(rowId(row));
    const [from, to] = extend ? [Math.min(anchor.current, index), Math.max(anchor.current, index)] : [index, index];
    for (const each of sorted.slice(from, to + 1)) {
      if (add || extend) next.add(rowId(each));
      else next.delete(rowId(each));
    }
    anchor.current = index;
    onSelect(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // Keys pressed in a control within a row belong to that control.
    if (!(event.target as HTMLElement).matches('[data-index]')) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    const target = {
      ArrowDown: here + 1,
      ArrowUp: here - 1,
      Home: 0,
      End: sorted.length - 1,
      PageDown: here + page,
      PageUp: here - page,
    }[event.key];
    if (target !== undefined) {
      const index = Math.max(0, Math.min(sorted.length - 1, target));
      if (event.shiftKey && onSelect) toggle(index, true);
      focusRow(index);
    } else if (event.key === ' ' && onSelect) toggle(here, event.shiftKey);
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && onSelect) onSelect(new Set(sorted.map(rowId)));
    else if (event.key === 'Enter') (event.target as HTMLElement).click();
    else return;
    event.preventDefault();
  };

  const chosen = onSelect ? sorted.filter((row) => selected?.has(rowId(row))).length : 0;
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
        onKeyDown={interactive ? onKeyDown : undefined}
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
                aria-label={text.selectAll}
                isSelected={chosen > 0 && chosen === sorted.length}
                isIndeterminate={chosen > 0 && chosen < sorted.length}
                isDisabled={sorted.length === 0}
                onChange={(all) => onSelect(new Set(all ? sorted.map(rowId) : []))}
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
            const drawn = (
              <TableRow
                key={rowId(row)}
                row={row}
                index={index}
                columns={columns}
                name={rowName(row)}
                href={rowHref?.(row)}
                onAction={onRowAction}
                counted={virtual}
                current={interactive ? index === here : undefined}
                selected={onSelect ? (selected?.has(rowId(row)) ?? false) : undefined}
                onToggle={(extend) => toggle(index, extend)}
                onFocus={() => setCurrent(index)}
              />
            );
            return gap > 0 ? [<Gap key={`gap-${index}`} rows={gap} />, drawn] : [drawn];
          })}
          <Gap rows={sorted.length - 1 - (indexes.at(-1) ?? -1)} />
        </tbody>
      </table>
    </div>
  );
}

/** The room of rows that are not drawn. */
function Gap({ rows }: { rows: number }) {
  return rows > 0 ? <tr aria-hidden style={{ height: rows * ROW_HEIGHT }} /> : null;
}
