import { z } from 'zod';
import { DIFFICULTIES } from '#lib/base/core/content-kinds.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { MOST_CHOSEN, SPARK_SORTS, SPARK_STATES } from '../core/spark-list.ts';
import { readSparkList } from '../data/spark-list.ts';

const mins = z.number().int().min(1).max(60).optional();

export const sparkListRead = defineRead({
  name: 'spark-list',
  permission: 'content.read',
  input: z.object({
    filter: z.object({
      text: z.string().max(200).optional(),
      states: z.array(z.enum(SPARK_STATES)).optional(),
      difficulties: z.array(z.enum(DIFFICULTIES)).optional(),
      beacon: z.string().max(200).optional(),
      trail_id: z.uuid().optional(),
      by: z.uuid().optional(),
      mine: z.boolean().optional(),
      loose: z.boolean().optional(),
      has_exercises: z.boolean().optional(),
      least_mins: mins,
      most_mins: mins,
    }),
    sort: z.enum(SPARK_SORTS),
    is_down: z.boolean(),
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(MOST_CHOSEN),
  }),
  run: ({ db, workspace }, input) => readSparkList(db, workspace.id, input),
});
