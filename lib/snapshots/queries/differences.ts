import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { type DifferenceScope, isFixed } from '../core/scope.ts';
import type { DifferenceCursor, DifferenceFilter } from '../data/differences.ts';
import type { differenceCountsRead, differenceRead, differencesRead } from '../reads/differences.ts';

const staleTime = (scope: DifferenceScope) => (isFixed(scope) ? Number.POSITIVE_INFINITY : 3_000);

export const differenceCountsQuery = (workspace: string, scope: DifferenceScope) =>
  queryOptions({
    queryKey: keys.changeCounts(workspace, scope),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof differenceCountsRead>(workspace, 'difference-counts', scope, signal)),
    staleTime: staleTime(scope),
  });

export const differenceLinesQuery = (workspace: string, scope: DifferenceScope, filter: DifferenceFilter) =>
  infiniteQueryOptions({
    queryKey: keys.changeLines(workspace, scope, filter),
    queryFn: ({ pageParam, signal }) =>
      unwrap(fetchRead<typeof differencesRead>(workspace, 'differences', { scope, filter, from: pageParam }, signal)),
    initialPageParam: null as DifferenceCursor | null,
    getNextPageParam: (page) => page.next,
    staleTime: staleTime(scope),
  });

export const differenceQuery = (workspace: string, scope: DifferenceScope, entity_id: string) =>
  queryOptions({
    queryKey: keys.change(workspace, scope, entity_id),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof differenceRead>(workspace, 'difference', { scope, entity_id }, signal)),
    staleTime: staleTime(scope),
  });
