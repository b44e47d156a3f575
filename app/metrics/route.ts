import { env } from '#lib/base/env.ts';
import { getMetrics, mayReadMetrics } from '#lib/studio/processes/metrics.ts';

export const dynamic = 'force-dynamic';

/** Prometheus metrics of this web process, on loopback or with the token of STUDIO_METRICS_TOKEN. */
export async function GET(request: Request): Promise<Response> {
  if (!mayReadMetrics(request.headers, env())) return new Response('Not found\n', { status: 404 });
  const metrics = getMetrics();
  return new Response(await metrics.metrics(), {
    headers: { 'content-type': metrics.contentType, 'cache-control': 'no-store' },
  });
}
