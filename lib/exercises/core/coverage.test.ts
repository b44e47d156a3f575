import { expect, test } from 'vitest';
import {
  cellState,
  isEmptyRow,
  objectiveOfRow,
  type RowCounts,
  type RowPart,
  rowKindOf,
  sumOf,
  totalOf,
  USUAL_THRESHOLDS,
} from './coverage.ts';

const row = (...valid: [number, number, number, number]): { part: RowPart; cells: RowCounts } => ({
  part: 'row',
  cells: {
    Recall: { valid: valid[0], blocked: 0 },
    Comprehension: { valid: valid[1], blocked: 0 },
    Application: { valid: valid[2], blocked: 0 },
    Transfer: { valid: valid[3], blocked: 3 },
  },
});
const wanted = USUAL_THRESHOLDS.objective;

test.each([
  [2, 2, 'covered'],
  [3, 2, 'covered'],
  [1, 2, 'short'],
  [0, 2, 'hole'],
  [0, 0, 'unasked'],
  [5, 0, 'unasked'],
] as const)('%i of %i is %s', (valid, least, state) => {
  expect(cellState({ valid, blocked: 9 }, least)).toBe(state);
});

test('the sum tells cells, holes and what most of them are', () => {
  const rows = [row(6, 2, 0, 0), row(0, 2, 3, 0), row(6, 1, 2, 0)];
  expect(sumOf(rows, () => wanted)).toEqual({ cells: 12, covered: 6, short: 1, holes: 5, mostly: 'Transfer' });
  expect(totalOf(row(6, 2, 0, 0).cells)).toBe(8);
});

test('one hole is no majority, nor is half of them', () => {
  expect(sumOf([row(2, 2, 1, 0)], () => wanted)).toMatchObject({ holes: 1, mostly: null });
  expect(sumOf([row(2, 2, 0, 0), row(2, 2, 0, 0)], () => wanted)).toMatchObject({ holes: 4, mostly: null });
});

test('levels of which nothing is wanted are no cells', () => {
  expect(sumOf([row(0, 0, 0, 0)], () => ({ ...wanted, Transfer: 0, Application: 0 }))).toMatchObject({
    cells: 2,
    holes: 2,
  });
});

test('a row without any exercise is empty; one that blocks is an exercise', () => {
  expect(isEmptyRow({})).toBe(true);
  expect(isEmptyRow(row(0, 0, 0, 0).cells)).toBe(false);
});

test('rows of a trail are told apart: an objective of its own wants less than a concept', () => {
  const rows = [{ ...row(2, 2, 1, 1), part: 'objective' } as const, row(2, 2, 1, 0)];
  const sum = sumOf(rows, (part) => USUAL_THRESHOLDS[rowKindOf('trail', part)]);
  expect(sum).toMatchObject({ cells: 8, covered: 4, short: 3, holes: 1 });
});

test.each([
  ['concept', 'row', 'lo_1'],
  ['trail', 'objective', 'lo_1'],
  ['trail', 'row', null],
  ['workspace', 'row', null],
  ['concept', 'elsewhere', null],
  ['trail', 'no_level', null],
] as const)('of a %s, part %s is for the objective %s', (kind, part, objective) => {
  expect(objectiveOfRow(kind, part, 'lo_1')).toBe(objective);
});
