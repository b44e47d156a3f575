import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { dismissSuggestionAction } from '../actions/suggestions.ts';
import type { suggestionsRead } from '../reads/suggestions.ts';

/** Likely links between sparks. All lessons are read for them, so they are kept until somebody asks for new ones. */
export const suggestionsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.suggestions(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof suggestionsRead>(workspace, 'suggestions', {}, signal)),
    staleTime: 5 * 60_000,
    gcTime: 30 * 60_000,
  });

/** Waves a suggestion off, or takes that back. The list itself stays: whoever shows it knows what was waved off just now. */
export function useDismissSuggestion(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (pair: { source_id: string; target_id: string; is_dismissed: boolean }) =>
      unwrap(dismissSuggestionAction(workspace, pair)),
    onMutate: ({ source_id, target_id, is_dismissed }) => {
      const pair = `${source_id}>${target_id}`;
      const say = (isDismissed: boolean) =>
        queries.setQueryData<string[]>(keys.dismissals(workspace), (now = []) => {
          const others = now.filter((each) => each !== pair);
          return isDismissed ? [...others, pair] : others;
        });
      say(is_dismissed);
      return { takeBack: () => say(!is_dismissed) };
    },
    onError: (_error, _pair, begun) => void begun?.takeBack(),
  });
}

/** What was waved off since the suggestions were read. */
export const dismissalsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.dismissals(workspace),
    queryFn: (): string[] => [],
    staleTime: Infinity,
    gcTime: Infinity,
  });
