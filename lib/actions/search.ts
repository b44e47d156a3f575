'use server';

import { z } from 'zod';
import { DIFFICULTIES } from '#lib/core/content-kinds';
import { SEARCHED_KINDS, searchContent } from '#lib/data/search';
import { defineAction } from './define-action.ts';

export const searchAction = defineAction({
  name: 'search',
  permission: 'content.read',
  input: z.object({
    // The database can neither store nor look for a NUL.
    query: z
      .string()
      .max(10_000)
      .transform((query) => query.replaceAll('\0', ' ').slice(0, 200)),
    kinds: z.array(z.enum(SEARCHED_KINDS)).optional(),
    difficulty: z.enum(DIFFICULTIES).optional(),
    is_published: z.boolean().optional(),
    beacon_id: z.uuid().optional(),
    trail_id: z.uuid().optional(),
    after: z.number().int().min(0).max(10_000).optional(),
    limit: z.number().int().min(1).max(100).optional(),
  }),
  run: ({ db, workspace }, input) => searchContent(db, workspace.id, input),
});
