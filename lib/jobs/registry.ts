import type { Job } from '#lib/jobs/define-job';
import { reapImports } from '#lib/jobs/reap-imports';
import { sweepAssets } from '#lib/jobs/sweep-assets';
import { takeWords } from '#lib/jobs/take-words';

/** Every job a worker takes on. */
export const JOBS: readonly Job[] = [reapImports, sweepAssets, takeWords];
