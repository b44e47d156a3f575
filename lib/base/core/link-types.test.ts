import { describe, expect, test } from 'vitest';
import { isUnusualWeight, LINK_TYPES, USUAL_WEIGHTS } from './link-types.ts';

describe.each(LINK_TYPES.map((type) => [type, USUAL_WEIGHTS[type]] as const))('%s', (type, { low, high, usual }) => {
  test('the ends of what is usual are usual', () => {
    expect([low, usual, high].map((weight) => isUnusualWeight(type, weight))).toEqual([false, false, false]);
  });

  test('what lies beyond an end is not', () => {
    const [below, above] = [low - 0.01, high + 0.01];
    expect([isUnusualWeight(type, below), isUnusualWeight(type, above)]).toEqual([true, true]);
  });

  test('the default lies within', () => {
    expect(usual).toBeGreaterThan(low);
    expect(usual).toBeLessThan(high);
  });
});
