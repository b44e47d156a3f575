import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { countPlainly, simulated } from '#lib/results/core/item-rest.cases.ts';
import { wilson } from '#lib/results/core/statistics.ts';

// Intervals and correlations as SciPy counts them.

const JUDGE = `
import json, sys
from collections import defaultdict
from scipy.stats import binomtest, pearsonr
asked = json.load(sys.stdin)
by = defaultdict(dict)
for one in asked['answers']: by[one['learner']][one['exercise']] = one['score']
def rest(learner, exercise):
    others = [score for name, score in by[learner].items() if name != exercise]
    return sum(others) / len(others)
figures = {}
for exercise in sorted({one['exercise'] for one in asked['answers']}):
    pairs = [(scores[exercise], rest(learner, exercise)) for learner, scores in by.items() if exercise in scores and len(scores) > 1]
    figures[exercise] = [len(pairs), pearsonr(*zip(*pairs)).statistic]
def interval(right, count):
    found = binomtest(right, count).proportion_ci(confidence_level=0.95, method='wilson')
    return [found.low, found.high]
print(json.dumps({'figures': figures, 'intervals': [interval(*one) for one in asked['shares']]}))
`;
const judged = (asked: object) =>
  JSON.parse(execFileSync('/usr/bin/python3', ['-c', JUDGE], { input: JSON.stringify(asked), encoding: 'utf8' })) as {
    figures: Record<string, [paired: number, discrimination: number]>;
    intervals: [low: number, high: number][];
  };

const SHARES = [1, 2, 7, 30, 214, 5_000].flatMap((count) =>
  [0, 0.1, 0.5, 0.93, 1].map((share): [right: number, count: number] => [Math.round(share * count), count]),
);

test('intervals of 30 shares, and the discrimination of 12 exercises in three simulated groups', () => {
  for (const [seed, learners, skips] of [
    [1, 120, 0],
    [2, 400, 0.3],
    [3, 1_000, 0.6],
  ] as const) {
    const answers = simulated(learners, [1, 2, -1, 0.5, 0, 1.5, 1, -0.3, 2, 1, 0.8, 1.2], seed, skips);
    const theirs = judged({ answers, shares: SHARES });
    for (const [at, [right, count]] of SHARES.entries()) {
      const { low, high } = wilson(right / count, count);
      expect(low).toBeCloseTo(theirs.intervals[at]?.[0] ?? -1, 9);
      expect(high).toBeCloseTo(theirs.intervals[at]?.[1] ?? -1, 9);
    }
    const ours = countPlainly(answers);
    expect([...ours.keys()].sort()).toEqual(Object.keys(theirs.figures).sort());
    for (const [exercise, { paired, discrimination }] of ours) {
      expect(paired).toBe(theirs.figures[exercise]?.[0]);
      expect(discrimination).toBeCloseTo(theirs.figures[exercise]?.[1] ?? -2, 9);
    }
  }
});
