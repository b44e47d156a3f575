import { VERSION } from '#lib/base/version.ts';
import { contentOpenApi } from '#lib/delivery/core/openapi.ts';

export const dynamic = 'force-dynamic';

/** The content API as an OpenAPI 3.1 document. */
export function GET(): Response {
  return Response.json(contentOpenApi(VERSION), {
    headers: { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' },
  });
}
