'use client';

import { CircleDashed, Minus, OctagonX } from 'lucide-react';
import { Fragment, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { cx } from '#components/ui/cx.tsx';
import { useNumber } from '#components/ui/number.tsx';
import {
  type CellCounts,
  type CoverageKind,
  type CoveragePart,
  cellOf,
  cellState,
  isEmptyRow,
  type RowCounts,
  type RowKind,
  type RowPart,
  rowKindOf,
  type Thresholds,
  totalOf,
} from '#lib/exercises/core/coverage.ts';
import { COGNITIVE_LEVELS, type CognitiveLevel } from '#lib/exercises/core/exercise.ts';
import type { Coverage } from '#lib/exercises/data/coverage.ts';
import { exercisesText } from '../text.ts';
import { coverageText } from './text.ts';

const words = coverageText;

/** A number of the matrix. `level` null: of what has no level. */
export interface CellPlace {
  part: CoveragePart;
  row: string | null;
  title: string;
  level: CognitiveLevel | null;
  counts: CellCounts;
  /** Null where no threshold applies. */
  wanted: number | null;
}

interface Line {
  part: CoveragePart;
  row: string | null;
  title: string;
  note: string;
  cells: RowCounts;
}

interface CoverageMatrixProps {
  kind: CoverageKind;
  coverage: Coverage;
  wantedIn: (part: RowPart) => Thresholds[RowKind];
  onOpen: (cell: CellPlace, at: HTMLElement) => void;
  onWrite: (cell: CellPlace, at: HTMLElement) => void;
  /** Where rows are concepts or trails: the coverage of one. */
  rowLink?: (id: string, title: string) => ReactNode;
}

/** Rows against cognitive levels, each cell with its number, what is wanted, and in words what is missing. */
export function CoverageMatrix({ kind, coverage, wantedIn, onOpen, onWrite, rowLink }: CoverageMatrixProps) {
  const write = useNumber();
  const table = useRef<HTMLTableElement>(null);
  const [current, setCurrent] = useState('0:0');
  const lines = linesOf(kind, coverage);
  const first = coverage.rows[0]?.part ?? 'row';
  // Objectives of a trail want other numbers than its concepts below them.
  const second = lines.findIndex(({ part }) => part === 'row');
  const { no_level: noLevel } = coverage;
  const hasNoLevel = noLevel.valid + noLevel.blocked > 0;
  const placeOf = ({ part, row, title, cells }: Line, level: CognitiveLevel): CellPlace => ({
    part,
    row,
    title,
    level,
    counts: cellOf(cells, level),
    wanted: part === 'row' || part === 'objective' ? wantedIn(part)[level] : null,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const [row = 0, column = 0] = current.split(':').map(Number);
    const [down, right] = STEPS[event.key] ?? [0, 0];
    const last = lines.length - (hasNoLevel ? 0 : 1);
    const next = [Math.min(last, Math.max(0, row + down)), Math.min(3, Math.max(0, column + right))];
    // The row of what has no level is one cell.
    const name = next[0] === lines.length ? `${next[0]}:0` : next.join(':');
    const cell = table.current?.querySelector<HTMLElement>(`[data-cell="${name}"]`);
    const line = lines[row];
    if (event.key.toLowerCase() === 'n' && !event.ctrlKey && !event.metaKey && !event.altKey && line) {
      const at = table.current?.querySelector<HTMLElement>(`[data-cell="${current}"]`);
      const level = COGNITIVE_LEVELS[column];
      if (!at || !level) return;
      event.preventDefault();
      event.stopPropagation();
      return onWrite(placeOf(line, level), at);
    }
    if (!(event.key in STEPS) || !cell) return;
    event.preventDefault();
    cell.focus();
  };
  const cellProps = (name: string) => ({
    'data-cell': name,
    tabIndex: name === current ? 0 : -1,
    onFocus: () => setCurrent(name),
  });

  return (
    <table
      ref={table}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrows move between its cells, each of which opens.
      role="grid"
      aria-label={`${words.of} ${coverage.of.title}`}
      onKeyDown={onKeyDown}
      className="w-full min-w-[52rem] table-fixed border-separate border-spacing-1 text-sm"
    >
      <thead>
        <ColumnHeads row={rowKindOf(kind, first)} wanted={wantedIn(first)} />
      </thead>
      <tbody>
        {lines.map((line, at) => (
          <Fragment key={`${line.part}:${line.row}`}>
            {at > 0 && at === second && <ColumnHeads isSecond row={rowKindOf(kind, 'row')} wanted={wantedIn('row')} />}
            <tr>
              <RowHead line={line}>
                {line.part === 'row' && line.row !== null && rowLink ? rowLink(line.row, line.title) : line.title}
              </RowHead>
              {COGNITIVE_LEVELS.map((level, column) => (
                <td key={level} className="h-11 p-0">
                  <Cell place={placeOf(line, level)} {...cellProps(`${at}:${column}`)} onOpen={onOpen} />
                </td>
              ))}
              <td className="pe-1 text-end tabular-nums">{write(totalOf(line.cells))}</td>
            </tr>
          </Fragment>
        ))}
        {hasNoLevel && (
          <tr>
            <RowHead line={{ title: words.noLevel, note: '' }}>{words.noLevel}</RowHead>
            <td colSpan={4} className="h-11 p-0">
              <Cell
                place={{
                  part: 'no_level',
                  row: null,
                  title: words.noLevel,
                  level: null,
                  counts: noLevel,
                  wanted: null,
                }}
                {...cellProps(`${lines.length}:0`)}
                onOpen={onOpen}
              />
            </td>
            <td className="pe-1 text-end tabular-nums">{write(noLevel.valid)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

const STEPS: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Rows, and below them what counts in none. */
function linesOf(kind: CoverageKind, { rows, elsewhere, no_objective }: Coverage): Line[] {
  const below: Line[] = [
    {
      part: 'elsewhere',
      row: null,
      title: words.elsewhere[kind],
      note: words.elsewhereHelp[kind],
      cells: elsewhere,
    },
    { part: 'no_objective', row: null, title: words.noObjective, note: words.nowhereAbove, cells: no_objective },
  ];
  return [
    ...rows.map(({ part, id, title, concepts, objectives, cells }): Line => {
      return { part, row: id, title, note: words.facts(concepts, objectives), cells };
    }),
    ...below.filter(({ cells }) => !isEmptyRow(cells)),
  ];
}

interface ColumnHeadsProps {
  row: RowKind;
  wanted: Thresholds[RowKind];
  isSecond?: boolean;
}

/** What the rows below are, and how many exercises of each level are wanted in them. */
function ColumnHeads({ row, wanted, isSecond = false }: ColumnHeadsProps) {
  const look = cx('pb-1 align-bottom font-medium', isSecond && 'pt-5');
  return (
    <tr className="text-start">
      <th scope="col" className={cx(look, 'sticky start-0 z-10 w-36 bg-canvas pe-2 text-start md:w-[28%]')}>
        {words.rows[row]}
      </th>
      {COGNITIVE_LEVELS.map((level) => (
        <th key={level} scope="col" className={cx(look, 'px-2.5 text-start')}>
          {exercisesText.levels[level]}{' '}
          <span className="font-normal whitespace-nowrap text-muted">{words.atLeast(wanted[level])}</span>
        </th>
      ))}
      <th scope="col" className={cx(look, 'w-14 pe-1 text-end')}>
        {words.all}
      </th>
    </tr>
  );
}

function RowHead({ line: { note }, children }: { line: Pick<Line, 'title' | 'note'>; children: ReactNode }) {
  return (
    <th scope="row" className="sticky start-0 z-10 bg-canvas py-1 pe-2 text-start align-middle font-normal">
      <span dir="auto" className="line-clamp-3 text-pretty wrap-anywhere">
        {children}
      </span>
      {note && <span className="block text-muted">{note}</span>}
    </th>
  );
}

interface CellProps {
  place: CellPlace;
  'data-cell': string;
  tabIndex: number;
  onFocus: () => void;
  onOpen: CoverageMatrixProps['onOpen'];
}

const LOOKS = {
  covered: 'bg-published-soft',
  short: 'bg-draft-soft',
  hole: 'border border-dashed border-danger bg-surface',
  unasked: 'border',
} as const;

function Cell({ place, onOpen, ...rest }: CellProps) {
  const write = useNumber();
  const { title, level, counts, wanted } = place;
  const state = wanted === null ? 'unasked' : cellState(counts, wanted);
  const isHole = state === 'hole';
  return (
    <button
      type="button"
      {...rest}
      aria-label={words.cell(
        title,
        level ? (exercisesText.levels[level] ?? level) : words.noLevel,
        counts.valid,
        wanted ?? 0,
        state,
        counts.blocked,
      )}
      onClick={(event) => onOpen(place, event.currentTarget)}
      className={cx(
        'flex h-full w-full cursor-default items-center gap-2 rounded-md px-2.5 text-start transition-shadow duration-quick hover:shadow-[inset_0_0_0_1px_var(--line-strong)]',
        LOOKS[state],
      )}
    >
      <span className={cx('min-w-6 text-base tabular-nums', isHole && 'text-danger-text')}>{write(counts.valid)}</span>{' '}
      {wanted !== null && wanted > 0 && (
        <span className="whitespace-nowrap text-muted tabular-nums">{words.ofWanted(wanted)}</span>
      )}{' '}
      <span className="ms-auto flex items-center gap-1 whitespace-nowrap">
        {counts.blocked > 0 ? (
          <Mark icon={<OctagonX aria-hidden />} tone="text-danger-text">
            {words.blocked(counts.blocked)}
          </Mark>
        ) : isHole ? (
          <Mark icon={<CircleDashed aria-hidden />} tone="text-danger-text">
            {words.hole}
          </Mark>
        ) : (
          state === 'short' && (
            <Mark icon={<Minus aria-hidden />} tone="text-draft">
              {words.short((wanted ?? 0) - counts.valid)}
            </Mark>
          )
        )}
      </span>
    </button>
  );
}

const Mark = ({ icon, tone, children }: { icon: ReactNode; tone: string; children: ReactNode }) => (
  <span className={cx('flex items-center gap-1 [&_svg]:size-3.5', tone)}>
    {icon}
    {children}
  </span>
);
