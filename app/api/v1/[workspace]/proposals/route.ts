import type { NextRequest } from 'next/server';
import { queueFilterOf } from '#lib/review/core/http-request.ts';
import { readQueue } from '#lib/review/data/proposals.ts';
import { callerOf, refuse } from '../upload-door.ts';

interface Context {
  params: Promise<{ workspace: string }>;
}

/** Proposals by heading: `?show=`, `?group=` (several times), `?job_id=`, `?place_id=`, `?has_risk=true`, and `?offset=` for the next page. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const caller = await callerOf(request, (await params).workspace, 'content.read');
  if (!caller.ok) return refuse(caller.problem);
  const asked = queueFilterOf(request.nextUrl.searchParams);
  if (!asked.ok) return refuse(asked.problem);
  const { db, workspace_id } = caller.data;
  const queue = await readQueue(db, workspace_id, asked.data.filter, asked.data.offset);
  return queue.ok ? Response.json(queue.data, { headers: { 'cache-control': 'no-store' } }) : refuse(queue.problem);
}
