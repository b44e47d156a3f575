'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { restoreVersion } from '../data/versions.ts';

const revision_id = z.number().int().positive();

export const restoreVersionAction = defineAction({
  name: 'history.restore',
  permission: 'content.write',
  input: z.object({ revision_id, newest: z.number().int().positive() }),
  run: ({ db, workspace }, input) => restoreVersion(db, workspace.id, input.revision_id, input.newest),
});
