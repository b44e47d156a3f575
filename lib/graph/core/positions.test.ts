import { expect, test } from 'vitest';
import type { NodePosition } from './packed.ts';
import { putPositions, withoutMove } from './positions.ts';

const before: NodePosition[] = [
  ['a', 1, 1],
  ['b', 2, 2],
];

test('a refused move takes back what it put, and leaves what was put meanwhile', () => {
  const after = putPositions(before, {
    set: [
      ['a', 9, 9],
      ['c', 3, 3],
    ],
    reset: false,
  });
  expect(after).toEqual([
    ['a', 9, 9],
    ['b', 2, 2],
    ['c', 3, 3],
  ]);
  expect(withoutMove(after, before, after)).toEqual(before);
  const now = putPositions(after, {
    set: [
      ['a', 5, 5],
      ['b', 7, 7],
    ],
    reset: false,
  });
  expect(withoutMove(now, before, after)).toEqual([
    ['a', 5, 5],
    ['b', 7, 7],
  ]);
});

test('and so does one that forgot all others', () => {
  const after = putPositions(before, { set: [['a', 9, 9]], reset: true });
  expect(after).toEqual([['a', 9, 9]]);
  expect(withoutMove(after, before, after)).toEqual(before);
});
