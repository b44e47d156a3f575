'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { trashEntity } from '#lib/history/data/trash.ts';
import { ASSET_FILTERS } from './core.ts';
import { describeAsset, readAssetProblems, readAssets } from './data.ts';

const id = z.uuid();

export const readAssetsAction = defineAction({
  name: 'assets.read',
  permission: 'content.read',
  input: z.object({
    filter: z.enum(ASSET_FILTERS),
    search: z.string().max(200).optional(),
    before: z.number().int().positive().optional(),
  }),
  run: ({ db, workspace }, input) => readAssets(db, workspace.id, input),
});

export const readAssetProblemsAction = defineAction({
  name: 'assets.problems',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => readAssetProblems(db, workspace.id),
});

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
