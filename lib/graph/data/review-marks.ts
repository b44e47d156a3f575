import { z } from 'zod';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';

const namedSpark = z.object({ id: z.string(), slug: z.string(), title: z.string() });

/** That somebody shall look at a spark again. */
const reviewMark = z.object({
  spark: namedSpark,
  /** What changed; null when nobody said, or when that is gone. */
  because_of: namedSpark.nullable(),
  note: z.string().nullable(),
  marked_by: z.string().nullable(),
  marked_at: z.string(),
});
const reviewMarks = z.object({
  /** How many sparks wait. */
  total: z.number(),
  /** The last first; a spark that waits because of two others has two. */
  marks: z.array(reviewMark),
});
export type ReviewMarks = z.infer<typeof reviewMarks>;

export async function readReviewMarks(
  db: Db,
  workspace_id: string,
  of: { spark_id?: string; limit?: number } = {},
): Promise<Result<ReviewMarks>> {
  return callJson(
    db,
    'read_review_marks',
    {
      p_workspace: workspace_id,
      p_spark: of.spark_id,
      p_limit: of.limit,
    },
    reviewMarks,
  );
}

/** Marks sparks; one that is marked because of the same already stays as it is. Gives the others, which an undo clears. */
export async function markForReview(
  db: Db,
  workspace_id: string,
  mark: { spark_ids: string[]; because_of: string | null; note: string | null },
): Promise<Result<{ marked: string[] }>> {
  const answer = await call(db, 'mark_for_review', {
    p_workspace: workspace_id,
    p_sparks: mark.spark_ids,
    p_because_of: mark.because_of,
    p_note: mark.note,
  });
  return answer.ok ? ok({ marked: answer.data }) : answer;
}

/** Takes marks away: all of these sparks, or only those because of one spark. Gives how many. */
export async function clearReviewMarks(
  db: Db,
  workspace_id: string,
  of: { spark_ids: string[]; because_of: string | null },
): Promise<Result<{ cleared: number }>> {
  const answer = await call(db, 'clear_review_marks', {
    p_workspace: workspace_id,
    p_sparks: of.spark_ids,
    p_because_of: of.because_of,
  });
  return answer.ok ? ok({ cleared: answer.data }) : answer;
}
