import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReadableStream } from 'node:stream/web';
import type { NextRequest } from 'next/server';
import { withTemporary } from '#lib/base/services/temporary.ts';
import { MOST_BYTES } from '#lib/generation/core/sources/refusal.ts';
import { takeSource } from '#lib/generation/services/take-source.ts';
import { callerOf, refuse, spool } from '../upload-door.ts';

interface Context {
  params: Promise<{ workspace: string }>;
}

/**
 * Takes a file for jobs to draft from: Markdown, text, HTML, PDF or DOCX, as the body. Answers `{id, name, format, words}`. From the studio as
 * the signed-in person (same origin), from elsewhere with `Authorization: Bearer <token of a person>`.
 */
export async function POST(request: NextRequest, { params }: Context): Promise<Response> {
  const caller = await callerOf(request, (await params).workspace, 'job.start');
  if (!caller.ok) return refuse(caller.problem);
  const { body } = request;
  if (!body) return refuse({ code: 'invalid_input', message: 'The request has no body. Send the file as it is.' });
  const name = (request.nextUrl.searchParams.get('file_name') ?? '').trim().slice(0, 255) || 'source';
  return withTemporary(async (folder) => {
    const file = path.join(folder, 'source');
    if (!(await spool(body as ReadableStream, file, MOST_BYTES))) {
      const message = `This file is larger than ${MOST_BYTES / 1_000_000} MB. Split it, or take pictures out of it.`;
      return refuse({ code: 'invalid_input', message }, 413);
    }
    const { db, workspace_id } = caller.data;
    const taken = await takeSource(db, workspace_id, { name, bytes: await readFile(file) }, request.signal);
    return taken.ok ? Response.json(taken.data, { status: 201 }) : refuse(taken.problem);
  });
}
