import { env } from '#lib/base/env.ts';
import { getMetrics, mayReadMetrics, metricsText } from '#lib/studio/processes/metrics.ts';

export const dynamic = 'force-dynamic';

/** Prometheus metrics of this web process, and of what all workers do for jobs, on loopback or with the token of STUDIO_METRICS_TOKEN. */
export async function GET(request: Request): Promise<Response> {
  if (!mayReadMetrics(request.headers, env())) return new Response('Not found\n', { status: 404 });
  return new Response(await metricsText(), {
    headers: { 'content-type': getMetrics().contentType, 'cache-control': 'no-store' },
  });
}
