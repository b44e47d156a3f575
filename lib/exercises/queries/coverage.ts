import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { setExerciseGoalsAction } from '../actions.ts';
import type { Thresholds } from '../core/coverage.ts';
import type { QuizShares } from '../core/quiz/targets.ts';
import type { CellAsk, CoverageScope } from '../data/coverage.ts';
import type { coverageCellRead, coverageRead, exerciseGoalsRead } from '../reads/coverage.ts';

/** How many exercises of each level there are, row by row. */
export const coverageQuery = (workspace: string, scope: CoverageScope) =>
  queryOptions({
    queryKey: keys.coverage(workspace, scope.kind, scope.id),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof coverageRead>(workspace, 'coverage', { ...scope }, signal)),
  });

/** The exercises behind one number of the coverage. */
export const coverageCellQuery = (workspace: string, ask: CellAsk) =>
  queryOptions({
    queryKey: keys.coverageCell(workspace, ask),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof coverageCellRead>(workspace, 'coverage-cell', { ...ask }, signal)),
  });

/** What the workspace wants of its exercises. */
export const exerciseGoalsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.exerciseGoals(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof exerciseGoalsRead>(workspace, 'exercise-goals', {}, signal)),
    placeholderData: keepPreviousData,
  });

/** Sets thresholds of the coverage or targets of quizzes for the workspace. */
export function useSetExerciseGoals(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (goals: { thresholds?: Thresholds; quiz_targets?: QuizShares }) =>
      unwrap(setExerciseGoalsAction(workspace, goals)),
    onSuccess: () => makeStale(queries, workspace, 'exercise.goals', { until: 'exercises' }),
  });
}
