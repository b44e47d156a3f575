'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { CONTENT_KINDS } from '#lib/base/core/content-kinds.ts';
import * as data from '../data/trash.ts';
import { purgeTrash, undoChangeSet } from '../services/change-sets.ts';

const id = z.uuid();

export const trashEntityAction = defineAction({
  name: 'trash.put',
  permission: 'content.write',
  input: z.object({ kind: z.enum(CONTENT_KINDS), id, with_sparks: z.boolean() }),
  run: ({ db, workspace }, input) => data.trashEntity(db, workspace.id, input.kind, input.id, input.with_sparks),
});

export const undoChangeSetAction = defineAction({
  name: 'trash.undo',
  permission: 'content.write',
  input: z.object({ change_set_id: id }),
  run: ({ db, workspace }, input) => undoChangeSet(db, workspace.id, input.change_set_id),
});

export const purgeTrashAction = defineAction({
  name: 'trash.purge',
  permission: 'content.purge',
  input: z.object({ change_set_id: id }),
  run: ({ db, workspace }, input) => purgeTrash(db, workspace.id, input.change_set_id),
});
