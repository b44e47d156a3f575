import type { z } from 'zod';
import type { ProfileField } from './profiles.ts';

// How a course does: rows of days, and what the last of them say beside those before.

/** What one day says. A figure that is null was not measured. */
export interface PerformanceDay {
  id: string;
  /** As 2026-01-31. */
  measured_on: string;
  views: number | null;
  unique_visitors: number | null;
  avg_engagement_rate: number | null;
  conversion_rate: number | null;
  search_impressions: number | null;
  avg_search_position: number | null;
  /** Lists of texts, as files write them: see textsIn. */
  key_learnings: z.core.util.JSONType;
  suggested_improvements: z.core.util.JSONType;
}

/** What is typed of a day, in the order in which one thinks of it. */
export const PERFORMANCE_FIELDS = [
  { name: 'views', as: 'number' },
  { name: 'unique_visitors', as: 'number' },
  { name: 'search_impressions', as: 'number' },
  { name: 'avg_engagement_rate', as: 'share' },
  { name: 'conversion_rate', as: 'share' },
  { name: 'avg_search_position', as: 'decimal' },
  { name: 'key_learnings', as: 'list' },
  { name: 'suggested_improvements', as: 'list' },
] as const satisfies readonly (ProfileField & { name: keyof PerformanceDay })[];

const DAY = 86_400_000;
export const PERIOD = 30;

/** One figure of a period, beside the same of the period before. Null where nothing was measured. */
export interface Figure {
  now: number | null;
  before: number | null;
}

export interface PeriodFigures {
  views: Figure;
  visitors: Figure;
  engagement: Figure;
  conversion: Figure;
  position: Figure;
}

/** The figures of the last thirty days that were measured, beside the thirty before: sums, or means of what was measured. */
export function periodFigures(days: readonly PerformanceDay[]): PeriodFigures {
  const last = Math.max(...days.map(({ measured_on }) => Date.parse(measured_on)));
  const within = (nth: number) =>
    days.filter(({ measured_on }) => Math.floor((last - Date.parse(measured_on)) / DAY / PERIOD) === nth);
  const [now, before] = [within(0), within(1)];
  const sum = (pick: (day: PerformanceDay) => number | null): Figure => ({
    now: sumOf(now, pick),
    before: sumOf(before, pick),
  });
  const mean = (pick: (day: PerformanceDay) => number | null): Figure => ({
    now: meanOf(now, pick),
    before: meanOf(before, pick),
  });
  return {
    views: sum(({ views }) => views),
    visitors: sum(({ unique_visitors }) => unique_visitors),
    engagement: mean(({ avg_engagement_rate }) => avg_engagement_rate),
    conversion: mean(({ conversion_rate }) => conversion_rate),
    position: mean(({ avg_search_position }) => avg_search_position),
  };
}

const measuredIn = (days: readonly PerformanceDay[], pick: (day: PerformanceDay) => number | null): number[] =>
  days.map(pick).filter((one) => one !== null);

function sumOf(days: readonly PerformanceDay[], pick: (day: PerformanceDay) => number | null): number | null {
  const measured = measuredIn(days, pick);
  return measured.length === 0 ? null : measured.reduce((sum, one) => sum + one, 0);
}

function meanOf(days: readonly PerformanceDay[], pick: (day: PerformanceDay) => number | null): number | null {
  const measured = measuredIn(days, pick);
  return measured.length === 0 ? null : measured.reduce((sum, one) => sum + one, 0) / measured.length;
}

/** Texts of a list that files write in their own ways: a text, texts, or objects that hold one. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (!Array.isArray(value)) return value === null || value === undefined ? [] : [JSON.stringify(value)];
  return value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
}
