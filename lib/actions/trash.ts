'use server';

import { z } from 'zod';
import { readTrash } from '#lib/data/catalogue';
import { defineAction } from './define-action.ts';

export const readTrashAction = defineAction({
  name: 'trash.read',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => readTrash(db, workspace.id),
});
