import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { ReadableStream } from 'node:stream/web';
import type { NextRequest } from 'next/server';
import { withTemporary } from '#lib/base/services/temporary.ts';
import { courseTexts } from '#lib/bundles/services/course-texts.ts';
import { callerOf, refuse, spool } from '../upload-door.ts';

interface Context {
  params: Promise<{ workspace: string }>;
}

const MOST_BYTES = 50_000_000;

/**
 * Reads the zip of a course folder for a new course to begin with. Keeps nothing; answers `{files: [{path, text}]}` of its brief, its lessons and
 * its reports. From the studio as the signed-in person (same origin), from elsewhere with `Authorization: Bearer <token of a person>`.
 */
export async function POST(request: NextRequest, { params }: Context): Promise<Response> {
  const caller = await callerOf(request, (await params).workspace, 'job.start');
  if (!caller.ok) return refuse(caller.problem);
  const { body } = request;
  if (!body) return refuse({ code: 'invalid_input', message: 'The request has no body. Send the file as it is.' });
  const name = (request.nextUrl.searchParams.get('file_name') ?? '').trim().slice(0, 255) || 'course.zip';
  return withTemporary(async (folder) => {
    const [file, unpacked] = [path.join(folder, 'course.zip'), path.join(folder, 'unpacked')];
    if (!(await spool(body as ReadableStream, file, MOST_BYTES))) {
      const message = `This file is larger than ${MOST_BYTES / 1_000_000} MB. Choose the folder itself, or leave pictures out of it.`;
      return refuse({ code: 'invalid_input', message }, 413);
    }
    await mkdir(unpacked);
    const texts = await courseTexts(file, name, unpacked, request.signal);
    return texts.ok ? Response.json({ files: texts.data }) : refuse(texts.problem);
  });
}
