import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ASSUMED_LESSONS,
  assumesLessons,
  estimate,
  type JobSize,
  plannedCalls,
  priceAt,
  routesFor,
} from './estimate.ts';
import { JOB_KINDS } from './job.ts';
import { PIECE_TYPES } from './maker.ts';
import { LENGTHS } from './prompt/content-types.ts';

const size: JobSize = { prompt_bytes: 4_000, source_bytes: 8_000, lesson_bytes: 0, outputs: [] };
const most = () => 1_000;

test('every kind, form and length has calls, and low <= high <= most', () => {
  for (const kind of JOB_KINDS) {
    for (const piece of PIECE_TYPES) {
      for (const length of LENGTHS) {
        const planned = plannedCalls(kind, piece, length, size, most);
        expect(planned.length).toBeGreaterThan(0);
        const sums = estimate(planned, { input_micros: 3_000_000, output_micros: 15_000_000 });
        expect(sums.low_micros).toBeLessThanOrEqual(sums.high_micros);
        expect(sums.high_micros).toBeLessThanOrEqual(sums.most_micros);
      }
    }
  }
});

test('an outline is counted with the lessons it will probably have', () => {
  const of = (kind: (typeof JOB_KINDS)[number]) =>
    estimate(plannedCalls(kind, 'blog', 'medium', size, most), { input_micros: 0, output_micros: 0 }).calls;
  expect(of('spark_draft')).toBe(1);
  expect(of('trail_outline')).toBe(1 + ASSUMED_LESSONS);
  // Four reports and the curriculum before them.
  expect(of('course')).toBe(5 + ASSUMED_LESSONS);
  expect(JOB_KINDS.filter(assumesLessons)).toEqual(['trail_outline', 'course']);
});

test('the curriculum is built on reports that go along with it', () => {
  const planned = plannedCalls('course', 'blog', 'medium', size, most);
  const tokens = (name: string) => planned.find(({ content_type }) => content_type === name)?.input_tokens ?? 0;
  expect(tokens('curriculum')).toBeGreaterThan(tokens('market_research'));
});

test('answers of lately count once there are enough of them, and never beyond what an answer may be', () => {
  const outputs = (answers: number) => [{ content_type: 'quiz', answers, low: 700, high: 2_000 }];
  const [few] = plannedCalls('quiz', 'blog', 'medium', { ...size, outputs: outputs(4) }, most);
  const [enough] = plannedCalls('quiz', 'blog', 'medium', { ...size, outputs: outputs(5) }, most);
  expect(few).toMatchObject({ low: 250, high: 600 });
  expect(enough).toMatchObject({ low: 700, high: 1_000, most: 1_000 });
});

test('a price a million tokens comes to whole micro-dollars, rounded up a call', () => {
  const call = { content_type: 'quiz', times: 3, input_tokens: 1, low: 0, high: 0, most: 0 } as const;
  expect(estimate([call], { input_micros: 1, output_micros: 0 }).most_micros).toBe(3);
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(100_000_000), (tokens, rate) => {
      const { most_micros } = estimate([{ ...call, times: 1, input_tokens: tokens }], {
        input_micros: rate,
        output_micros: 0,
      });
      expect(most_micros - (tokens * rate) / 1_000_000).toBeGreaterThanOrEqual(0);
      expect(most_micros - (tokens * rate) / 1_000_000).toBeLessThan(1);
    }),
  );
});

const setup = {
  providers: [
    { id: 'a', name: 'A', is_enabled: true },
    { id: 'b', name: 'B', is_enabled: false },
  ],
  routes: [
    { priority: 'balanced', nth: 2, provider_id: 'a', model: 'second' },
    { priority: 'balanced', nth: 1, provider_id: 'a', model: 'first' },
    { priority: 'cost', nth: 1, provider_id: 'b', model: 'cheap' },
    { priority: 'speed', nth: 1, provider_id: 'a', model: 'fast' },
  ],
  prices: [
    { model: 'first', valid_from: '2026-12-01T00:00:00Z', input_micros: 2, output_micros: 2 },
    { model: 'first', valid_from: '2026-01-01T00:00:00Z', input_micros: 1, output_micros: 1 },
  ],
};

test('a priority leads to its own models, and to those of Balanced where none of them can be asked', () => {
  expect(routesFor(setup, 'speed')).toEqual([{ provider: 'A', model: 'fast' }]);
  expect(routesFor(setup, 'balanced').map(({ model }) => model)).toEqual(['first', 'second']);
  expect(routesFor(setup, 'cost').map(({ model }) => model)).toEqual(['first', 'second']);
  expect(routesFor(setup, 'quality').map(({ model }) => model)).toEqual(['first', 'second']);
});

test('the price that counts is the newest that is valid', () => {
  const at = (day: string, model = 'first') => priceAt(setup.prices, model, Date.parse(day))?.input_micros ?? null;
  expect(at('2026-11-30')).toBe(1);
  expect(at('2026-12-02')).toBe(2);
  expect(at('2025-01-01')).toBeNull();
  expect(at('2026-11-30', 'nobody')).toBeNull();
});
