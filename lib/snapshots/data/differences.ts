import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call } from '#lib/base/data/rpc.ts';
import type { Change } from './snapshots.ts';

/** Which two states are compared: ids of snapshots, the working content, or (before only) what it builds on. */
export interface ChangeScope {
  before: string | 'base' | 'working';
  after: string | 'working';
}

export interface ChangeFilter {
  kind?: ContentKind;
  change?: Change['change'];
  /** Part of a title or slug. */
  search?: string;
}

const OPPOSITE = { added: 'removed', removed: 'added', changed: 'changed' } as const;

/** The database functions compare with the working content in one direction only. */
const isTurned = (scope: ChangeScope) => scope.before === 'working';

function differences(db: Db, workspace_id: string, scope: ChangeScope) {
  const options = { get: true } as const;
  if (scope.before !== 'working' && scope.after !== 'working')
    return db.rpc('diff_snapshots', { p_before: scope.before, p_after: scope.after }, options);
  const snapshot = isTurned(scope) ? scope.after : scope.before;
  return db.rpc(
    'pending_changes',
    { p_workspace: workspace_id, p_snapshot: snapshot === 'base' ? undefined : snapshot },
    options,
  );
}

export type ChangeCounts = Partial<Record<ContentKind, Record<Change['change'], number>>>;

/** How many entities of each kind differ. Counted in the database: an answer never carries more than a thousand rows. */
export async function countChanges(db: Db, workspace_id: string, scope: ChangeScope): Promise<Result<ChangeCounts>> {
  const working = scope.before === 'working' ? scope.after : scope.after === 'working' ? scope.before : null;
  const counts = await call<ChangeCounts>(db, 'count_changes', {
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
export async function changePage(
  db: Db,
  workspace_id: string,
  scope: ChangeScope,
  filter: ChangeFilter,
  page: { from: number; size: number },
): Promise<Result<Change[]>> {
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
  return { ok: true, data: (data as unknown as Change[]).map((change) => (isTurned(scope) ? turned(change) : change)) };
}

/** One entity of what differs. */
export async function changeOf(
  db: Db,
  workspace_id: string,
  scope: ChangeScope,
  entity_id: string,
): Promise<Result<Change>> {
  const { data, error } = await differences(db, workspace_id, scope).select().eq('entity_id', entity_id).single();
  if (error) return problemFromPostgres(error);
  const change = data as unknown as Change;
  return { ok: true, data: isTurned(scope) ? turned(change) : change };
}

/** The same difference seen from the other side. */
export function turned(change: Change): Change {
  return { ...change, change: OPPOSITE[change.change], before: change.after, after: change.before };
}

interface Named {
  id: string;
  slug: string | null;
  label: string;
}

const NAMED_TABLES = {
  domain: ['domains', 'name'],
  trail: ['trails', 'title'],
  concept: ['concepts', 'title'],
  spark: ['sparks', 'title'],
  beacon: ['beacons', 'name'],
} as const;

/** Titles of entities by id; what is no longer in the working content is named as snapshots knew it. */
export async function namesOf(
  db: Db,
  workspace_id: string,
  wanted: Map<keyof typeof NAMED_TABLES, Set<string>>,
): Promise<Result<Map<string, Named>>> {
  const names = new Map<string, Named>();
  const missing: string[] = [];
  for (const [kind, ids] of wanted) {
    if (ids.size === 0) continue;
    const [table, title] = NAMED_TABLES[kind];
    const { data, error } = await db
      .from(table as 'sparks')
      .select(`id, slug, label:${title as 'title'}`)
      .eq('workspace_id', workspace_id)
      .in('id', [...ids]);
    if (error) return problemFromPostgres(error);
    for (const row of data as Named[]) names.set(row.id, row);
    for (const id of ids) if (!names.has(id)) missing.push(id);
  }
  if (missing.length > 0) {
    const { data, error } = await db
      .from('entity_versions')
      .select('id:entity_id, slug, title:body->>title, name:body->>name')
      .eq('workspace_id', workspace_id)
      .in('entity_id', missing);
    if (error) return problemFromPostgres(error);
    for (const row of data as unknown as { id: string; slug: string | null; title?: string; name?: string }[])
      names.set(row.id, { id: row.id, slug: row.slug, label: row.title ?? row.name ?? row.slug ?? row.id });
  }
  // Some things came and went without any snapshot of them.
  const unknown = missing.filter((id) => !names.has(id));
  if (unknown.length > 0) {
    const { data, error } = await db
      .from('revisions')
      .select('id:entity_id, slug, label')
      .eq('workspace_id', workspace_id)
      .in('kind', [...wanted.keys()])
      .in('entity_id', unknown)
      .order('id', { ascending: true });
    if (error) return problemFromPostgres(error);
    for (const { id, slug, label } of data) names.set(id, { id, slug, label: label ?? slug ?? id });
  }
  return { ok: true, data: names };
}
