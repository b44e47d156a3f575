import { z } from 'zod';
import { CONTENT_KINDS } from '#lib/base/core/content-kinds.ts';
import { ok } from '#lib/base/core/problem.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { isFixed } from '../core/scope.ts';
import { differenceCursor } from '../data/differences.ts';
import { countDifferences, listDifferences, readDifference } from '../services/differences.ts';

const id = z.uuid();
const scope = z.object({
  before: z.union([id, z.enum(['base', 'working'])]),
  after: z.union([id, z.literal('working')]),
});

export const differenceCountsRead = defineRead({
  name: 'difference-counts',
  permission: 'content.read',
  input: scope,
  run: ({ db, workspace }, input) => countDifferences(db, workspace.id, input),
  // Only the counts: lines and states bear the names that things have now.
  version: async (_, input) => ok(isFixed(input) ? 'fixed' : null),
});

export const differencesRead = defineRead({
  name: 'differences',
  permission: 'content.read',
  input: z.object({
    scope,
    filter: z.object({
      kind: z.enum(CONTENT_KINDS).optional(),
      change: z.enum(['added', 'changed', 'removed']).optional(),
      search: z.string().max(200).optional(),
    }),
    from: differenceCursor.nullable(),
  }),
  run: ({ db, workspace }, input) => listDifferences(db, workspace.id, input.scope, input.filter, input.from),
});

export const differenceRead = defineRead({
  name: 'difference',
  permission: 'content.read',
  input: z.object({ scope, entity_id: id }),
  run: ({ db, workspace }, input) => readDifference(db, workspace, input.scope, input.entity_id),
});
