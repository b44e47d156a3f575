import type { NextRequest } from 'next/server';
import { z } from 'zod';
import type { Problem } from '#lib/base/core/problem.ts';
import { generationStatus } from '#lib/generation/services/generate.ts';
import { callerOf, refuse } from '../../upload-door.ts';

interface Context {
  params: Promise<{ workspace: string; job_id: string }>;
}

const NOT_FOUND: Problem = { code: 'not_found', message: 'Job not found' };
/** Clients read this sentence, whether the job or the whole workspace is not theirs to see. */
const told = (problem: Problem): Problem => (problem.code === 'not_found' ? NOT_FOUND : problem);

/** How far a job is, and what came of it, in the words of the generation API. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { workspace, job_id } = await params;
  const caller = await callerOf(request, workspace, 'content.read');
  if (!caller.ok) return refuse(told(caller.problem));
  if (!z.uuid().safeParse(job_id).success) return refuse(NOT_FOUND);
  const status = await generationStatus(caller.data.db, caller.data.workspace_id, job_id);
  return status.ok
    ? Response.json(status.data, { headers: { 'cache-control': 'no-store' } })
    : refuse(told(status.problem));
}
