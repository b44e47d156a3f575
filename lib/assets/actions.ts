'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { trashEntity } from '#lib/history/data/trash.ts';
import { describeAsset } from './data/assets.ts';

const id = z.uuid();

export const describeAssetAction = defineAction({
  name: 'assets.describe',
  permission: 'content.write',
  input: z.object({ id, version: z.number().int().positive(), alt_text: z.string().trim().max(1000) }),
  run: ({ db, workspace }, input) => describeAsset(db, workspace.id, { ...input, alt_text: input.alt_text || null }),
});

export const trashAssetAction = defineAction({
  name: 'assets.trash',
  permission: 'content.write',
  input: z.object({ id }),
  run: ({ db, workspace }, input) => trashEntity(db, workspace.id, 'asset', input.id, false),
});
