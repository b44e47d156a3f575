import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import * as data from '../data/snapshots.ts';

export const snapshotsRead = defineRead({
  name: 'snapshots',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => data.listSnapshots(db, workspace.id),
});
