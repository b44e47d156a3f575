import { z } from 'zod';
import { DIFFICULTIES, SEARCHED_KINDS } from '#lib/base/core/content-kinds.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { FOUND_IN, FOUND_STATES } from './core.ts';
import { searchContent } from './data/search.ts';

/** What matches. It first takes the words of what was saved a moment ago, so asking leaves a trace. */
export const searchRead = defineRead({
  name: 'search',
  method: 'POST',
  permission: 'content.read',
  input: z.object({
    // The database can neither store nor look for a NUL.
    q: z
      .string()
      .max(10_000)
      .transform((query) => query.replaceAll('\0', ' ').slice(0, 200)),
    kind: z.enum(SEARCHED_KINDS).optional(),
    difficulty: z.enum(DIFFICULTIES).optional(),
    state: z.enum(FOUND_STATES).optional(),
    in: z.enum(FOUND_IN).optional(),
    beacon: z.uuid().optional(),
    after: z.number().int().min(0).max(10_000).optional(),
    limit: z.number().int().min(1).max(100).optional(),
  }),
  run: ({ db, workspace }, { q, kind, in: found_in, beacon, ...rest }) =>
    searchContent(db, workspace.id, { query: q, kinds: kind && [kind], found_in, beacon_id: beacon, ...rest }),
});
