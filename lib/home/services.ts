import type { CountedKind } from '#lib/base/core/content-kinds.ts';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Workspace } from '#lib/base/data/seats.ts';
import { type ImportLog, listImports } from '#lib/bundles/data/imports.ts';
import { type ReviewMarks, readReviewMarks } from '#lib/graph/data/review-marks.ts';
import type { Blocker } from '#lib/snapshots/core/outcomes.ts';
import { currentSnapshot, previewBlockers, type Snapshot } from '#lib/snapshots/data/snapshots.ts';
import { countDifferences } from '#lib/snapshots/services/differences.ts';
import type { DifferenceSummary } from '#lib/snapshots/services/snapshots.ts';
import * as data from './data.ts';

/** What the home of a workspace shows. */
export interface Overview {
  counts: Record<CountedKind, number>;
  drafts: data.Waiting;
  /** Sparks that somebody shall look at again. */
  marked: data.Waiting;
  /** What would keep the next snapshot from being staged, by rule. */
  blockers: { rule: Blocker['rule']; waiting: data.Waiting }[];
  pending: DifferenceSummary;
  current: Snapshot | null;
  last_import: ImportLog | null;
}

export async function readOverview(db: Db, workspace: Workspace): Promise<Result<Overview>> {
  const { id } = workspace;
  const [counts, marks, blockers, pending, current, imports] = await Promise.all([
    data.readHomeCounts(db, id),
    readReviewMarks(db, id, { limit: 20 }),
    previewBlockers(db, id),
    countDifferences(db, id, { before: 'base', after: 'working' }),
    currentSnapshot(db, id),
    listImports(db, id, 1),
  ]);
  if (!counts.ok) return counts;
  if (!marks.ok) return marks;
  if (!blockers.ok) return blockers;
  if (!pending.ok) return pending;
  if (!current.ok) return current;
  if (!imports.ok) return imports;
  return ok({
    ...counts.data,
    marked: waitingOf(marks.data),
    blockers: blockers.data.rules.map(({ rule, total, items }) => ({
      rule,
      waiting: { total, first: once(items).map(({ kind, slug, label }) => ({ kind, slug, title: label })) },
    })),
    pending: pending.data,
    current: current.data,
    last_import: imports.data[0] ?? null,
  });
}

const FEW = 4;

/** A spark that is marked for two reasons waits once. */
function waitingOf({ total, marks }: ReviewMarks): data.Waiting {
  const sparks = new Map(marks.map(({ spark }) => [spark.id, spark]));
  const first = [...sparks.values()].slice(0, FEW).map(({ slug, title }) => ({ kind: 'spark' as const, slug, title }));
  return { total, first };
}

/** Each thing once: a lesson package may break several rules. */
const once = <Item extends { kind: string; entity_id: string | null }>(items: Item[]): Item[] => [
  ...new Map(items.map((item) => [`${item.kind}:${item.entity_id}`, item])).values(),
];
