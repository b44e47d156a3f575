import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { nameVersionAction, removeVersionNameAction, restoreVersionAction } from '../actions/versions.ts';
import { VERSIONS_A_PAGE } from '../core/history.ts';
import type { HistoryOf, SavedVersion, VersionLine } from '../data/versions.ts';
import type { changeSetOfRead, comparisonRead, historyRead, versionsRead } from '../reads/versions.ts';
import type { HistoryPage } from '../services/sittings.ts';
import type { ComparedWith } from '../services/versions.ts';

/** What was done to something, in sittings, newest first, page by page. */
export const historyQuery = (workspace: string, of: HistoryOf) =>
  infiniteQueryOptions({
    queryKey: keys.historyChangeSets(workspace, of),
    queryFn: ({ pageParam, signal }) =>
      unwrap(fetchRead<typeof historyRead>(workspace, 'history', { of, before: pageParam }, signal)),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page: HistoryPage) => page.next ?? undefined,
    // Somebody else may have saved a moment ago.
    staleTime: 0,
  });

/** All that one change set did to it, beyond the first versions that the history brings along. */
export const versionsQuery = (workspace: string, of: HistoryOf, change_set_id: string, known: number) =>
  infiniteQueryOptions({
    queryKey: keys.versions(workspace, of, change_set_id),
    queryFn: ({ pageParam, signal }) =>
      unwrap(fetchRead<typeof versionsRead>(workspace, 'versions', { of, change_set_id, offset: pageParam }, signal)),
    initialPageParam: known,
    getNextPageParam: (page: VersionLine[], pages) =>
      page.length < VERSIONS_A_PAGE ? undefined : known + pages.length * VERSIONS_A_PAGE,
  });

/**
 * Two versions beside each other. Those that were saved never change; what is now may. `since`: compared with that version rather than
 * with the one before.
 */
export const comparisonQuery = (
  workspace: string,
  revision_id: number,
  compared_with: ComparedWith,
  since: number | null,
) =>
  queryOptions({
    queryKey: keys.comparison(workspace, revision_id, compared_with, since),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof comparisonRead>(workspace, 'comparison', { revision_id, compared_with, since }, signal)),
    staleTime: compared_with === 'before' ? Number.POSITIVE_INFINITY : 0,
  });

/** `newest`: the version that the person sees as the newest one. Gives the change set, or null when it says that already. */
export function useRestoreVersion(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (restore: { revision_id: number; newest: number }) => unwrap(restoreVersionAction(workspace, restore)),
    onSuccess: () => void makeStale(queries, workspace, 'undo'),
  });
}

/** Names a version; without a name takes its name away. */
export function useNameVersion(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ revision_id, name }: { revision_id: number; name: string | null }) =>
      unwrap(
        name === null
          ? removeVersionNameAction(workspace, { revision_id })
          : nameVersionAction(workspace, { revision_id, name }),
      ),
    onSuccess: () => makeStale(queries, workspace, 'version.name', { until: 'history' }),
  });
}

/** The change set in which a version was saved, asked for when somebody wants to take it back. */
export const fetchChangeSetOf = (workspace: string, saved: SavedVersion) =>
  unwrap(fetchRead<typeof changeSetOfRead>(workspace, 'change-set-of', saved, undefined));
