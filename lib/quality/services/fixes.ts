import { setImmediate } from 'node:timers/promises';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { fixAll, type PlannedFix } from '../core/fixes.ts';
import { type Fixable, type Fixed, fixLessons, readFixable } from '../data/fixes.ts';

/** What fixing would change, lesson by lesson. */
export interface FixPlan {
  lessons: { spark_id: string; slug: string; title: string; version: number; fixes: PlannedFix[] }[];
  /** Lessons beyond those that are fixed at once. */
  more: number;
}

/** As many lessons are read before others get their turn: fixing many must not keep the process from answering. */
const AT_ONCE = 10;

async function fixedOf({ lessons }: Fixable) {
  const fixed: (Fixable['lessons'][number] & { fixes: PlannedFix[] })[] = [];
  for (const [nth, lesson] of lessons.entries()) {
    if (nth % AT_ONCE === AT_ONCE - 1) await setImmediate();
    const { content_md, fixes } = fixAll(lesson.content_md, lesson.dismissed);
    if (fixes.length > 0) fixed.push({ ...lesson, content_md, fixes });
  }
  return fixed;
}

/** Plans the fixes that need no decision below what is named (null: everywhere). Nothing is written. */
export async function planFixes(db: Db, workspace_id: string, ids: string[] | null): Promise<Result<FixPlan>> {
  const read = await readFixable(db, workspace_id, ids);
  if (!read.ok) return read;
  const lessons = (await fixedOf(read.data)).map(({ spark_id, slug, title, version, fixes }) => ({
    spark_id,
    slug,
    title,
    version,
    fixes,
  }));
  return ok({ lessons, more: read.data.all_lessons - read.data.lessons.length });
}

/** Fixes lessons as they were planned, as one change set. One that was saved since is left out and named. */
export async function applyFixes(
  db: Db,
  workspace_id: string,
  planned: readonly { spark_id: string; version: number }[],
): Promise<Result<Fixed>> {
  const read = await readFixable(
    db,
    workspace_id,
    planned.map(({ spark_id }) => spark_id),
  );
  if (!read.ok) return read;
  const now = new Map((await fixedOf(read.data)).map((one) => [one.spark_id, one]));
  return fixLessons(
    db,
    workspace_id,
    planned.map(({ spark_id, version }) => {
      const one = now.get(spark_id);
      return { spark_id, version, content_md: one?.version === version ? one.content_md : null };
    }),
  );
}
