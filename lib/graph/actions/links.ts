'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { text } from '#lib/base/core/entity.ts';
import { spark_link } from '#lib/base/core/kinds.ts';
import { MOST_EDITS } from '../core/edits.ts';
import { GRAPH_LEVELS } from '../core/graph.ts';
import * as data from '../data/links.ts';
import * as links from '../services/links.ts';

const id = z.uuid();
const level = z.enum(GRAPH_LEVELS);
const { link_type, weight } = spark_link.fields;
// An emptied field says that there is no reason; a NUL cannot be stored.
const description = z.preprocess(
  (given) => (typeof given === 'string' ? given.replaceAll('\0', '').trim() || null : given),
  spark_link.fields.description,
);

export const editLinksAction = defineAction({
  name: 'links.edit',
  permission: 'content.write',
  input: z.object({
    level,
    edits: z
      .array(
        z.discriminatedUnion('op', [
          z.object({ op: z.literal('add'), source_id: id, target_id: id, link_type, weight, description }),
          z.object({
            op: z.literal('update'),
            id,
            version: z.number().int().min(1).optional(),
            link_type: link_type.optional(),
            weight,
            description,
          }),
          z.object({ op: z.literal('reverse'), id }),
          z.object({ op: z.literal('remove'), id }),
        ]),
      )
      .min(1)
      .max(MOST_EDITS),
  }),
  run: ({ db, workspace }, input) => links.editLinks(db, workspace.id, input.level, input.edits),
});

export const insertOnLinkAction = defineAction({
  name: 'links.insert',
  permission: 'content.write',
  input: z.object({ link_id: id, concept_id: id.nullable(), title: z.string().trim().pipe(text(2, 200)) }),
  run: ({ db, workspace }, input) => links.insertOnLink(db, workspace.id, input),
});

export const reorderAction = defineAction({
  name: 'links.reorder',
  permission: 'content.write',
  input: z.object({
    orders: z
      .array(z.object({ parent_kind: z.enum(['trail', 'concept']), parent_id: id, ids: z.array(id).max(20_000) }))
      .min(1)
      .max(5_000),
  }),
  run: ({ db, workspace }, { orders }) => data.reorder(db, workspace.id, orders),
});

const coordinate = z.number().min(-10_000_000).max(10_000_000);

export const setPositionsAction = defineAction({
  name: 'links.set_positions',
  permission: 'content.write',
  input: z.object({
    level,
    set: z.array(z.tuple([id, coordinate, coordinate])).max(20_000),
    reset: z.boolean(),
  }),
  run: ({ db, workspace }, { level, ...positions }) => data.setPositions(db, workspace.id, level, positions),
});
