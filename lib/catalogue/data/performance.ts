import { z } from 'zod';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { parseRows } from '#lib/base/data/rpc.ts';
import type { PerformanceDay } from '../core/performance.ts';

/** A year and a month: enough for what is compared. */
const MOST_DAYS = 400;

const figure = z.number().nullable();
// As they are: what is corrected is saved over what was seen.
const entries = z.json().nullable();

const performanceDay = z.object({
  id: z.string(),
  measured_on: z.string(),
  views: figure,
  unique_visitors: figure,
  avg_engagement_rate: figure,
  conversion_rate: figure,
  search_impressions: figure,
  avg_search_position: figure,
  key_learnings: entries,
  suggested_improvements: entries,
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
