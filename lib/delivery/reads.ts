import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { listContentKeys } from './data/keys.ts';

export const contentKeysRead = defineRead({
  name: 'content-keys',
  permission: 'key.manage',
  input: z.object({}),
  run: ({ db, workspace }) => listContentKeys(db, workspace.id),
});
