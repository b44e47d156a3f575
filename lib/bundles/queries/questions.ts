import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { useFollow } from '#lib/tasks/queries.ts';
import { applyQuestionsAction } from '../actions/questions.ts';
import type { QuestionChoices } from '../core/question-plan.ts';
import type { PlannedQuestion, QuestionFilter } from '../data/questions.ts';
import type { importQuestionsRead, questionPlanRead } from '../reads/questions.ts';

export const questionPlanQuery = (workspace: string, import_id: string) =>
  queryOptions({
    queryKey: keys.questionPlan(workspace, import_id),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof questionPlanRead>(workspace, 'question-plan', { import_id }, signal)),
  });

export const importQuestionsQuery = (workspace: string, import_id: string, filter: QuestionFilter) =>
  infiniteQueryOptions({
    queryKey: keys.importQuestions(workspace, import_id, filter),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        fetchRead<typeof importQuestionsRead>(
          workspace,
          'import-questions',
          { import_id, filter, after: pageParam, limit: QUESTIONS_A_PAGE },
          signal,
        ),
      ),
    initialPageParam: -1,
    // A page that is full may be the last one; the next one is empty then.
    getNextPageParam: (page) => (page.length < QUESTIONS_A_PAGE ? null : page.at(-1)?.nth),
    staleTime: Number.POSITIVE_INFINITY,
  });

const QUESTIONS_A_PAGE = 50;

/** All questions of a file that something was lost of, for a report to keep. */
export async function fetchLossyQuestions(workspace: string, import_id: string): Promise<PlannedQuestion[]> {
  const found: PlannedQuestion[] = [];
  for (let after = -1; ; ) {
    const page = await unwrap(
      fetchRead<typeof importQuestionsRead>(
        workspace,
        'import-questions',
        {
          import_id,
          filter: { has_losses: true },
          after,
          limit: 200,
        },
        undefined,
      ),
    );
    found.push(...page);
    const last = page.at(-1);
    if (!last || page.length < 200) return found;
    after = last.nth;
  }
}

/** Adds the questions of a plan to banks, and waits for the task where there are many. */
export function useApplyQuestions(workspace: string, import_id: string) {
  const queries = useQueryClient();
  const follow = useFollow(workspace);
  return useMutation({
    mutationFn: (choices: QuestionChoices) =>
      follow(
        applyQuestionsAction(workspace, { import_id, choices }),
        async () => (await import('../core/question-plan.ts')).addedQuestions,
      ),
    onSuccess: () => makeStale(queries, workspace, 'import.applied'),
  });
}
