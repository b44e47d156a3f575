import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ReadableStream } from 'node:stream/web';
import type { NextRequest } from 'next/server';
import { applyImport, type ImportPlan, planImport } from '#lib/bundles/services/imports.ts';
import { fileSource } from '#lib/bundles/services/reader.ts';
import { type Caller, callerOf, refuse, spool } from '../upload-door.ts';

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
  const caller = await callerOf(request, (await params).workspace, 'import.run');
  if (!caller.ok) return refuse(caller.problem);
  const { db, workspace_id } = caller.data;
  if (!request.body)
    return refuse({ code: 'invalid_input', message: 'The request has no body. Send the bundle as JSON.' });

  const folder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-upload-'));
  try {
    const file = path.join(folder, 'bundle');
    if (!(await spool(request.body as ReadableStream, file, MOST_BYTES))) {
      return refuse(
        { code: 'invalid_input', message: 'The bundle is larger than 256 MB. Use the command line for it.' },
        413,
      );
    }
    const name = request.nextUrl.searchParams.get('file_name')?.slice(0, 200) || 'upload';
    const dry_run = request.nextUrl.searchParams.get('dry_run') === '1';
    const source = { ...(await fileSource(file)), name };
    const plan = await planImport(db, { workspace_id, source, dry_run, signal: request.signal });
    if (!plan.ok) return refuse(plan.problem);
    if (!plan.data.can_apply) return Response.json({ ok: false, ...plan.data }, { status: 422 });
    if (dry_run) {
      const { import_id: _, ...shown } = plan.data;
      return Response.json({ ok: true, ...shown });
    }
    // The wizard of the studio shows the plan first and applies it by an action.
    if (request.nextUrl.searchParams.get('plan') === '1') return Response.json({ ok: true, ...plan.data });
    return await applied(db, plan.data);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function applied(db: Caller['db'], plan: ImportPlan): Promise<Response> {
  const outcome = await applyImport(db, plan.import_id);
  if (!outcome.ok) return refuse(outcome.problem);
  if (!outcome.data.applied)
    return Response.json({ ok: false, ...plan, problems: outcome.data.problems }, { status: 409 });
  return Response.json({ ok: true, ...plan, receipt: outcome.data.receipt }, { status: 201 });
}
