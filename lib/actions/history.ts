'use server';

import { z } from 'zod';
import { getVersion, restoreVersion } from '#lib/data/history';
import { defineAction } from './define-action.ts';

const revision_id = z.number().int().positive();

export const readVersionAction = defineAction({
  name: 'history.version',
  permission: 'content.read',
  input: z.object({ revision_id }),
  run: ({ db, workspace }, input) => getVersion(db, workspace.id, input.revision_id),
});

export const restoreVersionAction = defineAction({
  name: 'history.restore',
  permission: 'content.write',
  input: z.object({ revision_id, newest: z.number().int().positive() }),
  run: ({ db, workspace }, input) => restoreVersion(db, workspace.id, input.revision_id, input.newest),
});
