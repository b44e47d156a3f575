import type { NamedKind } from '#lib/core/content-kinds';
import { ok, type Result } from '#lib/core/problem';
import type { Db } from './clients/token.ts';
import { problemFromPostgres } from './problem-from-postgres.ts';

export interface Found {
  kind: NamedKind;
  slug: string;
  title: string;
}

const TABLES = [
  ['spark', 'sparks', 'title'],
  ['concept', 'concepts', 'title'],
  ['trail', 'trails', 'title'],
  ['domain', 'domains', 'name'],
  ['beacon', 'beacons', 'name'],
] as const;
const FEW = 6;

/** Working content whose title or slug holds what was typed: the first few of each kind, by title. */
export async function searchTitles(db: Db, workspace_id: string, typed: string): Promise<Result<Found[]>> {
  // Letters, digits and blanks of any script: nothing that could end the expression or stand for anything.
  const wanted = typed.replace(/[^\p{L}\p{M}\p{N}\s-]/gu, ' ').trim();
  if (!wanted) return ok([]);
  const answers = await Promise.all(
    TABLES.map(([, table, title]) =>
      db
        .from(table as 'sparks')
        .select(`slug, title:${title as 'title'}`)
        .eq('workspace_id', workspace_id)
        .or(`${title}.ilike.*${wanted}*,slug.ilike.*${wanted}*`)
        .order(title as 'title')
        .limit(FEW),
    ),
  );
  const failed = answers.find((answer) => answer.error);
  if (failed?.error) return problemFromPostgres(failed.error);
  return ok(
    answers.flatMap(({ data }, at) =>
      (data ?? []).map(({ slug, title }) => ({ kind: (TABLES[at] as (typeof TABLES)[number])[0], slug, title })),
    ),
  );
}
