import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { setPositionsAction } from '#lib/actions/links';
import type { GraphLevel } from '#lib/core/graph/graph';
import { type Graph, type NodePosition, type PackedGraph, unpackGraph } from '#lib/core/graph/packed';
import type { Outline } from '#lib/core/outline';
import { keys } from './keys.ts';
import { fetchRead } from './read.ts';
import { unwrap } from './result.ts';

/** How soon a link that was drawn elsewhere is here. Asking whether the graph moved costs two look-ups. */
const EVERY = 2_000;

const editing = (workspace: string, level: GraphLevel) => [workspace, 'edit-graph', level] as const;

/**
 * The links of a level and where nodes were put by hand. While a page shows it, it follows what others do
 * (docs/decisions/040-graphs-ask-for-their-version.md); its nodes are those of `outlineQuery`.
 */
export const graphQuery = (workspace: string, level: GraphLevel) =>
  queryOptions({
    queryKey: keys.graph(workspace, level),
    queryFn: async ({ client, signal }): Promise<Graph> => {
      const known = client.getQueryData<Graph>(keys.graph(workspace, level));
      // An edit on its way is on screen already and not in the answer yet; once it is through, all is asked for anew.
      if (known && client.isMutating({ mutationKey: editing(workspace, level) }) > 0) return known;
      const answer = await unwrap(
        fetchRead<PackedGraph | Pick<PackedGraph, 'version'>>(
          workspace,
          'graph',
          { level, known: known?.version },
          signal,
        ),
      );
      if (!('links' in answer)) return known as Graph;
      refreshNodes(client, workspace, level, answer.ends);
      return unpackGraph(answer);
    },
    refetchInterval: EVERY,
    staleTime: EVERY,
  });

/** Asks for the outline anew when a link leads to something that it does not know yet. */
function refreshNodes(queries: QueryClient, workspace: string, level: GraphLevel, ends: readonly string[]) {
  const outline = queries.getQueryData<Outline>(keys.outline(workspace));
  if (!outline) return;
  const known = new Set((level === 'spark' ? outline.sparks : outline.concepts).map(({ id }) => id));
  if (!ends.every((id) => known.has(id))) void queries.invalidateQueries({ queryKey: keys.outline(workspace) });
}

/** Remembers where nodes were put, at once on screen; `reset` forgets all that were not named. No act: nothing to undo. */
export function useMovePositions(workspace: string, level: GraphLevel) {
  const queries = useQueryClient();
  const queryKey = keys.graph(workspace, level);
  return useMutation({
    mutationKey: editing(workspace, level),
    mutationFn: ({ set, reset = false }: { set: NodePosition[]; reset?: boolean }) =>
      unwrap(setPositionsAction(workspace, { level, set, reset })),
    onMutate: async ({ set, reset }) => {
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData<Graph>(queryKey);
      if (before) {
        const positions = new Map((reset ? [] : before.positions).map((position) => [position[0], position]));
        for (const position of set) positions.set(position[0], position);
        queries.setQueryData<Graph>(queryKey, { ...before, positions: [...positions.values()] });
      }
      return { before };
    },
    onError: (_error, _moves, context) => {
      if (context?.before) queries.setQueryData(queryKey, context.before);
    },
    onSuccess: ({ version }) => {
      // Nothing else has moved meanwhile: what is on screen is what is there, and need not be read again.
      queries.setQueryData<Graph>(queryKey, (now) => (now && now.version === version - 1 ? { ...now, version } : now));
    },
  });
}
