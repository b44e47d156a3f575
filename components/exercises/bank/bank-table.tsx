'use client';

import { Lightbulb, ListChecks, OctagonX } from 'lucide-react';
import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { cx } from '#components/ui/cx.tsx';
import { Table, type TableColumn } from '#components/ui/table.tsx';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import { iconOf } from '../exercise-icons.tsx';
import { exercisesText } from '../text.ts';
import { CellButton, type CellField } from './cell-menu.tsx';
import type { InlineRows } from './use-inline.tsx';

const words = exercisesText;

/** What the type of an exercise is called. */
export const typeName = (type: string | null) => words.types[type ?? ''] ?? type ?? '';

const NARROW = '(max-width: 63.9375rem)';
const watchNarrow = (tell: () => void) => {
  const query = matchMedia(NARROW);
  query.addEventListener('change', tell);
  return () => query.removeEventListener('change', tell);
};

interface BankTableProps {
  rows: readonly BankRow[];
  /** What the objectives are called, by their ids. */
  titles: ReadonlyMap<string, string>;
  /** Numbers of hints by ids of exercises. */
  hints: Readonly<Record<string, number>> | undefined;
  opened: string | null;
  nameOf: (row: BankRow) => string;
  /** Exercises of several lessons, each with the lesson it is of. */
  ofMany?: boolean;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  onOpen: (row: BankRow) => void;
  /** The last of those that are read are in view. */
  onEnd?: () => void;
  empty: ReactNode;
  inline: InlineRows;
}

/** Exercises as rows of plain text; only those in view are drawn. Beside an opened one, and on small screens, question and marks. */
export function BankTable(props: BankTableProps) {
  const {
    rows,
    titles,
    hints,
    opened,
    nameOf,
    ofMany = false,
    selected,
    onSelect,
    onOpen,
    onEnd,
    empty,
    inline,
  } = props;
  const isNarrow = useSyncExternalStore(
    watchNarrow,
    () => matchMedia(NARROW).matches,
    () => false,
  );
  const isShort = isNarrow || opened !== null;
  const columns = useMemo(
    () => columnsOf({ isShort, isNarrow, ofMany, titles, hints, opened, nameOf, inline }),
    [isShort, isNarrow, ofMany, titles, hints, opened, nameOf, inline],
  );
  return (
    <Table
      virtual
      label={words.exercise}
      columns={columns}
      rows={rows}
      rowId={nameOf}
      rowName={(row) => row.stem || words.untitled}
      onRowAction={onOpen}
      selected={selected}
      onSelect={onSelect}
      opened={opened}
      onEnd={onEnd}
      empty={empty}
      className="min-h-0 flex-1 border-t"
    />
  );
}

interface ColumnsOf extends Pick<BankTableProps, 'titles' | 'hints' | 'opened' | 'nameOf' | 'inline'> {
  isShort: boolean;
  isNarrow: boolean;
  ofMany: boolean;
}

function columnsOf(input: ColumnsOf): TableColumn<BankRow>[] {
  const { isShort, isNarrow, ofMany, titles, hints, opened, nameOf, inline } = input;
  // What has no name of its own cannot be told to the database from a list.
  const cell = (field: CellField, row: BankRow, text: string | null | undefined) =>
    row.version === null ? text : <CellButton field={field} row={row} text={text} onOpen={inline.onCell} />;
  const all: TableColumn<BankRow>[] = [
    { id: 'number', name: words.number, numeric: true, width: 48, render: (row) => row.place + 1 },
    {
      id: 'stem',
      name: words.exercise,
      grow: true,
      render: (row) => {
        const Icon = iconOf(row.type);
        return (
          <span
            className={cx(
              'max-w-full min-w-0 items-center gap-2',
              inline.stemOf(row) ? 'flex' : 'inline-flex align-middle',
            )}
            aria-current={nameOf(row) === opened ? 'true' : undefined}
          >
            <span title={typeName(row.type)} className="shrink-0">
              <Icon role="img" aria-label={typeName(row.type)} className="size-4 text-faint" />
            </span>
            {inline.stemOf(row) ?? (
              <span dir="auto" className={nameOf(row) === opened ? 'truncate font-medium' : 'truncate'}>
                {row.stem || <span className="text-faint">{words.untitled}</span>}
              </span>
            )}
          </span>
        );
      },
    },
    {
      id: 'spark',
      name: words.spark,
      width: 176,
      render: (row) => (
        <span title={row.spark_title} className="text-muted">
          {row.spark_title}
        </span>
      ),
    },
    {
      id: 'level',
      name: words.levelColumn,
      width: 120,
      render: (row) => cell('level', row, row.level && (words.levels[row.level] ?? row.level)),
    },
    {
      id: 'difficulty',
      name: words.difficulty,
      width: 88,
      render: (row) =>
        cell('difficulty', row, row.difficulty && (words.difficulties[row.difficulty] ?? row.difficulty)),
    },
    {
      id: 'objective',
      name: words.objective,
      width: 144,
      render: (row) => {
        const title = row.objective && (titles.get(row.objective) ?? row.objective);
        // Without objectives there is nothing to choose from.
        return titles.size > 0 ? cell('objective', row, title) : title;
      },
    },
    {
      id: 'quiz',
      name: words.quiz,
      width: 60,
      render: (row) =>
        row.quiz_place !== null && (
          <span className="inline-flex items-center gap-1 align-middle tabular-nums">
            <ListChecks aria-hidden className="size-3.5 text-faint" />
            <span className="sr-only">{words.inQuiz(row.quiz_place + 1)}</span>
            <span aria-hidden>{row.quiz_place + 1}</span>
          </span>
        ),
    },
    {
      id: 'marks',
      name: words.marks,
      hideName: isNarrow,
      width: isNarrow ? 64 : 88,
      render: (row) =>
        row.problems.length > 0 ? (
          <Blocks isShort={isNarrow} />
        ) : (
          <Hints count={row.hints ?? hints?.[row.exercise_id ?? ''] ?? 0} />
        ),
    },
  ];
  const short = ['number', 'stem', 'marks'];
  // Objectives have their names within a lesson; among many the lesson tells more.
  return all.filter(({ id }) => (isShort ? short.includes(id) : id !== (ofMany ? 'objective' : 'spark')));
}

/** How many hints there are on an exercise. */
function Hints({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="inline-flex items-center gap-1 align-middle text-draft tabular-nums">
      <Lightbulb aria-hidden className="size-3.5" />
      <span className="sr-only">{words.hintCount(count)}</span>
      <span aria-hidden>{count}</span>
    </span>
  );
}

/** The mark of what keeps a lesson back; its word is for screen readers alone where there is no room. */
export function Blocks({ isShort = false }: { isShort?: boolean }) {
  return (
    <span className="inline-flex items-center gap-1 align-middle font-medium text-blocked">
      <OctagonX aria-hidden className="size-3.5" />
      <span className={isShort ? 'sr-only' : undefined}>{words.blocks}</span>
    </span>
  );
}
