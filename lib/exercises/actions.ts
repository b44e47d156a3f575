'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { exerciseEdit } from './core/bank.ts';
import { editExercises } from './data/bank.ts';

export const editExercisesAction = defineAction({
  name: 'exercises.edit',
  permission: 'content.write',
  input: z.object({
    edits: z.array(exerciseEdit).min(1).max(10_000),
    title: z.string().trim().min(1).max(300).nullable(),
  }),
  run: ({ db, workspace }, input) => editExercises(db, workspace.id, input.edits, input.title),
});
