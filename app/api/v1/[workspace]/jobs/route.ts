import type { NextRequest } from 'next/server';
import { jobFilterOf, jobOfBody } from '#lib/generation/core/http-request.ts';
import { readJobs, startJob } from '#lib/generation/data/jobs.ts';
import { callerOf, jsonOf, refuse } from '../upload-door.ts';

interface Context {
  params: Promise<{ workspace: string }>;
}

/** Jobs, newest first: `?show=`, `?kind=` (several times), `?by=`, and `?before=ORDINAL` for the next page. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const caller = await callerOf(request, (await params).workspace, 'content.read');
  if (!caller.ok) return refuse(caller.problem);
  const filter = jobFilterOf(request.nextUrl.searchParams);
  if (!filter.ok) return refuse(filter.problem);
  const jobs = await readJobs(caller.data.db, caller.data.workspace_id, filter.data);
  return jobs.ok ? Response.json(jobs.data, { headers: { 'cache-control': 'no-store' } }) : refuse(jobs.problem);
}

/** Starts a job, `{kind, topic or title, place?, source_ids?, is_batch?}`, and answers `{job_id}` at once. */
export async function POST(request: NextRequest, { params }: Context): Promise<Response> {
  const caller = await callerOf(request, (await params).workspace, 'job.start');
  if (!caller.ok) return refuse(caller.problem);
  const body = await jsonOf(request);
  if (!body.ok) return refuse(body.problem);
  const asked = jobOfBody(body.data);
  if (!asked.ok) return refuse(asked.problem);
  const started = await startJob(caller.data.db, caller.data.workspace_id, asked.data);
  return started.ok ? Response.json({ job_id: started.data }, { status: 201 }) : refuse(started.problem);
}
