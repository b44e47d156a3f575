'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { removePerformance, savePerformance } from '../data/performance.ts';

const day = { trail_id: z.uuid(), measured_on: z.iso.date() };
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const share = z.number().min(0).max(1).nullable();
const texts = z.array(z.string().max(2000)).max(100);

export const savePerformanceAction = defineAction({
  name: 'performance.save',
  permission: 'content.write',
  input: z.object({
    ...day,
    figures: z.object({
      views: count,
      unique_visitors: count,
      avg_engagement_rate: share,
      conversion_rate: share,
      search_impressions: count,
      avg_search_position: z.number().min(0).nullable(),
      key_learnings: texts,
      suggested_improvements: texts,
    }),
  }),
  run: ({ db, workspace }, { trail_id, measured_on, figures }) =>
    savePerformance(db, workspace.id, trail_id, measured_on, figures),
});

export const removePerformanceAction = defineAction({
  name: 'performance.remove',
  permission: 'content.write',
  input: z.object(day),
  run: ({ db, workspace }, { trail_id, measured_on }) => removePerformance(db, workspace.id, trail_id, measured_on),
});
