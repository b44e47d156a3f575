'use client';

import {
  ArrowLeftRight,
  CircleDot,
  Hash,
  ListChecks,
  ListOrdered,
  type LucideIcon,
  OctagonX,
  PencilLine,
  ShieldQuestionMark,
  SquareCheck,
  TextCursorInput,
  TextSelect,
  ToggleLeft,
} from 'lucide-react';
import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { Table, type TableColumn } from '#components/ui/table.tsx';
import type { ExerciseType } from '#lib/exercises/core/exercise.ts';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import { exercisesText } from './text.ts';

const words = exercisesText;

const ICONS: Record<ExerciseType, LucideIcon> = {
  mcq: CircleDot,
  multi_select: SquareCheck,
  true_false: ToggleLeft,
  short_answer: TextCursorInput,
  numeric: Hash,
  cloze: TextSelect,
  matching: ArrowLeftRight,
  ordering: ListOrdered,
  open_response: PencilLine,
};
const iconOf = (type: string | null): LucideIcon =>
  type !== null && Object.hasOwn(ICONS, type) ? ICONS[type as ExerciseType] : ShieldQuestionMark;

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
  opened: string | null;
  nameOf: (row: BankRow) => string;
  onOpen: (row: BankRow) => void;
  empty: ReactNode;
}

/** Exercises as rows of plain text; only those in view are drawn. Beside an opened one, and on small screens, question and marks. */
export function BankTable({ rows, titles, opened, nameOf, onOpen, empty }: BankTableProps) {
  const isNarrow = useSyncExternalStore(
    watchNarrow,
    () => matchMedia(NARROW).matches,
    () => false,
  );
  const isShort = isNarrow || opened !== null;
  const columns = useMemo(
    () => columnsOf(isShort, isNarrow, titles, opened, nameOf),
    [isShort, isNarrow, titles, opened, nameOf],
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
      empty={empty}
      className="min-h-0 flex-1 border-t"
    />
  );
}

function columnsOf(
  isShort: boolean,
  isNarrow: boolean,
  titles: ReadonlyMap<string, string>,
  opened: string | null,
  nameOf: (row: BankRow) => string,
): TableColumn<BankRow>[] {
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
            className="inline-flex max-w-full min-w-0 items-center gap-2"
            aria-current={nameOf(row) === opened ? 'true' : undefined}
          >
            <span title={typeName(row.type)} className="shrink-0">
              <Icon role="img" aria-label={typeName(row.type)} className="size-4 text-faint" />
            </span>
            <span dir="auto" className={nameOf(row) === opened ? 'truncate font-medium' : 'truncate'}>
              {row.stem || <span className="text-faint">{words.untitled}</span>}
            </span>
          </span>
        );
      },
    },
    {
      id: 'level',
      name: words.levelColumn,
      width: 120,
      render: (row) => row.level && (words.levels[row.level] ?? row.level),
    },
    {
      id: 'difficulty',
      name: words.difficulty,
      width: 88,
      render: (row) => row.difficulty && (words.difficulties[row.difficulty] ?? row.difficulty),
    },
    {
      id: 'objective',
      name: words.objective,
      width: 144,
      render: (row) =>
        row.objective && (
          <span title={titles.get(row.objective) ?? row.objective} className="text-muted">
            {titles.get(row.objective) ?? row.objective}
          </span>
        ),
    },
    {
      id: 'quiz',
      name: words.quiz,
      width: 60,
      render: (row) =>
        row.quiz_place !== null && (
          <span className="inline-flex items-center gap-1 tabular-nums">
            <ListChecks aria-hidden className="size-3.5 text-faint" />
            <span className="sr-only">{words.inQuiz(row.quiz_place + 1)}</span>
            <span aria-hidden>{row.quiz_place + 1}</span>
          </span>
        ),
    },
    {
      id: 'marks',
      name: words.marks,
      hideName: true,
      width: isNarrow ? 48 : 88,
      render: (row) => row.problems.length > 0 && <Blocks isShort={isNarrow} />,
    },
  ];
  return isShort ? all.filter(({ id }) => ['number', 'stem', 'marks'].includes(id)) : all;
}

/** The mark of what keeps a lesson back; its word is for screen readers alone where there is no room. */
export function Blocks({ isShort = false }: { isShort?: boolean }) {
  return (
    <span className="inline-flex items-center gap-1 font-medium text-blocked">
      <OctagonX aria-hidden className="size-3.5" />
      <span className={isShort ? 'sr-only' : undefined}>{words.blocks}</span>
    </span>
  );
}
