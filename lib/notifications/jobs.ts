import { z } from 'zod';
import { defineJob } from '#lib/base/jobs/define-job.ts';
import { sweepNotifications } from './data.ts';

/** Forgets by the clock what somebody was told long ago. */
export const sweepOldNotifications = defineJob({
  name: 'notifications.sweep',
  input: z.object({}),
  cron: '53 * * * *',
  run: async (_input, { db, log, signal }) => {
    for (;;) {
      const gone = await sweepNotifications(db);
      if (gone === 0 || signal.aborted) return;
      log.info({ gone }, 'old notifications removed');
    }
  },
});
