import { z } from 'zod';
import { defineJob } from '#lib/base/jobs/define-job.ts';
import * as words from './data/words.ts';

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
      taken = await words.takeWords(db, STEP);
    }
    let is_more = true;
    while (is_more && !signal.aborted) {
      is_more = await words.prepareSnapshots(db);
    }
  },
});
