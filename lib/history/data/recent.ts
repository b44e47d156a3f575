import { z } from 'zod';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { kindJson } from '#lib/base/data/json.ts';
import { callJson } from '#lib/base/data/rpc.ts';
import { CHANGE_ACTIONS } from '../core/history.ts';

const recentJson = z.object({
  id: z.string(),
  action: z.enum(CHANGE_ACTIONS),
  title: z.string().nullable(),
  author: z.string().nullable(),
  created_at: z.string(),
  is_undone: z.boolean(),
  total: z.number(),
  /** More than `total`: beyond a thousand nobody counts. */
  is_more: z.boolean(),
  touched: z.array(
    z.object({
      kind: kindJson,
      operation: z.enum(['create', 'update', 'delete']),
      slug: z.string().nullable(),
      label: z.string().nullable(),
    }),
  ),
});
/** One change set in the workspace, with the first few entities it touched. */
export type RecentChangeSet = z.infer<typeof recentJson>;

export async function listRecentChangeSets(
  db: Db,
  workspace_id: string,
  limit = 12,
): Promise<Result<RecentChangeSet[]>> {
  return callJson(db, 'read_recent_change_sets', { p_workspace: workspace_id, p_limit: limit }, z.array(recentJson));
}
