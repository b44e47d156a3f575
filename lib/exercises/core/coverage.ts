import { z } from 'zod';
import { COGNITIVE_LEVELS, type CognitiveLevel } from './exercise.ts';

/** Whose exercises are counted. Its rows are the objectives of the concept, the concepts of the trail, or all trails. */
export const COVERAGE_KINDS = ['concept', 'trail', 'workspace'] as const;
export type CoverageKind = (typeof COVERAGE_KINDS)[number];

/** What a row of the coverage of each kind is. */
export const ROW_OF = { concept: 'objective', trail: 'concept', workspace: 'trail' } as const;
export type RowKind = (typeof ROW_OF)[CoverageKind];

/** Where an exercise counts: in a row, or below the line, since its objective or its spark is not of here, or it says too little. */
export const COVERAGE_PARTS = ['row', 'elsewhere', 'no_objective', 'no_level'] as const;
export type CoveragePart = (typeof COVERAGE_PARTS)[number];

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

/** How the cells of all rows stand. */
export function sumOf(rows: readonly { cells: RowCounts }[], wanted: Thresholds[RowKind]): CoverageSum {
  const sum: CoverageSum = { cells: 0, covered: 0, short: 0, holes: 0, mostly: null };
  let most = 0;
  for (const level of COGNITIVE_LEVELS) {
    const states = rows.map(({ cells }) => cellState(cellOf(cells, level), wanted[level]));
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
