'use server';

import { z } from 'zod';
import { CONTENT_KINDS } from '#lib/core/content-kinds';
import { bePresent } from '#lib/data/presence';
import { defineAction } from './define-action.ts';

export const bePresentAction = defineAction({
  name: 'presence',
  permission: 'content.read',
  input: z.object({ kind: z.enum(CONTENT_KINDS), id: z.uuid(), is_editing: z.boolean() }),
  run: ({ db, workspace }, input) => bePresent(db, workspace.id, input),
});
