import { expect, test } from 'vitest';
import { RateLimit } from './rate.ts';

test('a burst is let through, then the rate holds, and one reader does not pay for another', () => {
  let now = 0;
  const limit = new RateLimit(10, () => now);
  for (let request = 0; request < 200; request++) expect(limit.take('anna', 1)).toBe(0);
  expect(limit.take('anna', 1)).toBeCloseTo(0.1);
  expect(limit.take('ben', 1)).toBe(0);
  now = 1_000;
  expect(limit.take('anna', 10)).toBe(0);
  expect(limit.take('anna', 10)).toBeCloseTo(1);
  now = 3_600_000;
  for (let request = 0; request < 200; request++) expect(limit.take('anna', 1)).toBe(0);
  expect(limit.take('anna', 1)).toBeGreaterThan(0);
  expect(limit.take(null, 1_000_000)).toBe(0);
  expect(new RateLimit(0).take('anna', 1_000_000)).toBe(0);
});
