import type { Result } from '#lib/core/problem';
import type { Db } from './clients/token.ts';
import { problemFromPostgres } from './problem-from-postgres.ts';

export type CountedKind = 'domain' | 'trail' | 'concept' | 'spark' | 'beacon' | 'spark_link' | 'concept_link';

const TABLES = {
  domain: 'domains',
  trail: 'trails',
  concept: 'concepts',
  spark: 'sparks',
  beacon: 'beacons',
  spark_link: 'spark_links',
  concept_link: 'concept_links',
} as const satisfies Record<CountedKind, string>;

/** How many of each kind the working content has. */
export async function countCatalogue(db: Db, workspace_id: string): Promise<Result<Record<CountedKind, number>>> {
  const kinds = Object.keys(TABLES) as CountedKind[];
  const answers = await Promise.all(
    kinds.map((kind) =>
      db.from(TABLES[kind]).select('id', { count: 'exact', head: true }).eq('workspace_id', workspace_id),
    ),
  );
  const failed = answers.find((answer) => answer.error);
  if (failed?.error) return problemFromPostgres(failed.error);
  return {
    ok: true,
    data: Object.fromEntries(kinds.map((kind, at) => [kind, answers[at]?.count ?? 0])) as Record<CountedKind, number>,
  };
}

/** Things of one sort that wait: how many, and the first few. */
export interface Waiting {
  total: number;
  first: { kind: 'trail' | 'concept' | 'spark'; slug: string; title: string }[];
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

/** Published AI drafts without an approval: no snapshot takes them in, unless the workspace allows it. */
export async function unapprovedPublished(db: Db, workspace_id: string): Promise<Result<Waiting>> {
  const { data, error, count } = await db
    .from('sparks')
    .select('slug, title', { count: 'exact' })
    .eq('workspace_id', workspace_id)
    .eq('is_published', true)
    .in('ai_metadata->>review_status', ['pending', 'rejected'])
    .limit(FEW);
  if (error) return problemFromPostgres(error);
  return { ok: true, data: { total: count ?? 0, first: data.map((row) => ({ kind: 'spark', ...row })) } };
}

/** Published trails and concepts below something unpublished: readers could not find them. */
export async function publishedUnderUnpublished(db: Db, workspace_id: string): Promise<Result<Waiting>> {
  const below = (table: 'trails' | 'concepts', parent: string) =>
    db
      .from(table)
      .select(`slug, title, parent:${parent}!inner(is_published)`, { count: 'exact' })
      .eq('workspace_id', workspace_id)
      .eq('is_published', true)
      .eq('parent.is_published', false)
      .limit(FEW)
      .overrideTypes<{ slug: string; title: string }[], { merge: false }>();
  const [trails, concepts] = await Promise.all([below('trails', 'domains'), below('concepts', 'trails')]);
  const error = trails.error ?? concepts.error;
  if (error) return problemFromPostgres(error);
  const named = (kind: 'trail' | 'concept', rows: { slug: string; title: string }[] | null) =>
    (rows ?? []).map(({ slug, title }) => ({ kind, slug, title }));
  return {
    ok: true,
    data: {
      total: (trails.count ?? 0) + (concepts.count ?? 0),
      first: [...named('trail', trails.data), ...named('concept', concepts.data)].slice(0, FEW),
    },
  };
}
