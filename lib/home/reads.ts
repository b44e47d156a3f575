import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { readOverview } from './services.ts';

/** What waits for somebody. Blockers are looked for in a temporary table, which a request that only reads could not make. */
export const overviewRead = defineRead({
  name: 'overview',
  method: 'POST',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => readOverview(db, workspace),
});
