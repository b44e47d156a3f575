import { expect, test } from 'vitest';
import type { BundleProblem, BundleRule } from './problem.ts';
import { keptWarnings, ProblemTally } from './problem-tally.ts';

const problem = (code: BundleRule, severity: BundleProblem['severity'], path: string): BundleProblem => ({
  code,
  severity,
  path,
  kind: null,
  slug: null,
  message: 'As it is.',
  hint: 'Look at it.',
});

function keptOf(found: BundleProblem[]) {
  const tally = new ProblemTally();
  for (const one of found) tally.add(one);
  return keptWarnings(tally.told());
}

test('of each rule the first twenty are kept, and all are counted; errors are no part of it', () => {
  const paths = Array.from({ length: 150 }, (_, n) => `/spark_links/${n}`);
  const kept = keptOf([
    problem('loop', 'error', '/spark_links'),
    ...paths.map((path) => problem('unusual_weight', 'warning', path)),
    ...paths.slice(0, 3).map((path) => problem('inexact_number', 'warning', path)),
  ]);
  expect(kept?.counts).toEqual([
    { code: 'unusual_weight', total: 150 },
    { code: 'inexact_number', total: 3 },
  ]);
  expect(kept?.problems.map(({ path }) => path)).toEqual([...paths.slice(0, 20), ...paths.slice(0, 3)]);
});

test('nothing is kept where nobody was warned', () => {
  expect(keptOf([])).toBeUndefined();
  expect(keptOf([problem('loop', 'error', '/spark_links')])).toBeUndefined();
});

test('examples with names of any length stay below what the log takes, and short ones among them stand', () => {
  const long = `/${'k'.repeat(90_000)}`;
  const kept = keptOf(
    ['/a', long, long, '/b', `/${'k'.repeat(2_000_000)}`, '/c'].map((path) =>
      problem('inexact_number', 'warning', path),
    ),
  );
  expect(kept?.counts).toEqual([{ code: 'inexact_number', total: 6 }]);
  expect(kept?.problems.map(({ path }) => path)).toEqual(['/a', long, '/b', '/c']);
  expect(JSON.stringify(kept).length).toBeLessThan(110_000);
});
