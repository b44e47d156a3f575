import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type { DIFFICULTIES, SearchedKind } from '#lib/base/core/content-kinds.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { postRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import type { FoundIn, FoundState } from './core.ts';
import type { SearchAnswer } from './data/search.ts';
import type { searchRead } from './reads.ts';

export interface SearchFilter {
  q: string;
  kind: SearchedKind | null;
  state: FoundState | null;
  difficulty: (typeof DIFFICULTIES)[number] | null;
  in: FoundIn | null;
  /** Id of a beacon. */
  beacon: string | null;
}

export const FOUND_A_PAGE = 20;

/** What is shown while one types. Not kept: content moves, and no two questions are the same. */
export const fetchFound = (
  workspace: string,
  q: string,
  signal: AbortSignal,
  { kind, limit = 12 }: { kind?: SearchedKind; limit?: number } = {},
) => unwrap(postRead<typeof searchRead>(workspace, 'search', { q, kind, limit }, signal));

/** A filter as it is asked: what is not said stays away. */
const asked = ({ q, kind, state, difficulty, in: found_in, beacon }: SearchFilter) => ({
  q,
  kind: kind ?? undefined,
  state: state ?? undefined,
  difficulty: difficulty ?? undefined,
  in: found_in ?? undefined,
  beacon: beacon ?? undefined,
});

/** What matches, page by page; asked anew while an import is still being read in. */
export const searchQuery = (workspace: string, filter: SearchFilter) =>
  infiniteQueryOptions({
    queryKey: keys.search(workspace, filter),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        postRead<typeof searchRead>(
          workspace,
          'search',
          { ...asked(filter), after: pageParam, limit: FOUND_A_PAGE },
          signal,
        ),
      ),
    initialPageParam: 0,
    getNextPageParam: (page: SearchAnswer, pages) => {
      const shown = pages.length * FOUND_A_PAGE;
      return shown < page.total ? shown : undefined;
    },
    enabled: filter.q !== '',
    // The last answer stays while the next one is on its way.
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.pages[0]?.is_complete === false ? 3_000 : false),
  });
