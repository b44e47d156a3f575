import { z } from 'zod';
import { COGNITIVE_LEVELS, type CognitiveLevel } from './exercise.ts';

/** Whose exercises are counted. Its rows are the objectives of the concept, objectives and concepts of the trail, or all trails. */
export const COVERAGE_KINDS = ['concept', 'trail', 'workspace'] as const;
export type CoverageKind = (typeof COVERAGE_KINDS)[number];

/**
 * Where an exercise counts: in a row, of a trail in that of an objective of its own as well, or below the line, since its objective or
 * its spark is not of here, or it says too little.
 */
export const COVERAGE_PARTS = ['row', 'objective', 'elsewhere', 'no_objective', 'no_level'] as const;
export type CoveragePart = (typeof COVERAGE_PARTS)[number];

/** The parts that are rows. A row is told by its part and its id: a text id of an objective may look like the id of a concept. */
export const ROW_PARTS = ['row', 'objective'] as const satisfies readonly CoveragePart[];
export type RowPart = (typeof ROW_PARTS)[number];
const isRowPart = (part: CoveragePart): part is RowPart => part === 'row' || part === 'objective';

const ROW_OF = { concept: 'objective', trail: 'concept', workspace: 'trail' } as const;
export type RowKind = (typeof ROW_OF)[CoverageKind];

/** What a row is: that decides how many exercises are wanted in it. */
export const rowKindOf = (kind: CoverageKind, part: RowPart): RowKind =>
  part === 'objective' ? 'objective' : ROW_OF[kind];

/** The objective that a row stands for; null where it is a concept, a trail, or no row. */
export const objectiveOfRow = (kind: CoverageKind, part: CoveragePart, row: string | null): string | null =>
  isRowPart(part) && rowKindOf(kind, part) === 'objective' ? row : null;

/** Distinct exercises: those that can be staged, and those that break a rule. */
export interface CellCounts {
  valid: number;
  blocked: number;
}
export type RowCounts = Partial<Record<CognitiveLevel, CellCounts>>;

const least = z.int().min(0).max(10_000);
const leastOfLevels = z.object({ Recall: least, Comprehension: least, Application: least, Transfer: least });
/** How many exercises a cell has at least, by what its row is. */
export const thresholdsJson = z.object({ objective: leastOfLevels, concept: leastOfLevels, trail: leastOfLevels });
export type Thresholds = z.infer<typeof thresholdsJson>;

/** Where a workspace has set none. */
export const USUAL_THRESHOLDS: Thresholds = {
  objective: { Recall: 2, Comprehension: 2, Application: 1, Transfer: 1 },
  concept: { Recall: 8, Comprehension: 8, Application: 4, Transfer: 4 },
  trail: { Recall: 20, Comprehension: 20, Application: 10, Transfer: 5 },
};

const NONE: CellCounts = { valid: 0, blocked: 0 };
export const cellOf = (cells: RowCounts, level: CognitiveLevel): CellCounts => cells[level] ?? NONE;

/** unasked: the workspace wants none there. */
export type CellState = 'covered' | 'short' | 'hole' | 'unasked';

export function cellState({ valid }: CellCounts, wanted: number): CellState {
  if (wanted === 0) return 'unasked';
  if (valid >= wanted) return 'covered';
  return valid === 0 ? 'hole' : 'short';
}

export interface CoverageSum {
  /** Cells in which exercises are wanted. */
  cells: number;
  covered: number;
  short: number;
  holes: number;
  /** The level of more than half of the holes, where there are several. */
  mostly: CognitiveLevel | null;
}

/** How the cells of all rows stand, with what is wanted in rows of each part. */
export function sumOf(
  rows: readonly { part: RowPart; cells: RowCounts }[],
  wantedIn: (part: RowPart) => Thresholds[RowKind],
): CoverageSum {
  const sum: CoverageSum = { cells: 0, covered: 0, short: 0, holes: 0, mostly: null };
  let most = 0;
  for (const level of COGNITIVE_LEVELS) {
    const states = rows.map(({ part, cells }) => cellState(cellOf(cells, level), wantedIn(part)[level]));
    const count = (state: CellState) => states.filter((one) => one === state).length;
    const holes = count('hole');
    sum.cells += rows.length - count('unasked');
    sum.covered += count('covered');
    sum.short += count('short');
    sum.holes += holes;
    if (holes > most) [most, sum.mostly] = [holes, level];
  }
  if (sum.holes < 2 || most * 2 <= sum.holes) sum.mostly = null;
  return sum;
}

/** All valid exercises of a row. */
export const totalOf = (cells: RowCounts): number =>
  COGNITIVE_LEVELS.reduce((total, level) => total + cellOf(cells, level).valid, 0);

/** Whether a row has anything to show at all. */
export const isEmptyRow = (cells: RowCounts): boolean =>
  COGNITIVE_LEVELS.every((level) => cellOf(cells, level).valid + cellOf(cells, level).blocked === 0);
