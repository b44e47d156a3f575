'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { text } from '#lib/base/core/entity.ts';
import * as data from '../data/review-marks.ts';

const id = z.uuid();
const spark_ids = z.array(id).min(1).max(20_000);

export const markForReviewAction = defineAction({
  name: 'review_marks.mark',
  permission: 'content.write',
  input: z.object({ spark_ids, because_of: id.nullable(), note: text(0, 500).nullable() }),
  run: ({ db, workspace }, input) => data.markForReview(db, workspace.id, input),
});

export const clearReviewMarksAction = defineAction({
  name: 'review_marks.clear',
  permission: 'content.write',
  input: z.object({ spark_ids, because_of: id.nullable() }),
  run: ({ db, workspace }, input) => data.clearReviewMarks(db, workspace.id, input),
});
