import { sweepAssets } from '#lib/assets/jobs.ts';
import type { Job } from '#lib/base/jobs/define-job.ts';
import { reapImports } from '#lib/bundles/jobs.ts';
import { sweepGeneration } from '#lib/generation/jobs/sweep.ts';
import { sendDigests, sweepOldNotifications } from '#lib/notifications/jobs.ts';
import { measureLessons } from '#lib/quality/jobs/measure.ts';
import { makeChecksByClock } from '#lib/review/jobs/checks.ts';
import { takeWords } from '#lib/search/jobs.ts';

/** Every job a worker takes on. */
export const JOBS: readonly Job[] = [
  reapImports,
  sweepAssets,
  sweepGeneration,
  sweepOldNotifications,
  sendDigests,
  measureLessons,
  makeChecksByClock,
  takeWords,
];
