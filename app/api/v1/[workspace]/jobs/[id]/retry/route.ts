import type { NextRequest } from 'next/server';
import { retryJob } from '#lib/generation/data/jobs.ts';
import { answerJob, type JobContext } from '../job-door.ts';

/** Tries a job again that failed, from the step that did; answers the job as it stands then. */
export async function POST(request: NextRequest, context: JobContext): Promise<Response> {
  return answerJob(request, context, 'job.start', retryJob);
}
