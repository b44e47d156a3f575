import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { bodyJson } from '#lib/base/data/json.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';

export interface SparkPackage {
  version: number;
  body: Record<string, unknown>;
}

/** The working lesson package of a spark; null where it has none. */
export async function readSparkPackage(
  db: Db,
  workspace_id: string,
  spark_id: string,
): Promise<Result<SparkPackage | null>> {
  const { data, error } = await db
    .from('packages')
    .select('version, body')
    .eq('workspace_id', workspace_id)
    .eq('spark_id', spark_id)
    .maybeSingle();
  if (error) return problemFromPostgres(error);
  return ok(data && { version: data.version, body: bodyJson.parse(data.body) });
}
