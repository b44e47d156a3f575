import type { Pool } from 'pg';
import { z } from 'zod';
import { ok } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { env } from '#lib/base/env.ts';
import { defineJob } from '#lib/base/jobs/define-job.ts';
import { findUnused, withUnused } from './data/unused.ts';

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
    // Once an hour: in between, a worker that has nothing to do need not keep them in memory.
    const { serviceClient } = await import('#lib/base/data/clients/token.ts');
    const storage = serviceClient(supabaseUrl, secretKey);
    const left = await sweep(db, storage, signal, (files) => log.info({ files }, 'files removed from storage'));
    if (left > 0) log.warn({ files: left }, 'files that could not be removed from storage');
  },
});

/** Removes what is not needed, workspace by workspace. Gives how many objects would not go. */
async function sweep(db: Pool, storage: Db, signal: AbortSignal, onRemoved: (files: number) => void): Promise<number> {
  for (;;) {
    const names = await findUnused(db, STEP);
    if (names.length === 0) return 0;
    let kept = 0;
    for (const [workspace, found] of Object.entries(Object.groupBy(names, (name) => name.split('/')[0] ?? ''))) {
      if (signal.aborted) return 0;
      const { removed, left } = await removeUnused(db, storage, workspace, found ?? []);
      if (removed > 0) onRemoved(removed);
      kept += left;
    }
    // What could not be removed would come again and again.
    if (kept > 0) return kept;
  }
}

/** Removes what is unused of some objects of a workspace; somebody may upload the same bytes again meanwhile. */
async function removeUnused(db: Pool, storage: Db, workspace: string, found: string[]) {
  const { removeFiles } = await import('./data/assets.ts');
  return withUnused(db, workspace, found, async (names) => {
    const removed = names.length > 0 ? await removeFiles(storage, names) : ok(0);
    if (!removed.ok) throw new Error(removed.problem.message);
    return { removed: removed.data, left: names.length - removed.data };
  });
}
