import { apiAnswers, databaseAnswers } from '#lib/data/health';
import { getPool } from '#lib/data/pool';
import { env } from '#lib/env';
import { VERSION } from '#lib/processes/version';

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
