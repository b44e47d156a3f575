import path from 'node:path';
import type { ReadableStream } from 'node:stream/web';
import type { NextRequest } from 'next/server';
import { LARGEST_FILE } from '#lib/assets/core/asset.ts';
import { tooLarge } from '#lib/assets/services/content.ts';
import { uploadAsset } from '#lib/assets/services/upload.ts';
import { assetAddress } from '#lib/base/core/asset-address.ts';
import { withTemporary } from '#lib/base/services/temporary.ts';
import { callerOf, refuse, spool } from '../upload-door.ts';

/**
 * Takes a file: its bytes as the body, its name as `?file_name=`, perhaps a description as `?alt_text=`. Answers 201 with the file
 * and its address for lessons, or 200 where the workspace has the same bytes already.
 */
export async function POST(
  request: NextRequest,
  { params }: { params: Promise<{ workspace: string }> },
): Promise<Response> {
  const caller = await callerOf(request, (await params).workspace, 'content.write');
  if (!caller.ok) return refuse(caller.problem);
  const asked = request.nextUrl.searchParams;
  const file_name = asked.get('file_name')?.trim().slice(0, 200);
  if (!file_name) {
    return refuse({ code: 'invalid_input', message: 'Say what the file is called: ?file_name=plan.png' });
  }
  const { body } = request;
  if (!body) return refuse({ code: 'invalid_input', message: 'The request has no body. Send the bytes of the file.' });
  // Who says beforehand that it is too much need not send it.
  const claimed = Number(request.headers.get('content-length') ?? 0);
  if (claimed > LARGEST_FILE) return refuse(tooLarge(file_name, claimed, LARGEST_FILE).problem, 413);

  return withTemporary(async (folder) => {
    const file = path.join(folder, 'asset');
    if (!(await spool(body as ReadableStream, file, LARGEST_FILE))) {
      return refuse(tooLarge(file_name, null, LARGEST_FILE).problem, 413);
    }
    const { db, workspace_id } = caller.data;
    const alt_text = asked.get('alt_text')?.slice(0, 1000);
    const added = await uploadAsset(db, workspace_id, { file, file_name, alt_text });
    if (!added.ok) return refuse(added.problem);
    return Response.json(
      { ok: true, ...added.data, address: assetAddress(added.data) },
      { status: added.data.is_new ? 201 : 200 },
    );
  });
}
