'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import * as data from './data/tasks.ts';

const task_id = z.uuid();

// Who may stop which task is for the database to say: whoever asked for it, and admins.
export const cancelTaskAction = defineAction({
  name: 'task.cancel',
  permission: 'content.write',
  input: z.object({ task_id }),
  run: ({ db }, input) => data.cancelTask(db, input.task_id),
});

export const seeTaskAction = defineAction({
  name: 'task.see',
  permission: 'content.write',
  input: z.object({ task_id }),
  run: ({ db }, input) => data.seeTask(db, input.task_id),
});
