import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { countDifferencesAction, listDifferencesAction, readDifferenceAction } from '../actions/differences.ts';
import type { DifferenceFilter, DifferenceScope } from '../data/differences.ts';

/** Between two snapshots nothing ever moves; the working content moves all the time. */
const staleTime = ({ before, after }: DifferenceScope) =>
  before === 'working' || before === 'base' || after === 'working' ? 3_000 : Number.POSITIVE_INFINITY;

export const differenceCountsQuery = (workspace: string, scope: DifferenceScope) =>
  queryOptions({
    queryKey: keys.changeCounts(workspace, scope),
    queryFn: () => unwrap(countDifferencesAction(workspace, scope)),
    staleTime: staleTime(scope),
  });

export const differenceLinesQuery = (workspace: string, scope: DifferenceScope, filter: DifferenceFilter) =>
  infiniteQueryOptions({
    queryKey: keys.changeLines(workspace, scope, filter),
    queryFn: ({ pageParam }) => unwrap(listDifferencesAction(workspace, { scope, filter, from: pageParam })),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    staleTime: staleTime(scope),
  });

export const differenceQuery = (workspace: string, scope: DifferenceScope, entity_id: string) =>
  queryOptions({
    queryKey: keys.change(workspace, scope, entity_id),
    queryFn: () => unwrap(readDifferenceAction(workspace, { scope, entity_id })),
    staleTime: staleTime(scope),
  });
