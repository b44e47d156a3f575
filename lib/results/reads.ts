import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { readResultImports } from './data/imports.ts';
import { listResults, openResults } from './services/figures.ts';

export const resultsRead = defineRead({
  name: 'results',
  permission: 'content.read',
  input: z.object({ spark_id: z.uuid().nullable() }),
  run: ({ db, workspace }, { spark_id }) => listResults(db, workspace.id, spark_id),
});

export const exerciseResultsRead = defineRead({
  name: 'exercise-results',
  permission: 'content.read',
  input: z.object({ spark_id: z.uuid(), exercise_id: z.string().min(1).max(300) }),
  run: ({ db, workspace }, input) => openResults(db, workspace.id, input),
});

export const resultImportsRead = defineRead({
  name: 'result-imports',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => readResultImports(db, workspace.id),
});
