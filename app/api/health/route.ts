import { apiAnswers, databaseAnswers } from '#lib/base/data/health.ts';
import { getPool } from '#lib/base/data/pool.ts';
import { env } from '#lib/base/env.ts';
import { isNearlyFull } from '#lib/base/services/disk.ts';
import { VERSION } from '#lib/base/version.ts';

export const dynamic = 'force-dynamic';

/**
 * For load balancers and the supervisor: 200 while the database answers, 503 otherwise. `degraded` is what still reads: without the
 * API nobody signs in, and on a full disk nothing is saved.
 */
export async function GET(): Promise<Response> {
  const { supabaseUrl, publishableKey, dataDir } = env();
  const [database, api, isFull] = await Promise.all([
    databaseAnswers(getPool()),
    apiAnswers(supabaseUrl, publishableKey),
    dataDir !== null && isNearlyFull(dataDir),
  ]);
  const status = !database ? 'down' : api && !isFull ? 'ok' : 'degraded';
  return Response.json(
    {
      status,
      database: database ? 'ok' : 'down',
      api: api ? 'ok' : 'down',
      // The disk of a hosted database is not ours to look at.
      ...(dataDir !== null && { disk: isFull ? 'full' : 'ok' }),
      version: VERSION,
    },
    { status: database ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
}
