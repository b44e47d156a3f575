'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { readTrash } from '#lib/catalogue/data/entities.ts';

export const readTrashAction = defineAction({
  name: 'trash.read',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => readTrash(db, workspace.id),
});
