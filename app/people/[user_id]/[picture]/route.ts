import { z } from 'zod';
import { RENEWED_HEADER } from '#lib/base/core/request.ts';
import { getPerson } from '#lib/base/services/session.ts';
import { readPicture } from '#lib/people/data/account.ts';

/** The picture of a colleague. Its address holds its digest, so that a browser may keep it for good; nobody else may. */
export async function GET(request: Request, { params }: { params: Promise<{ user_id: string }> }): Promise<Response> {
  const { user_id } = await params;
  const person = await getPerson();
  const picture = person && z.uuid().safeParse(user_id).success ? await readPicture(person.db, user_id) : null;
  if (!picture?.ok || !picture.data)
    return new Response('Not found\n', { status: 404, headers: { 'cache-control': 'no-store' } });
  const { media_type, bytes } = picture.data;
  return new Response(bytes, {
    headers: {
      'content-type': media_type,
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': request.headers.has(RENEWED_HEADER) ? 'no-store' : 'private, max-age=31536000, immutable',
    },
  });
}
