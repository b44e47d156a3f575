'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { CONTENT_KINDS } from '#lib/base/core/content-kinds.ts';
import { countDifferences, listDifferences, readDifference } from '../services/differences.ts';

const id = z.uuid();
const scope = z.object({
  before: z.union([id, z.enum(['base', 'working'])]),
  after: z.union([id, z.literal('working')]),
});

export const countDifferencesAction = defineAction({
  name: 'changes.count',
  permission: 'content.read',
  input: scope,
  run: ({ db, workspace }, input) => countDifferences(db, workspace.id, input),
});

export const listDifferencesAction = defineAction({
  name: 'changes.list',
  permission: 'content.read',
  input: z.object({
    scope,
    filter: z.object({
      kind: z.enum(CONTENT_KINDS).optional(),
      change: z.enum(['added', 'changed', 'removed']).optional(),
      search: z.string().max(200).optional(),
    }),
    from: z.number().int().min(0),
  }),
  run: ({ db, workspace }, input) => listDifferences(db, workspace.id, input.scope, input.filter, input.from),
});

export const readDifferenceAction = defineAction({
  name: 'changes.read',
  permission: 'content.read',
  input: z.object({ scope, entity_id: id }),
  run: ({ db, workspace }, input) => readDifference(db, workspace, input.scope, input.entity_id),
});
