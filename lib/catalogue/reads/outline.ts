import { z } from 'zod';
import { DIFFICULTIES, NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { OUTLINE_QUALITIES } from '../core/outline.ts';
import { BRANCHES, MOST_BRANCHES, MOST_ROWS } from '../core/outline-part.ts';
import * as data from '../data/outline.ts';

const id = z.uuid();
const text = z.string().max(200);
const items = z.array(z.object({ kind: z.enum([...NAMED_KINDS, 'concept_spark']), id })).max(1000);

const branch = z.object({
  of: z.enum(BRANCHES),
  id: id.optional(),
  from: z.tuple([z.int(), z.int()]).nullish(),
  around: id.optional(),
  count: z.int().min(1).max(MOST_ROWS).optional(),
});

const filter = z
  .object({
    text,
    state: z.enum(['draft', 'published', 'changed']),
    difficulty: z.enum(DIFFICULTIES),
    quality: z.enum(OUTLINE_QUALITIES),
    beacon: text,
    mine: z.boolean(),
    loose: z.boolean(),
  })
  .partial();

/** All of it, for the map that draws all of it. */
export const outlineRead = defineRead({
  name: 'outline',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => data.readOutline(db, workspace.id),
});

export const outlineBranchesRead = defineRead({
  name: 'outline-branches',
  // Hundreds of branches are longer than an address may be.
  method: 'POST',
  permission: 'content.read',
  input: z.object({
    branches: z.array(branch).max(MOST_BRANCHES).nullable(),
    at: z.object({ kind: z.enum(NAMED_KINDS), slug: text, in: text.nullish() }).nullish(),
  }),
  run: ({ db, workspace }, input) => data.readBranches(db, workspace.id, input.branches, input.at ?? null),
});

export const outlineFoundRead = defineRead({
  name: 'outline-found',
  permission: 'content.read',
  input: z.object({ filter, limit: z.int().min(1).max(MOST_ROWS) }),
  run: ({ db, workspace }, input) => data.findInOutline(db, workspace.id, input.filter, input.limit),
});

export const outlineChoicesRead = defineRead({
  name: 'outline-choices',
  permission: 'content.read',
  input: z.object({ filter }),
  run: ({ db, workspace }, input) => data.countChoices(db, workspace.id, input.filter),
});

export const outlineSumsRead = defineRead({
  name: 'outline-sums',
  method: 'POST',
  permission: 'content.read',
  input: z.object({ keys: z.array(z.string().max(50)).max(2000), whole: z.boolean() }),
  run: ({ db, workspace }, input) => data.readSums(db, workspace.id, input.keys, input.whole),
});

export const placesRead = defineRead({
  name: 'places',
  permission: 'content.read',
  input: z.object({ kind: z.enum(NAMED_KINDS), text }),
  run: ({ db, workspace }, input) => data.findPlaces(db, workspace.id, input.kind, input.text),
});

export const beaconCountsRead = defineRead({
  name: 'beacon-counts',
  method: 'POST',
  permission: 'content.read',
  input: z.object({ spark_ids: z.array(id).max(MOST_ROWS), text }),
  run: ({ db, workspace }, input) => data.countBeacons(db, workspace.id, input.spark_ids, input.text),
});

export const pendingRead = defineRead({
  name: 'pending',
  method: 'POST',
  permission: 'content.read',
  input: z.object({ items }),
  run: ({ db, workspace }, input) => data.readPending(db, workspace.id, input.items),
});
