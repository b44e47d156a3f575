import { expect, test } from 'vitest';
import { type PerformanceDay, periodFigures, textsIn } from './performance.ts';

const day = (measured_on: string, more: Partial<PerformanceDay> = {}): PerformanceDay => ({
  id: measured_on,
  measured_on,
  views: 10,
  unique_visitors: 5,
  avg_engagement_rate: null,
  conversion_rate: null,
  search_impressions: 0,
  avg_search_position: null,
  key_learnings: [],
  suggested_improvements: [],
  ...more,
});

test('the last thirty days stand beside the thirty before', () => {
  const figures = periodFigures([
    day('2026-01-31', { views: 30, avg_engagement_rate: 0.5 }),
    day('2026-01-02', { avg_engagement_rate: 0.4, avg_search_position: 6 }),
    day('2026-01-01', { views: 7 }),
    day('2025-12-03', { unique_visitors: 1, avg_engagement_rate: 0.6 }),
    day('2025-12-02', { views: 1000 }),
  ]);
  expect(figures).toEqual({
    views: { now: 40, before: 17 },
    visitors: { now: 10, before: 6 },
    engagement: { now: 0.45, before: 0.6 },
    conversion: { now: null, before: null },
    position: { now: 6, before: null },
  });
});

test('a day on which something was not measured counts in no sum and no mean of it', () => {
  const figures = periodFigures([day('2026-01-31', { views: null, avg_engagement_rate: 0.5 }), day('2026-01-30')]);
  expect(figures).toMatchObject({ views: { now: 10, before: null }, engagement: { now: 0.5 } });
  expect(periodFigures([day('2026-01-31', { views: null })]).views).toEqual({ now: null, before: null });
});

test('a first period has none before it', () => {
  expect(periodFigures([day('2026-01-31')]).views).toEqual({ now: 10, before: null });
});

test('lists of files are read in whatever way they are written', () => {
  expect(textsIn(['One', { text: 'Two' }])).toEqual(['One', '{"text":"Two"}']);
  expect([textsIn('One'), textsIn(' '), textsIn(null), textsIn(undefined), textsIn({ a: 1 })]).toEqual([
    ['One'],
    [],
    [],
    [],
    ['{"a":1}'],
  ]);
});
