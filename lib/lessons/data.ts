import type { Result } from '#lib/base/core/problem.ts';
import { ok } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import type { Spark } from '#lib/base/data/rows.ts';

/** Titles of sparks by slug, for the links of a lesson. */
export async function readSparkTitles(
  db: Db,
  workspace_id: string,
  slugs: string[],
): Promise<Result<Pick<Spark, 'slug' | 'title'>[]>> {
  const { data, error } = await db
    .from('sparks')
    .select('slug, title')
    .eq('workspace_id', workspace_id)
    .in('slug', slugs.slice(0, 200));
  return error ? problemFromPostgres(error) : ok(data);
}
