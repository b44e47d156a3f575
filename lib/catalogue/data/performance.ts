import { z } from 'zod';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call, parseRows } from '#lib/base/data/rpc.ts';
import { type PerformanceDay, type PerformancePatch, textsIn } from '../core/performance.ts';

/** A year and a month: enough for what is compared. */
const MOST_DAYS = 400;

const figure = z.number().nullable();
const texts = z.json().nullable().transform(textsIn);

const performanceDay = z.object({
  measured_on: z.string(),
  views: z.number(),
  unique_visitors: z.number(),
  avg_engagement_rate: figure,
  conversion_rate: figure,
  search_impressions: z.number(),
  avg_search_position: figure,
  key_learnings: texts,
  suggested_improvements: texts,
});

/** How a course did, the newest day first. */
export async function readPerformance(
  db: Db,
  workspace_id: string,
  trail_id: string,
): Promise<Result<PerformanceDay[]>> {
  const { data, error } = await db
    .from('trail_performance')
    .select(Object.keys(performanceDay.shape).join(','))
    .eq('workspace_id', workspace_id)
    .eq('trail_id', trail_id)
    .order('measured_on', { ascending: false })
    .limit(MOST_DAYS);
  return error
    ? problemFromPostgres(error)
    : parseRows<typeof performanceDay>('trail_performance', performanceDay, data);
}

/** Writes figures of a day; those that are not given stay as they are. */
export async function savePerformance(
  db: Db,
  workspace_id: string,
  trail_id: string,
  measured_on: string,
  figures: PerformancePatch,
): Promise<Result<null>> {
  return call(db, 'save_performance', {
    p_workspace: workspace_id,
    p_trail: trail_id,
    p_day: measured_on,
    p_figures: figures,
  });
}

/** Removes the figures of a day. They are measurements and no content: nothing brings them back. */
export async function removePerformance(
  db: Db,
  workspace_id: string,
  trail_id: string,
  measured_on: string,
): Promise<Result<null>> {
  const { data, error } = await db
    .from('trail_performance')
    .delete()
    .eq('workspace_id', workspace_id)
    .eq('trail_id', trail_id)
    .eq('measured_on', measured_on)
    .select('id');
  if (error) return problemFromPostgres(error);
  return data.length > 0 ? ok(null) : fail('not_found', 'The figures of this day are not there any more.');
}
