import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { ASSET_FILTERS } from './core/asset.ts';
import { readAssetProblems, readAssets } from './data/assets.ts';

export const assetsRead = defineRead({
  name: 'assets',
  permission: 'content.read',
  input: z.object({
    filter: z.enum(ASSET_FILTERS),
    search: z.string().max(200).optional(),
    before: z.number().int().positive().optional(),
  }),
  run: ({ db, workspace }, input) => readAssets(db, workspace.id, input),
});

export const assetProblemsRead = defineRead({
  name: 'asset-problems',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => readAssetProblems(db, workspace.id),
});
