import fc from 'fast-check';
import { expect, test } from 'vitest';
import { levels } from './use-levels.ts';

test('cards stand level with their passages, and below one another where there is no room', () => {
  expect(levels([0, 500], [100, 100], -1)).toEqual([0, 500]);
  expect(levels([0, 50, 60], [100, 100, 100], -1)).toEqual([0, 112, 224]);
  expect(levels([0, null], [100, 100], -1)).toEqual([0, 112]);
});

test('the one at hand is level exactly, and those above it make room upwards', () => {
  expect(levels([300, 350, 360], [100, 100, 100], 2)).toEqual([136, 248, 360]);
  // At the top of the page there is none.
  expect(levels([0, 10], [100, 100], 1)).toEqual([0, 112]);
});

test('no card ever covers another, nor goes off the top', () => {
  const cards = fc.array(fc.tuple(fc.option(fc.nat(2_000)), fc.integer({ min: 20, max: 400 })), { minLength: 1 });
  fc.assert(
    fc.property(cards, fc.integer({ min: -1, max: 9 }), (given, current) => {
      // In the order of their passages, as the list has them; those without come last.
      const sorted = given.toSorted(([a], [b]) => (a ?? Number.MAX_SAFE_INTEGER) - (b ?? Number.MAX_SAFE_INTEGER));
      const heights = sorted.map(([, height]) => height);
      const tops = levels(
        sorted.map(([want]) => want),
        heights,
        current,
      );
      expect(tops[0]).toBeGreaterThanOrEqual(0);
      for (const [nth, top] of tops.slice(1).entries())
        expect(top).toBeGreaterThanOrEqual((tops[nth] as number) + (heights[nth] as number));
    }),
  );
});
