import { z } from 'zod';
import { can } from '#lib/base/core/permissions.ts';
import { ok } from '#lib/base/core/problem.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import * as data from './data/tasks.ts';

export const tasksRead = defineRead({
  name: 'tasks',
  permission: 'content.read',
  input: z.object({}),
  run: async ({ db, workspace, user_id, role }) => {
    const tasks = await data.listTasks(db, workspace.id, user_id);
    if (!tasks.ok) return tasks;
    const shown = tasks.data.map((task) => {
      const is_mine = task.created_by === user_id;
      return { ...task, is_mine, may_cancel: is_mine || can(role, 'import.manage') };
    });
    return ok(shown);
  },
});

export const taskRead = defineRead({
  name: 'task',
  permission: 'content.read',
  input: z.object({ task_id: z.uuid() }),
  run: ({ db, workspace }, input) => data.getTask(db, workspace.id, input.task_id),
});
