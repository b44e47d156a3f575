import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { countChangesAction, listChangesAction, readChangeAction } from '../actions/differences.ts';
import type { ChangeFilter, ChangeScope } from '../data/differences.ts';

/** Between two snapshots nothing ever moves; the working content moves all the time. */
const staleTime = ({ before, after }: ChangeScope) =>
  before === 'working' || before === 'base' || after === 'working' ? 3_000 : Number.POSITIVE_INFINITY;

export const changeCountsQuery = (workspace: string, scope: ChangeScope) =>
  queryOptions({
    queryKey: keys.changeCounts(workspace, scope),
    queryFn: () => unwrap(countChangesAction(workspace, scope)),
    staleTime: staleTime(scope),
  });

export const changeLinesQuery = (workspace: string, scope: ChangeScope, filter: ChangeFilter) =>
  infiniteQueryOptions({
    queryKey: keys.changeLines(workspace, scope, filter),
    queryFn: ({ pageParam }) => unwrap(listChangesAction(workspace, { scope, filter, from: pageParam })),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    staleTime: staleTime(scope),
  });

export const changeQuery = (workspace: string, scope: ChangeScope, entity_id: string) =>
  queryOptions({
    queryKey: keys.change(workspace, scope, entity_id),
    queryFn: () => unwrap(readChangeAction(workspace, { scope, entity_id })),
    staleTime: staleTime(scope),
  });
