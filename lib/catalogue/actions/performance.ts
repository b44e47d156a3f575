'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { removePerformance, savePerformance } from '../data/performance.ts';

const day = { trail_id: z.uuid(), measured_on: z.iso.date() };
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const share = z.number().min(0).max(1).nullable();
// Files write objects and lists among the texts; they go back as they came.
const entry = z.union([z.string().max(2000), z.record(z.string(), z.json()), z.array(z.json())]);
const entries = z.array(entry).max(100);

export const savePerformanceAction = defineAction({
  name: 'performance.save',
  permission: 'content.write',
  input: z.object({
    ...day,
    figures: z
      .object({
        views: count,
        unique_visitors: count,
        avg_engagement_rate: share,
        conversion_rate: share,
        search_impressions: count,
        avg_search_position: z.number().min(0).nullable(),
        key_learnings: entries,
        suggested_improvements: entries,
      })
      .partial(),
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
