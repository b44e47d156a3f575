import { apiAnswers, databaseAnswers } from '#lib/base/data/health.ts';
import { getPool } from '#lib/base/data/pool.ts';
import { env } from '#lib/base/env.ts';
import { VERSION } from '#lib/base/version.ts';

export const dynamic = 'force-dynamic';

/** For load balancers and the supervisor: 200 while the database answers, 503 otherwise. */
export async function GET(): Promise<Response> {
  const { supabaseUrl, publishableKey } = env();
  const [database, api] = await Promise.all([databaseAnswers(getPool()), apiAnswers(supabaseUrl, publishableKey)]);
  const status = database && api ? 'ok' : database ? 'degraded' : 'down';
  return Response.json(
    { status, database: database ? 'ok' : 'down', api: api ? 'ok' : 'down', version: VERSION },
    { status: database ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
}
