import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countPlainly, type Scored, simulated } from './item-rest.cases.ts';
import { correlation, thirds, wilson } from './statistics.ts';

describe('wilson', () => {
  // By hand and in textbooks: 8 of 10 is 0.4902 to 0.9433, none of 10 up to 0.2775.
  test.each([
    [0.8, 10, 0.4902, 0.9433],
    [0, 10, 0, 0.2775],
    [1, 10, 0.7225, 1],
    [0.5, 1, 0.0546, 0.9454],
    [0.28, 214, 0.2243, 0.3438],
  ])('%d of %d answers', (share, count, low, high) => {
    const interval = wilson(share, count);
    expect(interval.low).toBeCloseTo(low, 3);
    expect(interval.high).toBeCloseTo(high, 3);
  });

  test('without answers everything is possible', () => expect(wilson(0, 0)).toEqual({ low: 0, high: 1 }));

  test('holds the share, stays in bounds, mirrors, and gets narrower with more answers', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.integer({ min: 1, max: 5_000 }), (right, more) => {
        const count = right + more;
        const share = right / count;
        const { low, high } = wilson(share, count);
        expect(0 <= low && low <= share + 1e-12 && share - 1e-12 <= high && high <= 1).toBe(true);
        const mirrored = wilson(1 - share, count);
        expect(mirrored.low).toBeCloseTo(1 - high, 10);
        expect(mirrored.high).toBeCloseTo(1 - low, 10);
        const wider = wilson(share, count * 4);
        expect(wider.high - wider.low).toBeLessThan(high - low);
      }),
    );
  });
});

describe('correlation', () => {
  const pair = (score: number, rest: number, count = 1) => ({ score, rest, count });

  test('by hand', () => {
    expect(correlation([pair(0, 0), pair(1, 1)])).toBe(1);
    expect(correlation([pair(1, 0), pair(0, 1)])).toBe(-1);
    // Scores 0 0 1 1, rests 0.2 0.6 0.4 0.8: covariance 0.05, deviations 0.5 and sqrt(0.05).
    expect(correlation([pair(0, 0.2), pair(0, 0.6), pair(1, 0.4), pair(1, 0.8)])).toBeCloseTo(0.4472, 4);
  });

  test.each([
    ['nobody', []],
    ['one', [pair(1, 0.5)]],
    ['all right', [pair(1, 0.1, 50), pair(1, 0.9, 50)]],
    ['all alike elsewhere', [pair(1, 0.3, 50), pair(0, 0.1 + 0.2, 50)]],
  ])('%s: there is none', (_, pairs) => expect(correlation(pairs)).toBeNull());

  test('is between -1 and 1, does not care for order or scale, and counts as if written out', () => {
    const pairs = fc.array(
      fc.record({
        score: fc.double({ min: 0, max: 1, noNaN: true }),
        rest: fc.double({ min: 0, max: 1, noNaN: true }),
        count: fc.integer({ min: 1, max: 5 }),
      }),
      { minLength: 2, maxLength: 30 },
    );
    fc.assert(
      fc.property(pairs, (some) => {
        const found = correlation(some);
        if (found === null) return;
        expect(Math.abs(found)).toBeLessThanOrEqual(1);
        expect(correlation([...some].reverse())).toBeCloseTo(found, 6);
        const out = some.flatMap((one) => Array.from({ length: one.count }, () => ({ ...one, count: 1 })));
        expect(correlation(out)).toBeCloseTo(found, 6);
        expect(correlation(some.map((one) => ({ ...one, score: 1 - one.score })))).toBeCloseTo(-found, 6);
      }),
    );
  });

  test('does not change when learners bear other names or come in another order', () => {
    const answers = simulated(80, [1, 1, -1, 2], 7);
    const renamed = answers.map((one) => ({ ...one, learner: `x${one.learner.length}${one.learner}` })).reverse();
    const [one, other] = [countPlainly(answers), countPlainly(renamed)];
    for (const [exercise, { discrimination }] of one) {
      expect(other.get(exercise)?.discrimination).toBeCloseTo(discrimination ?? Number.NaN, 10);
    }
  });

  test('learners who answered one exercise only are compared with nobody', () => {
    const answers = simulated(60, [1, 1], 3, 0);
    const alone: Scored[] = [{ learner: 'alone', exercise: 'ex_0', score: 1 }];
    const counts = countPlainly([...answers, ...alone]).get('ex_0');
    expect([counts?.answers, counts?.paired]).toEqual([61, 60]);
    expect(counts?.discrimination).toBe(countPlainly(answers).get('ex_0')?.discrimination);
  });
});

describe('thirds', () => {
  test('of nine learners three each', () => {
    const pairs = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((rest) => ({ score: 1, rest: rest / 10, count: 1 }));
    expect(thirds(pairs)).toEqual({ weakest: 0.3, best: 0.7 });
  });
  const alike = (...counts: [rest: number, count: number][]) =>
    thirds(counts.map(([rest, count]) => ({ score: 1, rest, count })));
  test('those who did equally well are together', () => {
    expect(alike([0, 5], [1, 5])).toEqual({ weakest: 0, best: 1 });
    expect(alike([0, 5], [1, 1])).toEqual({ weakest: 0, best: 1 });
    expect(alike([0, 1], [0.5, 8], [1, 1])).toEqual({ weakest: 0, best: 1 });
    expect(alike([0.5, 8], [1, 1])).toEqual({ weakest: 0.5, best: 1 });
    expect(alike([0.5, 9])).toBeNull();
  });
  test('nobody', () => expect(thirds([])).toBeNull());
});

const CONTENT = process.env.TRAILWRIGHT_CONTENT_DIR ?? path.resolve(import.meta.dirname, '../../../../shared/content');
const MOODLE = path.join(CONTENT, 'exchange/item-statistics/dps/fixtures');

// Marks of 25 attempts at a quiz, and what Moodle's own report of statistics makes of them.
describe.skipIf(!existsSync(MOODLE))(`beside Moodle (skipped without ${MOODLE})`, () => {
  const table = (name: string) =>
    readFileSync(path.join(MOODLE, name), 'utf8')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','));
  test('the share of right answers and the discrimination of each question', () => {
    const [, ...attempts] = table('results00.csv');
    const answers = attempts.flatMap(([learner = '', ...marks]) =>
      marks.slice(0, -1).map((mark, at) => ({ learner, exercise: String(at + 1), score: Number(mark) })),
    );
    const counts = countPlainly(answers);
    // Rows of a variant are about part of the attempts.
    const whole = table('qstats00.csv')
      .slice(1)
      .filter(([, name, variant]) => name === '' && variant === '');
    expect(whole.length).toBe(7);
    for (const [slot = '', , , count, facility, , , , , , index] of whole) {
      const ours = counts.get(slot);
      expect(ours?.answers).toBe(Number(count));
      expect(ours?.share).toBeCloseTo(Number(facility), 6);
      // Theirs is in percent.
      expect((ours?.discrimination ?? 0) * 100).toBeCloseTo(Number(index), 3);
    }
  });
});
