import { z } from 'zod';
import { CONTENT_KINDS } from '#lib/base/core/content-kinds.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { bePresent } from '../data/presence.ts';

/** Who else is here. Whoever asks is here as well from then on, so this is no GET. */
export const presenceRead = defineRead({
  name: 'presence',
  method: 'POST',
  permission: 'content.read',
  input: z.object({ kind: z.enum(CONTENT_KINDS), id: z.uuid(), is_editing: z.boolean() }),
  run: ({ db, workspace }, input) => bePresent(db, workspace.id, input),
});
