'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { isVisible } from '#lib/base/core/visible.ts';
import { revokeContentKey } from './data/keys.ts';
import { createContentKey } from './services/keys.ts';

export const createContentKeyAction = defineAction({
  name: 'key.create',
  permission: 'key.manage',
  input: z.object({
    name: z.string().trim().min(1, 'Say what the key is for.').max(100).refine(isVisible, 'Say what the key is for.'),
  }),
  run: ({ db, workspace }, input) => createContentKey(db, workspace.id, input.name),
});

export const revokeContentKeyAction = defineAction({
  name: 'key.revoke',
  permission: 'key.manage',
  input: z.object({ id: z.uuid() }),
  run: ({ db, workspace }, input) => revokeContentKey(db, workspace.id, input.id),
});
