import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { MOST_CHOSEN, SPARKS_A_PAGE, type SparkFilter, type SparkSort } from '../core/spark-list.ts';
import type { SparkList } from '../data/spark-list.ts';
import type { sparkListRead } from '../reads/spark-list.ts';

export interface SparkQuestion {
  filter: SparkFilter;
  sort: SparkSort;
  is_down: boolean;
}

/** Sparks as somebody scrolls. */
export const sparkListQuery = (workspace: string, ask: SparkQuestion) =>
  infiniteQueryOptions({
    queryKey: keys.sparkList(workspace, ask),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        fetchRead<typeof sparkListRead>(
          workspace,
          'spark-list',
          { ...ask, offset: pageParam, limit: SPARKS_A_PAGE },
          signal,
        ),
      ),
    initialPageParam: 0,
    getNextPageParam: (page: SparkList, pages) =>
      page.rows.length < SPARKS_A_PAGE ? undefined : pages.length * SPARKS_A_PAGE,
    placeholderData: keepPreviousData,
  });

/** All that match at once, to be chosen: the first ten thousand. */
export const allSparksQuery = (workspace: string, ask: SparkQuestion) =>
  queryOptions({
    queryKey: keys.sparkList(workspace, { ...ask, all: true }),
    queryFn: ({ signal }) =>
      unwrap(
        fetchRead<typeof sparkListRead>(workspace, 'spark-list', { ...ask, offset: 0, limit: MOST_CHOSEN }, signal),
      ),
    staleTime: 0,
  });
