import { z } from 'zod';
import { FAULTS } from '#lib/review/core/told-check.ts';

// Each chart is the rows of one function of the database; its table and its CSV are the same rows (docs/decisions/147).

const count = z.number();
const figure = z.number().nullable();
const text = z.string().nullable();
const outcomes = {
  key: text,
  label: text,
  decided: count,
  as_it_came: count,
  with_edits: count,
  rejected: count,
  human_share: figure,
};

/** The rows of each chart, in the order of the columns of its table and CSV. */
export const CHART_ROWS = {
  acceptance: z.object({ ...outcomes, is_active: z.boolean(), low: figure, high: figure }),
  costs: z.object({
    key: text,
    label: text,
    is_active: z.boolean(),
    decided: count,
    approved: count,
    spent_micros: count,
    cost_micros: figure,
    low_micros: figure,
    high_micros: figure,
  }),
  times: z.object({ week: z.string(), decided: count, timed: count, median_s: figure, nine_tenths_s: figure }),
  throughput: z.object({ week: z.string(), came: count, decided: count, waiting: count, waiting_days: figure }),
  reviewers: z.object({ ...outcomes, median_s: figure, low: figure, high: figure }),
  checks: z.object({
    key: text,
    label: text,
    fault: z.enum(FAULTS),
    met: count,
    caught: count,
    missed: count,
    low: figure,
    high: figure,
  }),
  check_weeks: z.object({ week: z.string(), met: count, caught: count, share: figure }),
  agreement: z.object({ key: text, label: text, compared: count, alike: count, kappa: figure }),
  quality: z.object({ week: z.string(), lessons: count, gps: figure, didactic: figure }),
  voice: z.object({
    persona_id: z.string(),
    persona: z.string(),
    week: z.string(),
    lessons: count,
    words: count,
    /** Null where there are too few words to say. */
    closeness: figure,
  }),
  levels: z.object({ level: text, exercises: count, easy: count, medium: count, hard: count, unsaid: count }),
  performance: z.object({
    week: z.string(),
    records: count,
    trails: count,
    views: figure,
    visitors: figure,
    engagement: figure,
    conversion: figure,
  }),
  learnings: z.object({
    trail: z.string(),
    slug: z.string(),
    measured_on: z.string(),
    is_improvement: z.boolean(),
    text: z.string(),
  }),
} as const;

export type ChartName = keyof typeof CHART_ROWS;
export type ChartRow<Name extends ChartName = ChartName> = z.infer<(typeof CHART_ROWS)[Name]>;
export const CHART_NAMES = Object.keys(CHART_ROWS) as ChartName[];

/** The columns of a chart by their names in the database. */
export const columnsOf = (chart: ChartName): string[] => Object.keys(CHART_ROWS[chart].shape);

/** By what drafts are compared. */
export const COMPARED_BY = ['template', 'model', 'persona', 'person'] as const;
export type ComparedBy = (typeof COMPARED_BY)[number];

/** How many weeks may be asked for. */
export const WEEKS = [4, 12, 26, 52] as const;
export const USUAL_WEEKS = 12;

export const chartFilter = z.strictObject({
  weeks: z.number().int().min(1).max(520).optional(),
  trail_id: z.uuid().optional(),
  by: z.enum(COMPARED_BY).optional(),
});
export type ChartFilter = z.infer<typeof chartFilter>;

/** Below so many drafts that two people judged, how far they agree says little. */
export const FEW_COMPARED = 20;

/** Below so many decisions a share says little. */
export const FEW_DECISIONS = 50;
