import { z } from 'zod';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { callJson } from '#lib/base/data/rpc.ts';

const fixable = z.object({
  all_lessons: z.number(),
  lessons: z.array(
    z.object({
      spark_id: z.uuid(),
      slug: z.string(),
      title: z.string(),
      version: z.number(),
      content_md: z.string(),
      dismissed: z.array(z.object({ code: z.string(), subject: z.string() })),
    }),
  ),
});
/** Lessons with findings whose fix needs no decision, and how many there are of them in all. */
export type Fixable = z.infer<typeof fixable>;

/** Those below what is named; null for the whole workspace. */
export function readFixable(db: Db, workspace_id: string, ids: string[] | null): Promise<Result<Fixable>> {
  return callJson(db, 'read_fixable', { p_workspace: workspace_id, p_ids: ids }, fixable);
}

const fixed = z.object({
  change_set_id: z.string().nullable(),
  fixed: z.number(),
  left_out: z.array(z.object({ spark_id: z.string(), title: z.string().nullable() })),
});
/** What came of fixing: the change set that undoes it (null: nothing changed), and the lessons that were left out. */
export type Fixed = z.infer<typeof fixed>;

export interface FixedLesson {
  spark_id: string;
  version: number;
  /** Null where there is nothing to write any more: it is named among those left out. */
  content_md: string | null;
}

export function fixLessons(db: Db, workspace_id: string, lessons: FixedLesson[]): Promise<Result<Fixed>> {
  return callJson(db, 'fix_lessons', { p_workspace: workspace_id, p_lessons: lessons }, fixed);
}
