import { expect, test } from 'vitest';
import { chosenWith, comparedOf } from './course-versions.ts';

test('at most two versions are chosen, and choosing one again lets it go', () => {
  expect(chosenWith([], 4)).toEqual([4]);
  expect(chosenWith([4], 2)).toEqual([4, 2]);
  expect(chosenWith([4, 2], 7)).toEqual([2, 7]);
  expect(chosenWith([4, 2], 4)).toEqual([2]);
});

test('the older of two comes first, and one alone is compared with now', () => {
  expect(comparedOf([])).toBeNull();
  expect(comparedOf([7])).toEqual({ before: 7, after: null });
  expect(comparedOf([7, 2])).toEqual({ before: 2, after: 7 });
});
