'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { readOverview } from './services.ts';

export const readOverviewAction = defineAction({
  name: 'overview.read',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => readOverview(db, workspace),
});
