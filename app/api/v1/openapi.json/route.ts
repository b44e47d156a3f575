import { VERSION } from '#lib/base/version.ts';
import { openApi } from '#lib/delivery/core/openapi-generation.ts';

export const dynamic = 'force-dynamic';

/** The content API and the requests of generation as an OpenAPI 3.1 document. */
export function GET(): Response {
  return Response.json(openApi(VERSION), {
    headers: { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' },
  });
}
