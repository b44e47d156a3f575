import { CONTENT_KINDS } from '#lib/base/core/content-kinds.ts';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { type DifferenceLine, lineOf } from '#lib/history/core/lines.ts';
import { type BothStates, lessonOf, namesFor } from '#lib/history/services/difference.ts';
import type { DifferenceScope } from '../core/scope.ts';
import * as data from '../data/differences.ts';
import type { DifferenceSummary } from './snapshots.ts';

export interface DifferencePage {
  lines: DifferenceLine[];
  /** Where the next page begins. */
  next: data.DifferenceCursor | null;
}

const PAGE_SIZE = 50;

/** Counts by kind of everything that differs. */
export async function countDifferences(
  db: Db,
  workspace_id: string,
  scope: DifferenceScope,
): Promise<Result<DifferenceSummary>> {
  if (scope.before === scope.after) return ok({ total: 0, kinds: [], is_exact: true });
  const counted = await data.countDifferences(db, workspace_id, scope);
  if (!counted.ok) return counted;
  const kinds = CONTENT_KINDS.flatMap((kind) => {
    const counts = counted.data.kinds[kind];
    return counts ? [{ kind, ...counts }] : [];
  });
  const total = kinds.reduce((sum, { added, changed, removed }) => sum + added + changed + removed, 0);
  return ok({ total, kinds, is_exact: counted.data.is_exact });
}

/** A page of what differs, each with its changed fields in short. */
export async function listDifferences(
  db: Db,
  workspace_id: string,
  scope: DifferenceScope,
  filter: data.DifferenceFilter,
  from: data.DifferenceCursor | null,
): Promise<Result<DifferencePage>> {
  if (scope.before === scope.after) return ok({ lines: [], next: null });
  const page = await data.differencePage(db, workspace_id, scope, filter, { from, size: PAGE_SIZE });
  if (!page.ok) return page;
  const names = await namesFor(db, workspace_id, page.data.items);
  if (!names.ok) return names;
  const lines = page.data.items.map((change) => lineOf(change, names.data));
  return ok({ lines, next: page.data.next });
}

/** Both states of one entity, whole. */
export async function readDifference(
  db: Db,
  workspace: { id: string; slug: string },
  scope: DifferenceScope,
  entity_id: string,
): Promise<Result<BothStates>> {
  const change = await data.differenceOf(db, workspace.id, scope, entity_id);
  if (!change.ok) return change;
  const { before, after } = change.data;
  return ok({ before, after, lesson: await lessonOf(db, workspace, before, after) });
}
