import type pg from 'pg';
import type { Logger } from 'pino';
import { contentTypeOf, EVENTS } from '../core/telemetry.ts';
import { tellJobs } from '../data/figures.ts';
import type { StepContext } from './step-runner.ts';

// Log events of jobs: ids, figures and codes, and nothing that anybody wrote or that a provider said.

/** Says that the first step of a job is begun. */
export function tellStart(log: Logger, { job, step }: Pick<StepContext, 'job' | 'step'>): void {
  if (step.kind !== 'read' || step.fence !== 1) return;
  log.info({ job_id: job.id, client_id: job.workspace_id, content_type: contentTypeOf(job) }, EVENTS.started);
}

/** Says which jobs have ended, whichever worker was at them last: each is told of once. */
export async function tellEnds(db: pg.Pool, log: Logger): Promise<void> {
  for (const told of await tellJobs(db)) {
    const { id, workspace_id, content_type, status, error_type, cost_micros, words, work_ms } = told;
    const about = { job_id: id, client_id: workspace_id, content_type, cost_micros, duration_ms: work_ms };
    if (status === 'completed') log.info({ ...about, word_count: words }, EVENTS.completed);
    else log.error({ ...about, error_type }, EVENTS.failed);
  }
}
