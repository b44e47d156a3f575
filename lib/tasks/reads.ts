import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import * as data from './data.ts';

export const tasksRead = defineRead({
  name: 'tasks',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace, user_id }) => data.listTasks(db, workspace.id, user_id),
});

export const taskRead = defineRead({
  name: 'task',
  permission: 'content.read',
  input: z.object({ task_id: z.uuid() }),
  run: ({ db, workspace }, input) => data.getTask(db, workspace.id, input.task_id),
});
