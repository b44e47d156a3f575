import { queryOptions } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead, postRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import type { homeWorkRead, overviewRead, recentChangesRead } from './reads.ts';

export const overviewQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.overview(workspace),
    queryFn: ({ signal }) => unwrap(postRead<typeof overviewRead>(workspace, 'overview', {}, signal)),
    staleTime: 3_000,
  });

/** One's own work: drafts to decide, drafts one asked for, where one was. */
export const homeWorkQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.homeWork(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof homeWorkRead>(workspace, 'home-work', {}, signal)),
    staleTime: 3_000,
  });

export const recentChangesQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.recentChanges(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof recentChangesRead>(workspace, 'recent-changes', {}, signal)),
    staleTime: 3_000,
  });
