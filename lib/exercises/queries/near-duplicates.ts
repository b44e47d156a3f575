import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { keepExerciseAction, setDistinctAction } from '../actions.ts';
import type { ExerciseRef } from '../data/near-duplicates.ts';
import type { nearDuplicatesRead } from '../reads/near-duplicates.ts';

/** Exercises that ask nearly the same, of a lesson or of all. */
export const nearDuplicatesQuery = (workspace: string, spark_id: string | null) =>
  queryOptions({
    queryKey: keys.nearDuplicates(workspace, spark_id),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof nearDuplicatesRead>(workspace, 'near-duplicates', { spark_id }, signal)),
    placeholderData: keepPreviousData,
  });

/** Keeps one of two; the other leaves its bank. Gives the change set that undoes it. */
export function useKeepExercise(workspace: string) {
  const queries = useQueryClient();
  type Side = ExerciseRef & { hash: string };
  return useMutation({
    mutationFn: (pair: { keep: Side; drop: Side }) => unwrap(keepExerciseAction(workspace, pair)),
    onSettled: () => makeStale(queries, workspace, 'exercises', { until: 'exercises' }),
  });
}

/** Remembers that two are no duplicates, or forgets it. */
export function useSetDistinct(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (pair: { one: ExerciseRef; other: ExerciseRef; are_distinct: boolean }) =>
      unwrap(setDistinctAction(workspace, pair)),
    onSettled: () => makeStale(queries, workspace, 'exercise.goals', { until: 'exercises' }),
  });
}
