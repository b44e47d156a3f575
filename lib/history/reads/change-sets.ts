import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { CHANGE_ACTIONS, CHANGES_A_PAGE } from '../core/history.ts';
import { listChangeSets, readChangeSet } from '../data/change-sets.ts';

const id = z.uuid();

export const changeSetsRead = defineRead({
  name: 'change-sets',
  permission: 'content.read',
  input: z.object({
    action: z.enum(CHANGE_ACTIONS).optional(),
    author: id.optional(),
    only: id.optional(),
    before: id.optional(),
  }),
  run: ({ db, workspace }, { before, ...filter }) => listChangeSets(db, workspace.id, filter, before, CHANGES_A_PAGE),
});

export const changeSetRead = defineRead({
  name: 'change-set',
  permission: 'content.read',
  input: z.object({ change_set_id: id, offset: z.number().int().min(0) }),
  run: ({ db, workspace }, { change_set_id, offset }) =>
    readChangeSet(db, workspace.id, change_set_id, offset, CHANGES_A_PAGE),
});
