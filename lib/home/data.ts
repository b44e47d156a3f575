import type { ContentKind, CountedKind } from '#lib/base/core/content-kinds.ts';
import { COUNTED_KINDS, KINDS } from '#lib/base/core/content-kinds.ts';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';

/** How many of each kind the working content has. */
export async function countCatalogue(db: Db, workspace_id: string): Promise<Result<Record<CountedKind, number>>> {
  const answers = await Promise.all(
    COUNTED_KINDS.map((kind) =>
      db.from(KINDS[kind].table).select('id', { count: 'exact', head: true }).eq('workspace_id', workspace_id),
    ),
  );
  const failed = answers.find((answer) => answer.error);
  if (failed?.error) return problemFromPostgres(failed.error);
  return {
    ok: true,
    data: Object.fromEntries(COUNTED_KINDS.map((kind, at) => [kind, answers[at]?.count ?? 0])) as Record<
      CountedKind,
      number
    >,
  };
}

/** Things of one sort that wait: how many, and the first few. */
export interface Waiting {
  total: number;
  first: { kind: ContentKind; slug: string | null; title: string | null }[];
}

const FEW = 4;

/** AI drafts that nobody has approved or rejected. */
export async function draftsToReview(db: Db, workspace_id: string): Promise<Result<Waiting>> {
  const { data, error, count } = await db
    .from('sparks')
    .select('slug, title', { count: 'exact' })
    .eq('workspace_id', workspace_id)
    .eq('ai_metadata->>review_status', 'pending')
    .order('updated_at', { ascending: false })
    .limit(FEW);
  if (error) return problemFromPostgres(error);
  return { ok: true, data: { total: count ?? 0, first: data.map((row) => ({ kind: 'spark', ...row })) } };
}
