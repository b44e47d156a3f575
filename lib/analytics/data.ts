import { z } from 'zod';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { callJson } from '#lib/base/data/rpc.ts';
import { CHART_ROWS, type ChartFilter, type ChartName, type ChartRow } from './core/charts.ts';

/** The function of the database that answers each chart. What voices are told by is turned into closeness above (`services.ts`). */
const FUNCTIONS = {
  acceptance: 'read_acceptance',
  costs: 'read_draft_costs',
  times: 'read_decision_times',
  throughput: 'read_throughput',
  reviewers: 'read_reviewers',
  checks: 'read_checks',
  check_weeks: 'read_check_weeks',
  agreement: 'read_agreement',
  quality: 'read_quality_weeks',
  levels: 'read_exercise_levels',
  performance: 'read_performance_weeks',
  learnings: 'read_learnings',
} as const satisfies Record<Exclude<ChartName, 'voice'>, string>;

/** The rows of a chart. */
export async function readChart(
  db: Db,
  workspace_id: string,
  chart: Exclude<ChartName, 'voice'>,
  filter: ChartFilter,
): Promise<Result<ChartRow[]>> {
  return callJson(
    db,
    FUNCTIONS[chart],
    { p_workspace: workspace_id, p_filter: filter },
    z.array(CHART_ROWS[chart] as z.ZodType<ChartRow>),
  );
}

const voiceWeek = CHART_ROWS.voice.omit({ closeness: true }).extend({
  language: z.string().nullable(),
  uses: z.record(z.string(), z.number()),
  own: z.json(),
});

/** What the voice of each persona is told by, week by week. */
export const readVoiceWeeks = (db: Db, workspace_id: string, filter: ChartFilter) =>
  callJson(db, 'read_voice_weeks', { p_workspace: workspace_id, p_filter: filter }, z.array(voiceWeek));
