import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { NextRequest } from 'next/server';
import { can } from '#lib/core/permissions';
import { fail, HTTP_STATUS, ok, type Problem, type Result } from '#lib/core/problem';
import { tokenClient } from '#lib/data/clients/token';
import { discardImport } from '#lib/data/imports';
import { getWorkspace } from '#lib/data/workspaces';
import { env } from '#lib/env';
import { fileSource } from '#lib/services/bundle-reader';
import { applyImport, type ImportPlan, planImport } from '#lib/services/imports';
import { getSeated } from '#lib/session';

/** Larger bundles go through the command line. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Takes a bundle and imports it. With `?dry_run=1` it only says what that would do; with `?plan=1` the plan is kept to be applied.
 * From the studio as the signed-in person (same origin), from elsewhere with `Authorization: Bearer <token of a person>`.
 */
export async function POST(
  request: NextRequest,
  { params }: { params: Promise<{ workspace: string }> },
): Promise<Response> {
  const caller = await callerOf(request, (await params).workspace);
  if (!caller.ok) return refuse(caller.problem);
  const { db, workspace_id } = caller.data;
  if (!request.body)
    return refuse({ code: 'invalid_input', message: 'The request has no body. Send the bundle as JSON.' });

  const folder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-upload-'));
  try {
    const file = path.join(folder, 'bundle');
    if (!(await spool(request.body as ReadableStream, file))) {
      return refuse(
        { code: 'invalid_input', message: 'The bundle is larger than 256 MB. Use the command line for it.' },
        413,
      );
    }
    const name = request.nextUrl.searchParams.get('file_name')?.slice(0, 200) || 'upload';
    const plan = await planImport(db, { workspace_id, source: { ...(await fileSource(file)), name } });
    if (!plan.ok) return refuse(plan.problem);
    if (!plan.data.can_apply) return Response.json({ ok: false, ...plan.data }, { status: 422 });
    if (request.nextUrl.searchParams.get('dry_run') === '1') {
      const { import_id, ...shown } = plan.data;
      await discardImport(db, import_id);
      return Response.json({ ok: true, ...shown });
    }
    // The wizard of the studio shows the plan first and applies it by an action.
    if (request.nextUrl.searchParams.get('plan') === '1') {
      // Stopped while it was being planned: nobody will look at this plan, so no line of the log speaks of it.
      if (request.signal.aborted) await discardImport(db, plan.data.import_id);
      return Response.json({ ok: true, ...plan.data });
    }
    return await applied(db, plan.data);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function applied(db: Parameters<typeof applyImport>[0], plan: ImportPlan): Promise<Response> {
  const outcome = await applyImport(db, plan.import_id);
  if (!outcome.ok) return refuse(outcome.problem);
  if (!outcome.data.applied)
    return Response.json({ ok: false, ...plan, problems: outcome.data.problems }, { status: 409 });
  return Response.json({ ok: true, ...plan, receipt: outcome.data.receipt }, { status: 201 });
}

async function callerOf(
  request: NextRequest,
  slug: string,
): Promise<Result<{ db: ReturnType<typeof tokenClient>; workspace_id: string }>> {
  const token = request.headers.get('authorization')?.match(/^Bearer (\S+)$/i)?.[1];
  if (token) {
    const { supabaseUrl, publishableKey } = env();
    const db = tokenClient(supabaseUrl, publishableKey, token);
    const workspace = await getWorkspace(db, slug);
    return workspace.ok ? ok({ db, workspace_id: workspace.data.id }) : workspace;
  }
  // A cookie says who, not that they meant it: another site could send this request.
  const origin = request.headers.get('origin');
  if (!origin || !URL.canParse(origin) || new URL(origin).host !== request.headers.get('host')) {
    return fail('forbidden', 'This request did not come from the studio.');
  }
  const seated = await getSeated(slug);
  if (!seated.ok) return seated;
  if (!can(seated.data.role, 'import.run')) return fail('forbidden', 'Your role does not allow imports.');
  return ok({ db: seated.data.db, workspace_id: seated.data.workspace.id });
}

/** Writes the body to a file; false when it is too large. */
async function spool(body: ReadableStream, file: string): Promise<boolean> {
  let bytes = 0;
  const bound = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      bytes += chunk.length;
      next(bytes > MOST_BYTES ? new Error('too large') : null, chunk);
    },
  });
  try {
    await pipeline(Readable.fromWeb(body), bound, createWriteStream(file));
    return true;
  } catch (error) {
    if (bytes > MOST_BYTES) return false;
    throw error;
  }
}

function refuse(problem: Problem, status: number = HTTP_STATUS[problem.code]): Response {
  return Response.json(
    { type: 'about:blank', title: problem.message, status, code: problem.code, detail: problem.message },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );
}
