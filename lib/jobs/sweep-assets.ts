import { z } from 'zod';
import { removeFiles } from '#lib/data/assets';
import { serviceClient } from '#lib/data/clients/token';
import { env } from '#lib/env';
import { defineJob } from '#lib/jobs/define-job';

/** As many objects go at once. */
const STEP = 200;

/** Takes objects out of storage that nothing names any more: purged from the trash, or left by an upload that was broken off. */
export const sweepAssets = defineJob({
  name: 'assets.sweep',
  input: z.object({}),
  cron: '17 * * * *',
  run: async (_input, { db, log, signal }) => {
    const { supabaseUrl, secretKey } = env();
    if (!secretKey) return log.warn('no secret key: files that nobody needs stay in storage');
    const storage = serviceClient(supabaseUrl, secretKey);
    for (;;) {
      const { rows } = await db.query<{ name: string }>('select f as name from private.unused_files($1) f', [STEP]);
      if (rows.length === 0 || signal.aborted) return;
      const removed = await removeFiles(
        storage,
        rows.map(({ name }) => name),
      );
      if (!removed.ok) throw new Error(removed.problem.message);
      log.info({ files: removed.data }, 'files removed from storage');
      // What could not be removed would come again and again.
      if (removed.data < rows.length) return;
    }
  },
});
