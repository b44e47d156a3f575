import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call } from '#lib/base/data/rpc.ts';
import type { Difference } from '#lib/history/core.ts';
import type { DifferenceScope } from '../core.ts';

export interface DifferenceFilter {
  kind?: ContentKind;
  change?: Difference['change'];
  /** Part of a title or slug. */
  search?: string;
}

const OPPOSITE = { added: 'removed', removed: 'added', changed: 'changed' } as const;

/** The database functions compare with the working content in one direction only. */
const isTurned = (scope: DifferenceScope) => scope.before === 'working';

function differences(db: Db, workspace_id: string, scope: DifferenceScope) {
  const options = { get: true } as const;
  if (scope.before !== 'working' && scope.after !== 'working')
    return db.rpc('diff_snapshots', { p_before: scope.before, p_after: scope.after }, options);
  const snapshot = isTurned(scope) ? scope.after : scope.before;
  return db.rpc(
    'pending_differences',
    { p_workspace: workspace_id, p_snapshot: snapshot === 'base' ? undefined : snapshot },
    options,
  );
}

export type DifferenceCounts = Partial<Record<ContentKind, Record<Difference['change'], number>>>;

/** How many entities of each kind differ. Counted in the database: an answer never carries more than a thousand rows. */
export async function countDifferences(
  db: Db,
  workspace_id: string,
  scope: DifferenceScope,
): Promise<Result<DifferenceCounts>> {
  const working = scope.before === 'working' ? scope.after : scope.after === 'working' ? scope.before : null;
  const counts = await call<DifferenceCounts>(db, 'count_differences', {
    p_workspace: workspace_id,
    p_before: working === null ? scope.before : working === 'base' ? undefined : working,
    p_after: working === null ? scope.after : undefined,
  });
  if (!counts.ok || !isTurned(scope)) return counts;
  const turned = Object.entries(counts.data).map(([kind, { added, changed, removed }]) => [
    kind,
    { added: removed, changed, removed: added },
  ]);
  return { ok: true, data: Object.fromEntries(turned) };
}

/** A page of what differs, by kind and slug, with both states. */
export async function differencePage(
  db: Db,
  workspace_id: string,
  scope: DifferenceScope,
  filter: DifferenceFilter,
  page: { from: number; size: number },
): Promise<Result<Difference[]>> {
  let query = differences(db, workspace_id, scope).select('kind, entity_id, slug, change, before, after');
  if (filter.kind) query = query.eq('kind', filter.kind);
  if (filter.change) query = query.eq('change', isTurned(scope) ? OPPOSITE[filter.change] : filter.change);
  // Letters, digits and blanks of any script: nothing that could end the expression.
  const wanted = filter.search?.replace(/[^\p{L}\p{M}\p{N}\s-]/gu, ' ').trim();
  if (wanted)
    query = query.or(['slug', 'after->>title', 'before->>title'].map((at) => `${at}.ilike.*${wanted}*`).join());
  const { data, error } = await query
    .order('kind')
    .order('slug')
    .order('entity_id')
    .range(page.from, page.from + page.size - 1);
  if (error) return problemFromPostgres(error);
  return {
    ok: true,
    data: (data as unknown as Difference[]).map((change) => (isTurned(scope) ? turned(change) : change)),
  };
}

/** One entity of what differs. */
export async function differenceOf(
  db: Db,
  workspace_id: string,
  scope: DifferenceScope,
  entity_id: string,
): Promise<Result<Difference>> {
  const { data, error } = await differences(db, workspace_id, scope).select().eq('entity_id', entity_id).single();
  if (error) return problemFromPostgres(error);
  const change = data as unknown as Difference;
  return { ok: true, data: isTurned(scope) ? turned(change) : change };
}

/** The same difference seen from the other side. */
export function turned(change: Difference): Difference {
  return { ...change, change: OPPOSITE[change.change], before: change.after, after: change.before };
}
