import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { keepUnknown } from '#lib/graph/core/suggest.ts';
import { dismissalsQuery, suggestionsQuery } from '#lib/graph/queries/suggestions.ts';
import { useGraph } from '../context.tsx';

/** The suggestions that were read, less what has been linked, implied or waved off since. */
export function useSuggestions() {
  const { workspace, level, index } = useGraph();
  const query = useQuery({ ...suggestionsQuery(workspace), enabled: level === 'spark' });
  const dismissed = useQuery(dismissalsQuery(workspace)).data;
  const open = useMemo(() => {
    const waved = new Set(dismissed);
    const there = query.data?.suggestions.filter(
      ({ source_id, target_id }) =>
        index.at.has(source_id) && index.at.has(target_id) && !waved.has(`${source_id}>${target_id}`),
    );
    return there && keepUnknown(there, index);
  }, [query.data, dismissed, index]);
  return { query, open };
}
