import { infiniteQueryOptions } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { listChangeSetsAction, readChangeSetAction } from '../actions/change-sets.ts';
import { CHANGES_A_PAGE } from '../core.ts';
import type { ChangeSetFilter, ChangeSetLine, TouchedEntity } from '../data/change-sets.ts';

/** Change sets, newest first, page by page. */
export const changeSetsQuery = (workspace: string, filter: ChangeSetFilter) =>
  infiniteQueryOptions({
    queryKey: keys.changeSetList(workspace, filter),
    queryFn: ({ pageParam }) => unwrap(listChangeSetsAction(workspace, { ...filter, before: pageParam })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: ChangeSetLine[]) => (page.length < CHANGES_A_PAGE ? undefined : page.at(-1)?.id),
    // Somebody else may have done something a moment ago.
    staleTime: 0,
  });

/** What one of them touched, page by page. */
export const changeSetQuery = (workspace: string, change_set_id: string) =>
  infiniteQueryOptions({
    queryKey: keys.changeSet(workspace, change_set_id),
    queryFn: ({ pageParam }) => unwrap(readChangeSetAction(workspace, { change_set_id, offset: pageParam })),
    initialPageParam: 0,
    getNextPageParam: (page: TouchedEntity[], pages) =>
      page.length < CHANGES_A_PAGE ? undefined : pages.length * CHANGES_A_PAGE,
  });
