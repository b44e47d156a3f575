import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { readCutPoints } from '../services/bulk-edits.ts';

export const cutPointsRead = defineRead({
  name: 'cut-points',
  permission: 'content.read',
  input: z.object({ spark_id: z.uuid() }),
  run: ({ db, workspace }, input) => readCutPoints(db, workspace.id, input.spark_id),
});
