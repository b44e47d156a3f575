import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { listRecentChangeSets } from '#lib/history/data/recent.ts';
import { readWork } from './data.ts';
import { readOverview } from './services.ts';

/** What waits for somebody. Blockers are looked for in a temporary table, which a request that only reads could not make. */
export const overviewRead = defineRead({
  name: 'overview',
  method: 'POST',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => readOverview(db, workspace),
});

// Each list of the page by itself, so that one that fails takes none along.
export const homeWorkRead = defineRead({
  name: 'home-work',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => readWork(db, workspace.id),
});

export const recentChangesRead = defineRead({
  name: 'recent-changes',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => listRecentChangeSets(db, workspace.id),
});
