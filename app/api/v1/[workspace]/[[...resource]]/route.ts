import { toResponse } from '#lib/delivery/services/answer.ts';
import { answerContent } from '#lib/delivery/services/api.ts';

export const dynamic = 'force-dynamic';

/** The content API: one door for all of it, so that what it refuses is refused in one form (lib/delivery/services/api.ts). */
async function answer(request: Request): Promise<Response> {
  // Next drops the encoding of what comes compressed, so cold answers go out plain and Next compresses them; the front
  // (lib/studio/processes/web-front.ts) answers from then on with bytes that are compressed once.
  const headers = new Headers(request.headers);
  headers.delete('accept-encoding');
  return toResponse(await answerContent(new Request(request.url, { method: request.method, headers })));
}

export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
};
