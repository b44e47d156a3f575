import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { readPromptJob } from '#lib/generation/data/prompt-rules.ts';
import { callerOf, refuse } from '../../upload-door.ts';

interface Context {
  params: Promise<{ workspace: string; job_id: string }>;
}

/** The prompt that `POST .../generate-prompt` was asked for, as `{prompt, metadata}`. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { workspace, job_id } = await params;
  const caller = await callerOf(request, workspace, 'content.read');
  if (!caller.ok) return refuse(caller.problem);
  if (!z.uuid().safeParse(job_id).success) return refuse({ code: 'not_found', message: 'Job not found' });
  const found = await readPromptJob(caller.data.db, caller.data.workspace_id, job_id);
  return found.ok ? Response.json(found.data) : refuse(found.problem);
}
