import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { clearReviewMarksAction, markForReviewAction } from '../actions/review-marks.ts';
import type { reviewMarksRead } from '../reads/review-marks.ts';

/** Why somebody shall look at this spark again. */
export const reviewMarksQuery = (workspace: string, spark_id: string) =>
  queryOptions({
    queryKey: keys.reviewMarksOf(workspace, spark_id),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof reviewMarksRead>(workspace, 'review-marks', { spark_id }, signal)),
  });

function useMarks<Input, Output>(workspace: string, run: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: () => void makeStale(queries, workspace, 'review-marks'),
  });
}

/** Marks sparks to be looked at again, because of another one. */
export const useMarkForReview = (workspace: string) =>
  useMarks(workspace, (mark: { spark_ids: string[]; because_of?: string | null; note?: string | null }) =>
    unwrap(markForReviewAction(workspace, { because_of: null, note: null, ...mark })),
  );

/** Says that sparks have been looked at: takes all their marks away, or those because of one spark. */
export const useClearReviewMarks = (workspace: string) =>
  useMarks(workspace, (of: { spark_ids: string[]; because_of?: string | null }) =>
    unwrap(clearReviewMarksAction(workspace, { because_of: null, ...of })),
  );
