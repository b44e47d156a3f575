import type { NextRequest } from 'next/server';
import { z } from 'zod';
import type { Permission } from '#lib/base/core/permissions.ts';
import { fail, type Result } from '#lib/base/core/problem.ts';
import { readJob } from '#lib/generation/data/jobs.ts';
import { type Caller, callerOf, refuse } from '../../upload-door.ts';

export interface JobContext {
  params: Promise<{ workspace: string; id: string }>;
}

type Change = (db: Caller['db'], workspace_id: string, job_id: string) => Promise<Result<null>>;

/** One job as it stands, after a change where there is one. An id that cannot be one is a job that is not there. */
export async function answerJob(
  request: NextRequest,
  { params }: JobContext,
  permission: Permission,
  change?: Change,
): Promise<Response> {
  const { workspace, id } = await params;
  const caller = await callerOf(request, workspace, permission);
  if (!caller.ok) return refuse(caller.problem);
  const job_id = z.uuid().safeParse(id);
  if (!job_id.success) return refuse(fail('not_found', 'Job not found').problem);
  const { db, workspace_id } = caller.data;
  const changed = await change?.(db, workspace_id, job_id.data);
  if (changed && !changed.ok) return refuse(changed.problem);
  const job = await readJob(db, workspace_id, job_id.data);
  return job.ok ? Response.json(job.data, { headers: { 'cache-control': 'no-store' } }) : refuse(job.problem);
}
