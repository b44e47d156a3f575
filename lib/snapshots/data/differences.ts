import { z } from 'zod';
import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { bodyJson, kindJson } from '#lib/base/data/json.ts';
import { callJson } from '#lib/base/data/rpc.ts';
import type { Difference } from '#lib/history/core/history.ts';
import { countsJson } from '../core/outcomes.ts';
import type { DifferenceScope } from '../core/scope.ts';

export interface DifferenceFilter {
  kind?: ContentKind;
  change?: Difference['change'];
  /** Part of a title or slug. */
  search?: string;
}

const OPPOSITE = { added: 'removed', removed: 'added', changed: 'changed' } as const;

/** The database functions compare with the working content in one direction only. */
const isTurned = (scope: DifferenceScope) => scope.before === 'working';

/** The two states as the database functions take them. */
function statesOf(workspace_id: string, { before, after }: DifferenceScope) {
  const fixed = before === 'working' ? after : before;
  return {
    p_workspace: workspace_id,
    p_before: fixed === 'base' ? null : fixed,
    p_after: before === 'working' || after === 'working' ? null : after,
  };
}

const differenceCounts = z.object({ kinds: z.partialRecord(kindJson, countsJson), is_exact: z.boolean() });
/** is_exact: where there are many, what was saved counts, even if it is as it was again. */
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
  const counts = await callJson(db, 'count_differences', statesOf(workspace_id, scope), differenceCounts);
  if (!counts.ok || !isTurned(scope)) return counts;
  const turned = Object.entries(counts.data.kinds).map(([kind, { added, changed, removed }]) => [
    kind,
    { added: removed, changed, removed: added },
  ]);
  return ok({ ...counts.data, kinds: Object.fromEntries(turned) });
}

/** Where a page of differences begins: after the entity with this kind, slug and id. */
export const differenceCursor = z.tuple([kindJson, z.string().nullable(), z.string()]);
export type DifferenceCursor = z.infer<typeof differenceCursor>;

const pageJson = z.object({ items: z.array(differenceRow), next: differenceCursor.nullable() });

/** A page of what differs, by kind and slug, with both states. It may be short; it is the last when nothing is next. */
export async function differencePage(
  db: Db,
  workspace_id: string,
  scope: DifferenceScope,
  filter: DifferenceFilter & { entity_id?: string },
  page: { from: DifferenceCursor | null; size: number },
): Promise<Result<z.infer<typeof pageJson>>> {
  const { kind, change, search, entity_id } = filter;
  const read = await callJson(
    db,
    'read_differences',
    {
      ...statesOf(workspace_id, scope),
      p_kind: kind ?? null,
      p_change: change ? (isTurned(scope) ? OPPOSITE[change] : change) : null,
      p_search: search ?? '',
      p_only: entity_id ?? null,
      p_from: page.from,
      p_limit: page.size,
    },
    pageJson,
  );
  return read.ok && isTurned(scope) ? ok({ ...read.data, items: read.data.items.map(turned) }) : read;
}

/** One entity of what differs. */
export async function differenceOf(
  db: Db,
  workspace_id: string,
  scope: DifferenceScope,
  entity_id: string,
): Promise<Result<Difference>> {
  const read = await differencePage(db, workspace_id, scope, { entity_id }, { from: null, size: 1 });
  if (!read.ok) return read;
  const [row] = read.data.items;
  return row ? ok(row) : fail('not_found', 'This does not differ any more.');
}

/** The same difference seen from the other side. */
export function turned(change: Difference): Difference {
  return { ...change, change: OPPOSITE[change.change], before: change.after, after: change.before };
}
