import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { OBJECTIVE_OWNERS } from '../core/objectives.ts';
import { readObjectives } from '../data/objectives.ts';

export const objectivesRead = defineRead({
  name: 'objectives',
  permission: 'content.read',
  input: z.object({ kind: z.enum(OBJECTIVE_OWNERS), id: z.uuid() }),
  run: ({ db, workspace }, input) => readObjectives(db, workspace.id, input),
});
