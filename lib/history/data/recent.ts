import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Tables } from '#lib/base/data/database.types.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';

/** One change set in the workspace, with the first few entities it touched. */
export interface RecentChangeSet {
  id: string;
  action: Tables<'change_sets'>['action'];
  title: string | null;
  author: string | null;
  created_at: string;
  is_undone: boolean;
  total: number;
  touched: {
    kind: ContentKind;
    operation: 'create' | 'update' | 'delete';
    slug: string | null;
    label: string | null;
  }[];
}

export async function listRecentChangeSets(
  db: Db,
  workspace_id: string,
  limit = 12,
): Promise<Result<RecentChangeSet[]>> {
  const { data, error } = await db
    .from('change_sets')
    .select(
      'id, action, title, author, created_at, undone_by, touched:revisions(kind, operation, slug, label), counted:revisions(count)',
    )
    .eq('workspace_id', workspace_id)
    .order('ordinal', { ascending: false })
    .limit(limit)
    .order('id', { referencedTable: 'touched' })
    .limit(2, { referencedTable: 'touched' })
    .overrideTypes<
      (Pick<RecentChangeSet, 'id' | 'action' | 'title' | 'author' | 'created_at' | 'touched'> & {
        undone_by: string | null;
        counted: { count: number }[];
      })[],
      { merge: false }
    >();
  if (error) return problemFromPostgres(error);
  const change_sets = data.map(({ undone_by, counted, ...one }) => ({
    ...one,
    is_undone: undone_by !== null,
    total: counted[0]?.count ?? 0,
  }));
  return { ok: true, data: change_sets };
}
