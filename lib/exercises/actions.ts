'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { exerciseEdit } from './core/bank.ts';
import { thresholdsJson } from './core/coverage.ts';
import { OBJECTIVE_OWNERS, OBJECTIVE_TITLE_LENGTH } from './core/objectives.ts';
import { quizSharesJson } from './core/quiz/targets.ts';
import { editExercises } from './data/bank.ts';
import { setExerciseGoals } from './data/coverage.ts';
import { keepExercise, setDistinct } from './data/near-duplicates.ts';
import { addObjective, orderObjectives, removeObjective, renameObjective } from './data/objectives.ts';

const id = z.uuid();
const ownerKind = z.enum(OBJECTIVE_OWNERS);
const owner = z.object({ kind: ownerKind, id });
const objectiveTitle = z.string().trim().min(1).max(OBJECTIVE_TITLE_LENGTH);

export const editExercisesAction = defineAction({
  name: 'exercises.edit',
  permission: 'content.write',
  input: z.object({
    edits: z.array(exerciseEdit).min(1).max(10_000),
    title: z.string().trim().min(1).max(300).nullable(),
  }),
  run: ({ db, workspace }, input) => editExercises(db, workspace.id, input.edits, input.title),
});

export const setExerciseGoalsAction = defineAction({
  name: 'exercises.set_goals',
  permission: 'workspace.manage',
  input: z.object({ thresholds: thresholdsJson.optional(), quiz_targets: quizSharesJson.optional() }),
  run: ({ db, workspace }, input) => setExerciseGoals(db, workspace.id, input),
});

export const addObjectiveAction = defineAction({
  name: 'objectives.add',
  permission: 'content.write',
  input: z.object({ owner, title: objectiveTitle }),
  run: ({ db, workspace }, input) => addObjective(db, workspace.id, input.owner, input.title),
});

export const renameObjectiveAction = defineAction({
  name: 'objectives.rename',
  permission: 'content.write',
  input: z.object({ of: ownerKind, id, version: z.int().min(1), title: objectiveTitle }),
  run: ({ db, workspace }, input) => renameObjective(db, workspace.id, input),
});

export const orderObjectivesAction = defineAction({
  name: 'objectives.order',
  permission: 'content.write',
  input: z.object({ owner, ids: z.array(id).max(1000) }),
  run: ({ db, workspace }, input) => orderObjectives(db, workspace.id, input.owner, input.ids),
});

export const removeObjectiveAction = defineAction({
  name: 'objectives.remove',
  permission: 'content.write',
  input: z.object({ id, exercises: z.object({ into: z.string().max(100).nullable() }).nullable() }),
  run: ({ db, workspace }, input) => removeObjective(db, workspace.id, input),
});

const exercise = z.object({ spark_id: id, exercise_id: z.string().min(1).max(300) });
const seenExercise = exercise.extend({ hash: z.guid() });

export const keepExerciseAction = defineAction({
  name: 'exercises.keep',
  permission: 'content.write',
  input: z.object({ keep: seenExercise, drop: seenExercise }),
  run: ({ db, workspace }, input) => keepExercise(db, workspace.id, input),
});

export const setDistinctAction = defineAction({
  name: 'exercises.set_distinct',
  permission: 'content.write',
  input: z.object({ one: exercise, other: exercise, are_distinct: z.boolean() }),
  run: ({ db, workspace }, input) => setDistinct(db, workspace.id, input),
});
