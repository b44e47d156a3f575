import type { NextRequest } from 'next/server';
import { generateOfBody, otherClient } from '#lib/generation/core/generate-request.ts';
import { startGeneration } from '#lib/generation/services/generate.ts';
import { callerOf, jsonOf, refuse } from '../upload-door.ts';

interface Context {
  params: Promise<{ workspace: string }>;
}

/**
 * Starts a piece beside a trail, `{topic, content_type, client_id, keywords?, length?, priority?, llm_provider?, model?, place?}`, and answers
 * `{job_id}` at once; `GET .../status/{job_id}` says how far it is. From the studio as the signed-in person (same origin), from elsewhere
 * with `Authorization: Bearer <token of a person>`.
 */
export async function POST(request: NextRequest, { params }: Context): Promise<Response> {
  const slug = (await params).workspace;
  const caller = await callerOf(request, slug, 'job.start');
  if (!caller.ok) return refuse(caller.problem);
  const body = await jsonOf(request);
  if (!body.ok) return refuse(body.problem);
  const asked = generateOfBody(body.data);
  if (!asked.ok) return refuse(asked.problem);
  const { db, workspace_id } = caller.data;
  const other = otherClient(asked.data.client_id, { slug, id: workspace_id });
  if (other) return refuse(other.problem);
  const started = await startGeneration(db, workspace_id, asked.data);
  return started.ok ? Response.json({ job_id: started.data }) : refuse(started.problem);
}
