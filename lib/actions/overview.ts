'use server';

import { z } from 'zod';
import { readOverview } from '#lib/services/overview';
import { defineAction } from './define-action.ts';

export const readOverviewAction = defineAction({
  name: 'overview.read',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => readOverview(db, workspace),
});
