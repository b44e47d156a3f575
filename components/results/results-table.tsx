'use client';

import { useMemo, useState } from 'react';
import { iconOf } from '#components/exercises/exercise-icons.tsx';
import { exercisesText } from '#components/exercises/text.ts';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { Table, type TableColumn } from '#components/ui/table.tsx';
import { type Sort, sortRows } from '#components/ui/table-sort.ts';
import { DIFFICULTIES } from '#lib/exercises/core/exercise.ts';
import { USEFUL } from '#lib/results/core/figures.ts';
import type { ResultRow } from '#lib/results/services/figures.ts';
import { FlagBadge, flagInk } from './flag-badge.tsx';
import { SharePlot, ShareScale } from './share-plot.tsx';
import { resultsText } from './text.ts';
import { type FigureWriter, useFigures } from './use-figures.ts';

const words = resultsText;

/** How a result is named in the address, among those of many lessons. */
export const nameOf = (row: Pick<ResultRow, 'spark_slug' | 'exercise_id'>) => `${row.spark_slug}/${row.exercise_id}`;

interface ResultsTableProps {
  rows: readonly ResultRow[];
  opened: string | null;
  /** Exercises of several lessons, each with the lesson it is of. */
  ofMany: boolean;
  isNarrow: boolean;
  sort: Sort | undefined;
  onSort: (sort: Sort) => void;
  onOpen: (row: ResultRow) => void;
}

/** Rows of several lines are all drawn, so not all of ten thousand at once. */
const NARROW_ROWS = 100;

const ORDER: readonly string[] = DIFFICULTIES;

/** What the columns are sorted by. */
const SORT_BY: Record<string, (row: ResultRow) => string | number | null> = {
  spark: (row) => row.spark_title,
  declared: ({ difficulty }) => (difficulty ? ORDER.indexOf(difficulty) : null),
  right: ({ figures }) => figures.share,
  discrimination: ({ figures }) => figures.discrimination,
  answers: ({ figures }) => figures.answers,
};

/** In the order in which they are shown, which the keys for the next and the previous one follow. */
export const sorted = (rows: readonly ResultRow[], sort: Sort | undefined) =>
  sortRows(rows, SORT_BY[sort?.column ?? ''], sort);

/** The figures of exercises, worst first unless somebody sorts them otherwise. Beside an opened one there is room for a few. */
export function ResultsTable({ rows, opened, ofMany, isNarrow, sort, onSort, onOpen }: ResultsTableProps) {
  const [most, setMost] = useState(NARROW_ROWS);
  const write = useFigures();
  const columns = useMemo(
    () => (isNarrow ? narrowColumns(write, opened) : wideColumns(write, opened, ofMany)),
    [isNarrow, write, opened, ofMany],
  );
  const shown = isNarrow ? rows.slice(0, most) : rows;
  return (
    <div className={cx('flex min-h-0 flex-1 flex-col', isNarrow && 'overflow-auto')}>
      <Table
        virtual={!isNarrow}
        label={words.list(rows.length, write.number(rows.length))}
        columns={columns}
        rows={shown}
        rowId={nameOf}
        rowName={(row) => row.stem || exercisesText.untitled}
        onRowAction={onOpen}
        opened={opened}
        sort={sort}
        onSort={onSort}
        className={isNarrow ? 'shrink-0' : 'min-h-0 flex-1'}
      />
      {shown.length < rows.length && (
        <Button variant="quiet" className="m-3 self-start" onPress={() => setMost(most + NARROW_ROWS)}>
          {words.more(write.number(rows.length - shown.length))}
        </Button>
      )}
    </div>
  );
}

type Columns = TableColumn<ResultRow>[];

function Stem({ row, isOpen, isWrapped = false }: { row: ResultRow; isOpen: boolean; isWrapped?: boolean }) {
  const Icon = iconOf(row.type);
  const type = exercisesText.types[row.type ?? ''] ?? row.type ?? '';
  return (
    <span
      aria-current={isOpen ? 'true' : undefined}
      className={cx('inline-flex max-w-full min-w-0 gap-2', isWrapped ? 'items-start' : 'items-center')}
    >
      <span title={type} className="shrink-0">
        <Icon role="img" aria-label={type} className={cx('size-4 text-faint', isWrapped && 'mt-0.5')} />
      </span>
      <span
        dir="auto"
        className={cx(isWrapped ? 'line-clamp-2 whitespace-normal' : 'truncate', isOpen && 'font-medium')}
      >
        {row.stem || <span className="text-faint">{exercisesText.untitled}</span>}
      </span>
    </span>
  );
}

