import type { NextRequest } from 'next/server';
import { cancelJob } from '#lib/generation/data/jobs.ts';
import { answerJob, type JobContext } from '../job-door.ts';

/** Ends a job that is still open; answers the job as it stands then. */
export async function POST(request: NextRequest, context: JobContext): Promise<Response> {
  return answerJob(request, context, 'job.start', cancelJob);
}
