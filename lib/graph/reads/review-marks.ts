import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { readReviewMarks } from '../data/review-marks.ts';

export const reviewMarksRead = defineRead({
  name: 'review-marks',
  permission: 'content.read',
  input: z.object({ spark_id: z.uuid().optional(), limit: z.number().int().min(1).max(1000).optional() }),
  run: ({ db, workspace }, input) => readReviewMarks(db, workspace.id, input),
});
