import { z } from 'zod';
import { COUNTED_KINDS, type ContentKind, type CountedKind } from '#lib/base/core/content-kinds.ts';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { callJson } from '#lib/base/data/rpc.ts';
import { workJson } from './core/work.ts';

/** Things of one sort that wait: how many, and the first few. */
export interface Waiting {
  total: number;
  first: { kind: ContentKind; slug: string | null; title: string | null }[];
}

/** The caller's own work: what they decide, what they asked for, where they were. */
export const readWork = (db: Db, workspace_id: string) =>
  callJson(db, 'read_home_work', { p_workspace: workspace_id }, workJson);

const countsJson = z.object({
  counts: z.partialRecord(z.enum(COUNTED_KINDS), z.number()),
  drafts: z.object({
    total: z.number(),
    first: z.array(z.object({ slug: z.string(), title: z.string() })),
  }),
});

/** How much there is of each kind, and the AI drafts that nobody has approved or rejected. */
export async function readHomeCounts(
  db: Db,
  workspace_id: string,
): Promise<Result<{ counts: Record<CountedKind, number>; drafts: Waiting }>> {
  const read = await callJson(db, 'read_home_counts', { p_workspace: workspace_id }, countsJson);
  if (!read.ok) return read;
  const { counts, drafts } = read.data;
  return ok({
    counts: Object.fromEntries(COUNTED_KINDS.map((kind) => [kind, counts[kind] ?? 0])) as Record<CountedKind, number>,
    drafts: { total: drafts.total, first: drafts.first.map((row) => ({ kind: 'spark', ...row })) },
  });
}
