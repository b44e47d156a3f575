import { toResponse } from '#lib/services/content-answer';
import { answerContent } from '#lib/services/content-api';

export const dynamic = 'force-dynamic';

/** The content API: one door for all of it, so that what it refuses is refused in one form (lib/services/content-api.ts). */
async function answer(request: Request): Promise<Response> {
  return toResponse(await answerContent(request));
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
