import type { NextRequest } from 'next/server';
import { jobFilterOf, jobsOfBody } from '#lib/generation/core/http-request.ts';
import { readJobs } from '#lib/generation/data/jobs.ts';
import { startJob, startJobs } from '#lib/generation/services/start-jobs.ts';
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

/**
 * Starts a job, `{kind, topic or title, place?, source_ids?, ...}`, and answers `{job_id}` at once; or with `{jobs: [...]}` up to 100 of them, all
 * or none, and answers `{job_ids}` in the same order.
 */
export async function POST(request: NextRequest, { params }: Context): Promise<Response> {
  const caller = await callerOf(request, (await params).workspace, 'job.start');
  if (!caller.ok) return refuse(caller.problem);
  const body = await jsonOf(request);
  if (!body.ok) return refuse(body.problem);
  const asked = jobsOfBody(body.data);
  if (!asked.ok) return refuse(asked.problem);
  const { db, workspace_id } = caller.data;
  const { is_many, requests } = asked.data;
  const [first] = requests;
  if (is_many || !first) {
    const started = await startJobs(db, workspace_id, requests);
    return started.ok ? Response.json({ job_ids: started.data }, { status: 201 }) : refuse(started.problem);
  }
  const started = await startJob(db, workspace_id, first);
  return started.ok ? Response.json({ job_id: started.data }, { status: 201 }) : refuse(started.problem);
}
