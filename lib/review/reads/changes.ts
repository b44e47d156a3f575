import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { readSuggestions } from '../data/changes.ts';

export const lessonSuggestionsRead = defineRead({
  name: 'lesson-suggestions',
  permission: 'content.read',
  input: z.object({ spark_id: z.uuid() }),
  run: ({ db, workspace }, { spark_id }) => readSuggestions(db, workspace.id, spark_id),
});
