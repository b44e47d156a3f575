'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { DIFFICULTIES, LONGEST_LESSON, NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import * as data from '../data/bulk-edits.ts';
import * as edits from '../services/bulk-edits.ts';

const id = z.uuid();
const items = z
  .array(z.object({ kind: z.enum([...NAMED_KINDS, 'concept_spark']), id }))
  .min(1)
  .max(20_000);
const title = z.string().trim().min(2).max(200);

export const bulkEditAction = defineAction({
  name: 'bulk_edit.bulk_edit',
  permission: 'content.write',
  input: z.object({
    items,
    set: z.object({ is_published: z.boolean().optional(), difficulty: z.enum(DIFFICULTIES).optional() }),
    add_beacons: z.array(id).max(1000),
    remove_beacons: z.array(id).max(1000),
  }),
  run: ({ db, workspace }, input) => data.bulkEdit(db, workspace.id, input),
});

export const bulkMoveAction = defineAction({
  name: 'bulk_edit.bulk_move',
  permission: 'content.write',
  input: z.object({ items, parent_id: id.nullable(), position: z.number().int().min(0) }),
  run: ({ db, workspace }, input) => data.bulkMove(db, workspace.id, input),
});

export const bulkTrashAction = defineAction({
  name: 'bulk_edit.bulk_trash',
  permission: 'content.write',
  input: z.object({ items, with_sparks: z.boolean() }),
  run: ({ db, workspace }, input) => data.bulkTrash(db, workspace.id, input.items, input.with_sparks),
});

export const mergeEntitiesAction = defineAction({
  name: 'bulk_edit.merge',
  permission: 'content.write',
  input: z.object({
    kind: z.enum(['spark', 'concept']),
    into_id: id,
    from_id: id,
    fields: z.object({
      title: title.optional(),
      content_md: z.string().max(LONGEST_LESSON).optional(),
      description: z.string().nullable().optional(),
      estimated_mins: z.number().int().min(1).optional(),
    }),
  }),
  run: ({ db, workspace }, input) => edits.mergeEntities(db, workspace.id, input),
});

export const splitConceptAction = defineAction({
  name: 'bulk_edit.split_concept',
  permission: 'content.write',
  input: z.object({ concept_id: id, place_ids: z.array(id).min(1).max(10_000), title }),
  run: ({ db, workspace }, input) => edits.splitConcept(db, workspace.id, input),
});

export const splitSparkAction = defineAction({
  name: 'bulk_edit.split_spark',
  permission: 'content.write',
  input: z.object({ spark_id: id, version: z.number().int().min(1), offset: z.number().int().min(1), title }),
  run: ({ db, workspace }, input) => edits.splitSpark(db, workspace.id, input),
});

export const duplicateAction = defineAction({
  name: 'bulk_edit.duplicate',
  permission: 'content.write',
  input: z.object({ items }),
  run: ({ db, workspace }, input) => data.duplicate(db, workspace.id, input.items),
});
