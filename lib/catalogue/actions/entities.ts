'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { NAMED_KINDS, ORDERED_KINDS } from '#lib/base/core/content-kinds.ts';
import { fail } from '#lib/base/core/problem.ts';
import * as data from '../data/entities.ts';
import * as sparks from '../data/sparks.ts';
import { createEntity, updateEntity } from '../services/entities.ts';

const kind = z.enum(NAMED_KINDS);
const id = z.uuid();

export const createEntityAction = defineAction({
  name: 'catalogue.create',
  permission: 'content.write',
  input: z.object({ kind, fields: z.record(z.string(), z.unknown()), parent_id: id.nullable() }),
  run: ({ db, workspace }, input) => createEntity(db, workspace.id, input.kind, input.fields, input.parent_id),
});

export const updateEntityAction = defineAction({
  name: 'catalogue.update',
  permission: 'content.write',
  input: z.object({
    kind,
    id,
    version: z.number().int().min(1),
    patch: z.record(z.string(), z.unknown()),
    /** Whose words these are, where they may have waited: browsers are shared, and sessions change in other tabs. */
    author: id.optional(),
  }),
  run: async ({ db, workspace, user_id }, { patch, author, ...target }) =>
    author !== undefined && author !== user_id
      ? fail(
          'wrong_state',
          'Somebody else is signed in on this browser now. What you wrote stays on this device for you.',
        )
      : updateEntity(db, { workspace_id: workspace.id, ...target }, patch),
});

export const placeEntityAction = defineAction({
  name: 'catalogue.place',
  permission: 'content.write',
  input: z.object({
    kind: z.enum(ORDERED_KINDS),
    id,
    parent_id: id.nullable(),
    position: z.number().int().min(0),
  }),
  run: ({ db, workspace }, move) => data.placeEntity(db, workspace.id, move),
});

export const addPlaceAction = defineAction({
  name: 'catalogue.add_place',
  permission: 'content.write',
  input: z.object({ concept_id: id, spark_id: id }),
  run: ({ db, workspace }, input) => sparks.addPlace(db, workspace.id, input.concept_id, input.spark_id),
});

export const removePlaceAction = defineAction({
  name: 'catalogue.remove_place',
  permission: 'content.write',
  input: z.object({ place_id: id }),
  run: ({ db, workspace }, input) => sparks.removePlace(db, workspace.id, input.place_id),
});

const beaconInput = z.object({ spark_id: id, beacon_id: id });

export const addBeaconAction = defineAction({
  name: 'catalogue.add_beacon',
  permission: 'content.write',
  input: beaconInput,
  run: ({ db, workspace }, input) => sparks.addBeacon(db, workspace.id, input.spark_id, input.beacon_id),
});

export const removeBeaconAction = defineAction({
  name: 'catalogue.remove_beacon',
  permission: 'content.write',
  input: beaconInput,
  run: ({ db, workspace }, input) => sparks.removeBeacon(db, workspace.id, input.spark_id, input.beacon_id),
});
