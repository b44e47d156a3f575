import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { type Comparison, compareRevisions } from '#lib/history/services/versions.ts';

/** Old and new of everything that differs in one thing of a course: a lesson with its fields, a module with its objectives. */
export async function compareCourseThing(
  db: Db,
  workspace: { id: string; slug: string },
  parts: readonly { before: number | null; after: number | null }[],
): Promise<Result<Comparison[]>> {
  const compared: Comparison[] = [];
  for (const part of parts) {
    const one = await compareRevisions(db, workspace, part);
    if (!one.ok) return one;
    compared.push(one.data);
  }
  return ok(compared);
}
