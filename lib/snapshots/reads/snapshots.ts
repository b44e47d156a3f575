import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import * as data from '../data/snapshots.ts';
import { verifySnapshot } from '../services/snapshots.ts';

export const snapshotsRead = defineRead({
  name: 'snapshots',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => data.listSnapshots(db, workspace.id),
});

/** Whether a snapshot holds what it held when it was staged; looks through all of it. */
export const verificationRead = defineRead({
  name: 'verification',
  permission: 'content.read',
  input: z.object({ snapshot_id: z.uuid() }),
  run: ({ db, workspace }, input) => verifySnapshot(db, workspace.id, input.snapshot_id),
});
