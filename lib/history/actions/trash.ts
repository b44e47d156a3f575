'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { CONTENT_KINDS } from '#lib/base/core/content-kinds.ts';
import * as data from '../data/trash.ts';
import { withChangeSet } from '../services/change-sets.ts';

export const readTrashAction = defineAction({
  name: 'trash.read',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => data.readTrash(db, workspace.id),
});

const id = z.uuid();

const trashInput = z.object({ kind: z.enum(CONTENT_KINDS), id, with_sparks: z.boolean() });

export const previewTrashAction = defineAction({
  name: 'trash.preview',
  permission: 'content.read',
  input: trashInput,
  run: ({ db, workspace }, input) => data.previewTrash(db, workspace.id, input.kind, input.id, input.with_sparks),
});

export const trashEntityAction = defineAction({
  name: 'trash.put',
  permission: 'content.write',
  input: trashInput,
  run: ({ db, workspace }, input) => data.trashEntity(db, workspace.id, input.kind, input.id, input.with_sparks),
});

export const undoChangeSetAction = defineAction({
  name: 'trash.undo',
  permission: 'content.write',
  input: z.object({ change_set_id: id }),
  run: ({ db, workspace }, { change_set_id }) =>
    withChangeSet(db, workspace.id, change_set_id, () => data.undoChangeSet(db, change_set_id)),
});

export const purgeTrashAction = defineAction({
  name: 'trash.purge',
  permission: 'content.purge',
  input: z.object({ change_set_id: id }),
  run: ({ db, workspace }, { change_set_id }) =>
    withChangeSet(db, workspace.id, change_set_id, () => data.purgeTrash(db, change_set_id)),
});
