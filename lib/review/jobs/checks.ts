import { randomInt } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import { defineJob } from '#lib/base/jobs/define-job.ts';
import { checksFrom } from '../core/check.ts';
import { plantCheck, readMaterial, workspacesShortOfChecks } from '../data/checks.ts';

/** Makes the checks that a workspace is short of, as far as there is something to make them from; how many. */
export async function makeChecks(db: Pool, workspace_id: string, seed: number): Promise<number> {
  const material = await readMaterial(db, workspace_id);
  let made = 0;
  for (const check of checksFrom(material, seed)) {
    if (made === material.wanted) break;
    if (await plantCheck(db, workspace_id, check)) made++;
  }
  return made;
}

const MOST_SEEDS = 1_000_000;

/** Makes checks by the clock, for workspaces that run them. */
export const makeChecksByClock = defineJob({
  name: 'review.make_checks',
  input: z.object({}),
  cron: '*/5 * * * *',
  run: async (_input, { db, signal }) => {
    for (const workspace_id of await workspacesShortOfChecks(db)) {
      if (signal.aborted) return;
      await makeChecks(db, workspace_id, randomInt(MOST_SEEDS));
    }
  },
});
