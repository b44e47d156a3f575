import type { NextRequest } from 'next/server';
import { answerJob, type JobContext } from './job-door.ts';

/** A job with its steps, its sources and what it has made. */
export async function GET(request: NextRequest, context: JobContext): Promise<Response> {
  return answerJob(request, context, 'content.read');
}
