import { z } from 'zod';
import { NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import * as data from '../data/entities.ts';
import * as sparks from '../data/sparks.ts';

const id = z.uuid();

export const entityRead = defineRead({
  name: 'entity',
  permission: 'content.read',
  input: z.object({ kind: z.enum(NAMED_KINDS), id }),
  run: ({ db, workspace }, input) => data.getEntityHeadById(db, workspace.id, input.kind, input.id),
});

/** A spark with the text of its lesson. */
export const lessonRead = defineRead({
  name: 'lesson',
  permission: 'content.read',
  input: z.object({ id }),
  run: ({ db, workspace }, input) => data.getLesson(db, workspace.id, input.id),
});

export const sparkContextRead = defineRead({
  name: 'spark-context',
  permission: 'content.read',
  input: z.object({ spark_id: id }),
  run: ({ db, workspace }, input) => sparks.readSparkContext(db, workspace.id, input.spark_id),
});

export const beaconSparksRead = defineRead({
  name: 'beacon-sparks',
  permission: 'content.read',
  input: z.object({ beacon_id: id }),
  run: ({ db, workspace }, input) => sparks.readBeaconSparks(db, workspace.id, input.beacon_id),
});
