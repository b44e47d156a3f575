import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { BANK_A_PAGE, BANK_SORTS, bankFilter } from '../core/bank.ts';
import { readExercises, readExerciseVersions } from '../data/bank.ts';
import { adviseOnBank, listBank, openExercise } from '../services/bank.ts';

export const bankRead = defineRead({
  name: 'bank',
  permission: 'content.read',
  input: z.object({
    spark_id: z.uuid().nullable(),
    filter: bankFilter,
    sort: z.enum(BANK_SORTS),
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(BANK_A_PAGE),
  }),
  run: ({ db, workspace }, input) => listBank(db, workspace.id, input),
});

export const exercisesRead = defineRead({
  name: 'exercises',
  permission: 'content.read',
  input: z.object({ spark_id: z.uuid(), ids: z.array(z.string()).max(200) }),
  run: ({ db, workspace }, input) => readExercises(db, workspace.id, input.spark_id, { ids: input.ids }),
});

export const exerciseRead = defineRead({
  name: 'exercise',
  permission: 'content.read',
  input: z.object({ spark_id: z.uuid(), exercise_id: z.string().nullable(), place: z.number().int().min(0) }),
  run: ({ db, workspace }, { spark_id, ...of }) => openExercise(db, workspace.id, spark_id, of),
});

export const exerciseVersionsRead = defineRead({
  name: 'exercise-versions',
  permission: 'content.read',
  input: z.object({ spark_id: z.uuid(), exercise_id: z.string(), before: z.number().int().nullable() }),
  run: ({ db, workspace }, input) => readExerciseVersions(db, workspace.id, input),
});

export const bankAdviceRead = defineRead({
  name: 'bank-advice',
  permission: 'content.read',
  input: z.object({ spark_id: z.uuid() }),
  run: ({ db, workspace }, { spark_id }) => adviseOnBank(db, workspace.id, spark_id),
});
