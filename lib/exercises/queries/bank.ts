import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { editExercisesAction } from '../actions.ts';
import { BANK_A_PAGE, type BankFilter, type BankSort, type ExerciseEdit, WORKSPACE_A_PAGE } from '../core/bank.ts';
import type { Bank } from '../data/bank.ts';
import type { bankAdviceRead, bankRead, exerciseRead, exercisesRead, exerciseVersionsRead } from '../reads/bank.ts';

/** The bank of a lesson, or of the workspace, page by page: rows of plain text, by a filter. */
export const bankQuery = (
  workspace: string,
  ask: { spark_id: string | null; filter: BankFilter; sort: BankSort },
  a_page = ask.spark_id === null ? WORKSPACE_A_PAGE : BANK_A_PAGE,
) =>
  infiniteQueryOptions({
    queryKey: keys.bank(workspace, ask),
    queryFn: ({ pageParam, signal }) =>
      unwrap(fetchRead<typeof bankRead>(workspace, 'bank', { ...ask, offset: pageParam, limit: a_page }, signal)),
    initialPageParam: 0,
    getNextPageParam: (page: Bank, pages) => (page.rows.length < a_page ? undefined : pages.length * a_page),
    placeholderData: keepPreviousData,
  });

/** Numbers of hints on the exercises of a lesson, and the hints on its bank. */
export const bankAdviceQuery = (workspace: string, spark_id: string) =>
  queryOptions({
    queryKey: keys.bankAdvice(workspace, spark_id),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof bankAdviceRead>(workspace, 'bank-advice', { spark_id }, signal)),
    placeholderData: keepPreviousData,
  });

/** Some exercises of a lesson as they are stored, with its objectives and its quiz. */
export const exercisesQuery = (workspace: string, spark_id: string, ids: string[]) =>
  queryOptions({
    queryKey: keys.exercises(workspace, spark_id, ids),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof exercisesRead>(workspace, 'exercises', { spark_id, ids }, signal)),
  });

/** One exercise, rendered, with all that the rules say of it. */
export const exerciseQuery = (workspace: string, spark_id: string, of: { exercise_id: string | null; place: number }) =>
  queryOptions({
    // Those without an id of their own are told by their place.
    queryKey: keys.exercise(workspace, spark_id, of.exercise_id ?? of.place),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof exerciseRead>(workspace, 'exercise', { spark_id, ...of }, signal)),
  });

/** The newest versions of an exercise. */
export const exerciseVersionsQuery = (workspace: string, spark_id: string, exercise_id: string) =>
  queryOptions({
    queryKey: keys.exerciseVersions(workspace, spark_id, exercise_id),
    queryFn: ({ signal }) =>
      unwrap(
        fetchRead<typeof exerciseVersionsRead>(
          workspace,
          'exercise-versions',
          { spark_id, exercise_id, before: null },
          signal,
        ),
      ),
  });

/** Edits exercises and quizzes, as one change set. `title`: what the list of changes calls it; the lesson unless given. */
export function useEditExercises(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ edits, title = null }: { edits: ExerciseEdit[]; title?: string | null }) =>
      unwrap(editExercisesAction(workspace, { edits, title })),
    onSettled: () => void makeStale(queries, workspace, 'exercises'),
  });
}
