import { z } from 'zod';
import { defineJob } from '#lib/base/jobs/define-job.ts';

/** As many entities are one transaction: half a second or so, after which searchers see them. */
const STEP = 200;

/** Takes the words of what was saved, imported or staged, so that searches need not do it. */
export const takeWords = defineJob({
  name: 'search.take_words',
  input: z.object({}),
  cron: '* * * * *',
  expireInSeconds: 15 * 60,
  run: async (_input, { db, signal }) => {
    let taken = STEP;
    while (taken > 0 && !signal.aborted) {
      const { rows } = await db.query<{ taken: number }>('select private.take_words($1) as taken', [STEP]);
      taken = rows[0]?.taken ?? 0;
    }
    let is_more = true;
    while (is_more && !signal.aborted) {
      const { rows } = await db.query<{ more: boolean }>('select private.prepare_snapshots() as more');
      is_more = rows[0]?.more ?? false;
    }
  },
});
