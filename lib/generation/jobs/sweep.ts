import { z } from 'zod';
import { defineJob } from '#lib/base/jobs/define-job.ts';
import { sweepSome } from '../data/sweep.ts';

/** Forgets by the clock what nobody needs any more: sources without a job, prompts and answers of long ago. */
export const sweepGeneration = defineJob({
  name: 'generation.sweep',
  input: z.object({}),
  cron: '41 * * * *',
  run: async (_input, { db, log, signal }) => {
    for (;;) {
      const { sources, texts } = await sweepSome(db);
      if (sources + texts === 0 || signal.aborted) return;
      log.info({ sources, texts }, 'old sources and texts of calls removed');
    }
  },
});
