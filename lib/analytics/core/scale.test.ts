import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ceilingOf, percentsOf, stretchesOf, ticksOf, weeksOf } from './scale.ts';

test('a ceiling is round and exceeded by nothing', () => {
  expect(ceilingOf([])).toBe(1);
  expect(ceilingOf([4532])).toBe(5000);
  expect(ceilingOf([0.0071])).toBeCloseTo(0.008);
  fc.assert(
    fc.property(fc.array(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), { minLength: 1 }), (values) => {
      const [most, ceiling] = [Math.max(...values), ceilingOf(values)];
      expect(ceiling).toBeGreaterThanOrEqual(most * (1 - 1e-8));
      expect(ceiling).toBeLessThanOrEqual(most * 1.7);
    }),
  );
});

test('ticks run from nothing to the ceiling', () => {
  expect(ticksOf(8)).toEqual([0, 2, 4, 6, 8]);
  expect(ticksOf(0.5).map((one) => one.toFixed(1))).toEqual(['0.0', '0.1', '0.2', '0.3', '0.4', '0.5']);
  expect(ticksOf(1500)).toEqual([0, 500, 1000, 1500]);
  expect(ticksOf(0.6).map((one) => one.toFixed(1))).toEqual(['0.0', '0.2', '0.4', '0.6']);
});

test('weeks without a row are there as well', () => {
  expect(weeksOf([{ week: '2026-11-16' }, { week: '2026-11-30' }])).toEqual(['2026-11-16', '2026-11-23', '2026-11-30']);
  expect(weeksOf([])).toEqual([]);
});

test('a line has a gap where nothing can be said', () => {
  expect(stretchesOf([1, 2, null, 3, null, null, 4, 5])).toEqual([[0, 1], [3], [6, 7]]);
});

test('percent add up to a hundred, and none is more than one off', () => {
  expect(percentsOf([1, 1, 1])).toEqual([34, 33, 33]);
  expect(percentsOf([0, 0])).toEqual([0, 0]);
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { minLength: 1, maxLength: 6 }), (counts) => {
      const total = counts.reduce((sum, one) => sum + one, 0);
      fc.pre(total > 0);
      const percents = percentsOf(counts);
      expect(percents.reduce((sum, one) => sum + one, 0)).toBe(100);
      for (const [at, one] of percents.entries())
        expect(Math.abs(one - ((counts[at] ?? 0) / total) * 100)).toBeLessThan(1);
    }),
  );
});
