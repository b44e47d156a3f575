import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import * as data from '../data/attention.ts';
import { openSecondOpinions } from '../services/second-opinions.ts';

export const reviewHabitsRead = defineRead({
  name: 'review-habits',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => data.readHabits(db, workspace.id),
});

export const secondOpinionsRead = defineRead({
  name: 'second-opinions',
  permission: 'review.decide',
  input: z.object({}),
  run: ({ db, workspace }) => openSecondOpinions(db, workspace),
});
