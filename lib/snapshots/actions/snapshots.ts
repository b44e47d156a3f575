'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import * as data from '../data/snapshots.ts';
import { beginVerifying, cleanUpSnapshots, pinSnapshot, promoteSnapshot, stage } from '../services/snapshots.ts';

const id = z.uuid();
/** The current snapshot that a decision was made on, or NO_SNAPSHOT, which is no UUID of any version. */
const snapshotInPlace = z.guid();

export const stageSnapshotAction = defineAction({
  name: 'snapshot.stage',
  permission: 'snapshot.stage',
  input: z.object({
    version_label: z.string().trim().max(100).optional(),
    name: z.string().trim().max(200).optional(),
    description: z.string().trim().max(1000).optional(),
    only: z.array(id).max(10_000).optional(),
  }),
  run: ({ db, workspace }, input) => stage(db, { workspace_id: workspace.id, ...input }),
});

/** Looking through a large snapshot is a task, which leaves a trace: so this is no read. */
export const verifySnapshotAction = defineAction({
  name: 'snapshot.verify',
  permission: 'snapshot.stage',
  input: z.object({ snapshot_id: id }),
  run: ({ db, workspace }, input) => beginVerifying(db, workspace.id, input.snapshot_id),
});

export const promoteSnapshotAction = defineAction({
  name: 'snapshot.promote',
  permission: 'snapshot.promote',
  input: z.object({ snapshot_id: id, instead_of: snapshotInPlace.optional() }),
  run: ({ db, workspace }, input) => promoteSnapshot(db, workspace.id, input.snapshot_id, input.instead_of),
});

export const rollbackSnapshotAction = defineAction({
  name: 'snapshot.rollback',
  permission: 'snapshot.promote',
  input: z.object({ snapshot_id: id.optional(), instead_of: snapshotInPlace.optional() }),
  run: ({ db, workspace }, input) => data.rollbackSnapshot(db, workspace.id, input.snapshot_id, input.instead_of),
});

export const pinSnapshotAction = defineAction({
  name: 'snapshot.pin',
  permission: 'snapshot.clean',
  input: z.object({ snapshot_id: id, is_pinned: z.boolean() }),
  run: ({ db, workspace }, input) => pinSnapshot(db, workspace.id, input.snapshot_id, input.is_pinned),
});

export const cleanUpSnapshotsAction = defineAction({
  name: 'snapshot.clean_up',
  permission: 'snapshot.clean',
  input: z.object({ keep: z.number().int().min(1).max(1000) }),
  run: ({ db, workspace }, input) => cleanUpSnapshots(db, workspace.id, input.keep),
});
