import { z } from 'zod';
import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { bodyJson, kindJson } from '#lib/base/data/json.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { callJson, parseAnswer, parseRows } from '#lib/base/data/rpc.ts';
import type { Difference } from '#lib/history/core/history.ts';
import { countsJson, type DifferenceScope } from '../core.ts';

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

const differenceCounts = z.partialRecord(kindJson, countsJson);
export type DifferenceCounts = z.infer<typeof differenceCounts>;

export const differenceRow: z.ZodType<Difference> = z.object({
  kind: kindJson,
  entity_id: z.string(),
  slug: z.string().nullable(),
  change: z.enum(['added', 'changed', 'removed']),
  before: bodyJson.nullable(),
  after: bodyJson.nullable(),
});

/** How many entities of each kind differ. Counted in the database: an answer never carries more than a thousand rows. */
export async function countDifferences(
  db: Db,
  workspace_id: string,
  scope: DifferenceScope,
): Promise<Result<DifferenceCounts>> {
  const working = scope.before === 'working' ? scope.after : scope.after === 'working' ? scope.before : null;
  const counts = await callJson(
    db,
    'count_differences',
    {
      p_workspace: workspace_id,
      p_before: working === null ? scope.before : working === 'base' ? undefined : working,
      p_after: working === null ? scope.after : undefined,
    },
    differenceCounts,
  );
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
  const rows = parseRows('differences', differenceRow, data);
  return rows.ok && isTurned(scope) ? ok(rows.data.map(turned)) : rows;
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
  const row = parseAnswer('differences', differenceRow, data);
  return row.ok && isTurned(scope) ? ok(turned(row.data)) : row;
}

/** The same difference seen from the other side. */
export function turned(change: Difference): Difference {
  return { ...change, change: OPPOSITE[change.change], before: change.after, after: change.before };
}
