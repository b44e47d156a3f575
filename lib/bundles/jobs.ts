import { z } from 'zod';
import { defineJob } from '#lib/base/jobs/define-job.ts';
import { failAbandonedImports } from './data/imports.ts';

/** Marks imports as failed whose worker or request died, so that nobody waits for them for ever. */
export const reapImports = defineJob({
  name: 'imports.reap',
  input: z.object({}),
  cron: '* * * * *',
  expireInSeconds: 60,
  run: async (_input, { db }) => {
    await failAbandonedImports(db);
  },
});
