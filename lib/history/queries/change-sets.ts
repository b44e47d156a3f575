import { infiniteQueryOptions } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { CHANGES_A_PAGE } from '../core/history.ts';
import type { ChangeSetFilter, ChangeSetLine, TouchedEntity } from '../data/change-sets.ts';
import type { changeSetRead, changeSetsRead } from '../reads/change-sets.ts';

/** Change sets, newest first, page by page. */
export const changeSetsQuery = (workspace: string, filter: ChangeSetFilter) =>
  infiniteQueryOptions({
    queryKey: keys.changeSetList(workspace, filter),
    queryFn: ({ pageParam, signal }) =>
      unwrap(fetchRead<typeof changeSetsRead>(workspace, 'change-sets', { ...filter, before: pageParam }, signal)),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: ChangeSetLine[]) => (page.length < CHANGES_A_PAGE ? undefined : page.at(-1)?.id),
    // Somebody else may have done something a moment ago.
    staleTime: 0,
  });

/** What one of them touched, page by page. */
export const changeSetQuery = (workspace: string, change_set_id: string) =>
  infiniteQueryOptions({
    queryKey: keys.changeSet(workspace, change_set_id),
    queryFn: ({ pageParam, signal }) =>
      unwrap(fetchRead<typeof changeSetRead>(workspace, 'change-set', { change_set_id, offset: pageParam }, signal)),
    initialPageParam: 0,
    getNextPageParam: (page: TouchedEntity[], pages) =>
      page.length < CHANGES_A_PAGE ? undefined : pages.length * CHANGES_A_PAGE,
  });
