import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ASSUMED_LESSONS,
  assumesLessons,
  estimate,
  type JobSize,
  type PlannedJob,
  plannedCalls,
  priceAt,
  routesFor,
} from './estimate.ts';
import { JOB_KINDS, type JobKind } from './job.ts';
import { PIECE_TYPES, type PieceType } from './maker.ts';
import { LENGTHS, type Length } from './prompt/content-types.ts';

const size: JobSize = { prompt_bytes: 4_000, source_bytes: 8_000, lesson_bytes: 0, outputs: [] };
const most = () => 1_000;
const planned = (job_kind: JobKind, content_type: PieceType = 'blog', length: Length = 'medium'): PlannedJob => ({
  job_kind,
  content_type,
  length,
  course: null,
});

test('every kind, form and length has calls, and low <= high <= most', () => {
  for (const kind of JOB_KINDS) {
    for (const piece of PIECE_TYPES) {
      for (const length of LENGTHS) {
        const calls = plannedCalls(planned(kind, piece, length), size, most);
        expect(calls.length).toBeGreaterThan(0);
        const sums = estimate(calls, { input_micros: 3_000_000, output_micros: 15_000_000 });
        expect(sums.low_micros).toBeLessThanOrEqual(sums.high_micros);
        expect(sums.high_micros).toBeLessThanOrEqual(sums.most_micros);
      }
    }
  }
});

test('an outline is counted with the lessons it will probably have', () => {
  const of = (kind: (typeof JOB_KINDS)[number]) =>
    estimate(plannedCalls(planned(kind), size, most), { input_micros: 0, output_micros: 0 }).calls;
  expect(of('spark_draft')).toBe(1);
  expect(of('trail_outline')).toBe(1 + ASSUMED_LESSONS);
  // Four reports and the curriculum before them.
  expect(of('course')).toBe(5 + ASSUMED_LESSONS);
  expect(JOB_KINDS.filter(assumesLessons)).toEqual(['trail_outline', 'course']);
});

test('the curriculum is built on reports that go along with it', () => {
  const calls = plannedCalls(planned('course'), size, most);
  const tokens = (name: string) => calls.find(({ content_type }) => content_type === name)?.input_tokens ?? 0;
  expect(tokens('curriculum')).toBeGreaterThan(tokens('market_research'));
});

test('a part of a course is priced by itself, and both make up the whole', () => {
  const callsOf = (course: PlannedJob['course']) =>
    plannedCalls({ ...planned('course'), course }, size, most).map(({ content_type, times }) => [content_type, times]);
  const lessons = [['spark_draft', 7]];
  expect(callsOf({ part: 'lessons', lessons: 7 })).toEqual(lessons);
  expect(callsOf({ part: 'research' })).toEqual([
    ['market_research', 4],
    ['curriculum', 1],
  ]);
  expect(callsOf(null)).toEqual([...callsOf({ part: 'research' }), ['spark_draft', ASSUMED_LESSONS]]);
});

test('at most is what the dearest of the models would cost, and the range is of the one asked first', () => {
  const calls = plannedCalls(planned('quiz'), size, most);
  const [cheap, dear] = [
    { input_micros: 1_000_000, output_micros: 2_000_000 },
    { input_micros: 5_000_000, output_micros: 9_000_000 },
  ];
  const [first, both] = [estimate(calls, cheap), estimate(calls, cheap, [dear])];
  expect(both).toEqual({ ...first, most_micros: estimate(calls, dear).most_micros });
  expect(estimate(calls, dear, [cheap])).toEqual(estimate(calls, dear));
});

test('answers of lately count once there are enough of them, and never beyond what an answer may be', () => {
  const outputs = (answers: number) => [{ content_type: 'quiz', answers, low: 700, high: 2_000 }];
  const [few] = plannedCalls(planned('quiz'), { ...size, outputs: outputs(4) }, most);
  const [enough] = plannedCalls(planned('quiz'), { ...size, outputs: outputs(5) }, most);
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
    { model: 'first', valid_from: '2026-12-01T00:00:00Z', input_micros: 2, output_micros: 2, context_tokens: null },
    { model: 'first', valid_from: '2026-01-01T00:00:00Z', input_micros: 1, output_micros: 1, context_tokens: 8_000 },
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
