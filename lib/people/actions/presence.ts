'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { CONTENT_KINDS } from '#lib/base/core/content-kinds.ts';
import { bePresent } from '../data/presence.ts';

export const bePresentAction = defineAction({
  name: 'presence',
  permission: 'content.read',
  input: z.object({ kind: z.enum(CONTENT_KINDS), id: z.uuid(), is_editing: z.boolean() }),
  run: ({ db, workspace }, input) => bePresent(db, workspace.id, input),
});