const isOutside = ({ figures: { is_enough, share } }: ResultRow) =>
  is_enough && (share < USEFUL.low || share > USEFUL.high);

function rightColumn(write: FigureWriter): Columns[number] {
  return {
    id: 'right',
    name: words.right,
    numeric: true,
    width: 68,
    sortBy: SORT_BY.right,
    render: (row) => (
      <span className={cx('font-medium', !row.figures.is_enough && 'text-faint', isOutside(row) && 'text-draft')}>
        {write.figure(row.figures.share)}
      </span>
    ),
  };
}

function wideColumns(write: FigureWriter, opened: string | null, ofMany: boolean): Columns {
  const all: Columns = [
    {
      id: 'stem',
      name: words.exercise,
      grow: true,
      render: (row) => <Stem row={row} isOpen={nameOf(row) === opened} />,
    },
    {
      id: 'spark',
      name: words.spark,
      width: 176,
      sortBy: SORT_BY.spark,
      render: (row) => (
        <span title={row.spark_title} className="text-muted">
          {row.spark_title}
        </span>
      ),
    },
    {
      id: 'declared',
      name: words.declared,
      width: 88,
      sortBy: SORT_BY.declared,
      render: ({ difficulty }) =>
        difficulty ? (words.difficulties[difficulty] ?? difficulty) : <span className="text-faint">{words.unset}</span>,
    },
    rightColumn(write),
    {
      id: 'range',
      name: words.range,
      head: <ShareScale />,
      width: 184,
      render: ({ figures }) => (
        <>
          <span className="sr-only">
            {words.between(write.figure(figures.interval.low), write.figure(figures.interval.high))}
          </span>
          <SharePlot figures={figures} />
        </>
      ),
    },
    {
      id: 'discrimination',
      name: words.discriminates,
      numeric: true,
      width: 116,
      sortBy: SORT_BY.discrimination,
      render: ({ figures }) => (
        <span className={discriminationInk(figures.discrimination)}>{write.figure(figures.discrimination)}</span>
      ),
    },
    {
      id: 'answers',
      name: words.answersColumn,
      numeric: true,
      width: 88,
      sortBy: SORT_BY.answers,
      render: ({ figures }) => write.number(figures.answers),
    },
    {
      id: 'flag',
      name: words.flag,
      hideName: true,
      width: 180,
      render: ({ figures }) => <FlagBadge figures={figures} />,
    },
  ];
  const short = ['stem', 'right', 'range', 'flag'];
  return all.filter(({ id }) => (opened !== null ? short.includes(id) : id !== 'spark' || ofMany));
}

/** Below zero it speaks against the key, below .2 it tells little. */
export const discriminationInk = (value: number | null) =>
  value === null ? 'text-faint' : value < 0 ? 'font-medium text-blocked' : value < 0.2 ? 'text-draft' : undefined;

/** Two lines each: what is asked, and under it what the other columns say elsewhere. */
function narrowColumns(write: FigureWriter, opened: string | null): Columns {
  return [
    {
      id: 'stem',
      name: words.exercise,
      grow: true,
      render: (row) => {
        const [worst] = row.figures.flags;
        return (
          <span className="flex flex-col gap-0.5 py-1 whitespace-normal">
            <Stem row={row} isOpen={nameOf(row) === opened} isWrapped />
            <span className="ps-6 text-xs text-muted">
              {words.answers(row.figures.answers, write.number(row.figures.answers))}
              {(worst || !row.figures.is_enough) && ' · '}
              <span className={worst ? flagInk(worst) : 'text-faint'}>
                {worst ? words.flags[worst] : row.figures.is_enough ? '' : words.few}
              </span>
            </span>
          </span>
        );
      },
    },
    rightColumn(write),
  ];
}
