import { queryOptions } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import type { quizProposalRead } from '../reads/quiz.ts';

/** A quiz as it would be assembled from a bank; the same seed gives the same. */
export const quizProposalQuery = (
  workspace: string,
  of: { spark_id: string; seed: number; length: number; pinned: string[]; repeats: boolean },
) =>
  queryOptions({
    queryKey: keys.quizProposal(workspace, of),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof quizProposalRead>(workspace, 'quiz-proposal', of, signal)),
  });
