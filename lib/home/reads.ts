import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { readOverview } from './services.ts';

export const overviewRead = defineRead({
  name: 'overview',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => readOverview(db, workspace),
});
