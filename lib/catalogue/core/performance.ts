import type { z } from 'zod';

// How a course does: rows of days, and what the last of them say beside those before.

export interface PerformanceDay {
  /** As 2026-01-31. */
  measured_on: string;
  views: number;
  unique_visitors: number;
  avg_engagement_rate: number | null;
  conversion_rate: number | null;
  search_impressions: number;
  avg_search_position: number | null;
  key_learnings: string[];
  suggested_improvements: string[];
}

/** An entry of a list as files write them: a text, or something that holds one. */
export type PerformanceEntry = string | Record<string, z.core.util.JSONType> | z.core.util.JSONType[];

/** What is corrected of a day: figures that are not given stay. Entries that are no text go back as they came. */
export type PerformancePatch = Partial<
  Omit<PerformanceDay, 'measured_on' | PerformanceList> & Record<PerformanceList, PerformanceEntry[]>
>;

/** What is told of a day in words. */
export const PERFORMANCE_LISTS = ['key_learnings', 'suggested_improvements'] as const;
export type PerformanceList = (typeof PERFORMANCE_LISTS)[number];

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
  const sum = (pick: (day: PerformanceDay) => number): Figure => ({
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

const sumOf = (days: readonly PerformanceDay[], pick: (day: PerformanceDay) => number): number | null =>
  days.length === 0 ? null : days.reduce((sum, day) => sum + pick(day), 0);

function meanOf(days: readonly PerformanceDay[], pick: (day: PerformanceDay) => number | null): number | null {
  const measured = days.map(pick).filter((one) => one !== null);
  return measured.length === 0 ? null : measured.reduce((sum, one) => sum + one, 0) / measured.length;
}

/** Texts of a list that files write in their own ways: a text, texts, or objects that hold one. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (!Array.isArray(value)) return value === null || value === undefined ? [] : [JSON.stringify(value)];
  return value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
}
