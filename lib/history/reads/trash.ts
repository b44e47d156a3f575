import { z } from 'zod';
import { CONTENT_KINDS } from '#lib/base/core/content-kinds.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import * as data from '../data/trash.ts';

export const trashRead = defineRead({
  name: 'trash',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => data.readTrash(db, workspace.id),
});

/** What would go to the trash together with something. */
export const trashPreviewRead = defineRead({
  name: 'trash-preview',
  permission: 'content.read',
  input: z.object({ kind: z.enum(CONTENT_KINDS), id: z.uuid(), with_sparks: z.boolean() }),
  run: ({ db, workspace }, input) => data.previewTrash(db, workspace.id, input.kind, input.id, input.with_sparks),
});
