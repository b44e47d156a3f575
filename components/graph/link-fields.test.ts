import { describe, expect, test } from 'vitest';
import { isUnusualWeight, LINK_TYPES, LONGEST_REASON, USUAL_WEIGHTS } from '#lib/base/core/link-types.ts';
import { linkErrors, usualLink } from './link-fields.tsx';
import { linksText } from './links-text.ts';

describe('limits of a link', () => {
  test.each([
    [null, false],
    [0, false],
    [0.5, false],
    [1, false],
    [-0.001, true],
    [1.001, true],
    [Number.POSITIVE_INFINITY, true],
  ])('a weight of %s is refused: %s', (weight, isRefused) => {
    expect(linkErrors({ weight, description: '' }).weight).toBe(isRefused ? linksText.form.weightRange : undefined);
  });

  test.each([
    ['nothing', '', false],
    ['as many as there may be', 'x'.repeat(LONGEST_REASON), false],
    ['one too many', 'x'.repeat(LONGEST_REASON + 1), true],
    ['spaces around it, which are not saved', ` ${'x'.repeat(LONGEST_REASON)}\n`, false],
    ['characters of two units each, which count once', '🍞'.repeat(LONGEST_REASON), false],
    ['one of those too many', '🍞'.repeat(LONGEST_REASON + 1), true],
  ])('a reason with %s', (_what, description, isRefused) => {
    expect(linkErrors({ weight: null, description }).description).toBe(
      isRefused ? linksText.form.reasonLong : undefined,
    );
  });

  test.each(
    LINK_TYPES.flatMap((type) => {
      const { low, high, usual } = USUAL_WEIGHTS[type];
      return [
        { type, weight: usual, isUnusual: false },
        { type, weight: low, isUnusual: false },
        { type, weight: high, isUnusual: false },
        { type, weight: low - 0.01, isUnusual: true },
        { type, weight: high + 0.01, isUnusual: true },
      ];
    }),
  )('$type at $weight is unusual: $isUnusual', ({ type, weight, isUnusual }) => {
    expect(isUnusualWeight(type, weight)).toBe(isUnusual);
    expect(usualLink(type).weight).toBe(USUAL_WEIGHTS[type].usual);
  });
});
