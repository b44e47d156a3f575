import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import type { Outline } from '#lib/catalogue/core/outline.ts';
import { editLinksAction, insertOnLinkAction, reorderAction, setPositionsAction } from '../actions/links.ts';
import { applyEdits, type LinkEdit, withoutEdits } from '../core/edits.ts';
import type { GraphLevel } from '../core/graph.ts';
import { type Graph, type NodePosition, unpackGraph } from '../core/packed.ts';
import { putPositions, withoutMove } from '../core/positions.ts';
import type { NewOrder } from '../data/links.ts';
import type { graphRead } from '../reads/graph.ts';

/** How soon a link that was drawn elsewhere is here. Asking whether the graph moved costs two look-ups. */
const EVERY = 2_000;

const editing = (workspace: string, level: GraphLevel) => [workspace, 'edit-graph', level] as const;

/**
 * The links of a level and where nodes were put by hand. While a page shows it, it follows what others do
 * (docs/decisions/040-graphs-ask-for-their-version.md); its nodes are those of `wholeOutlineQuery`, which is read again with them:
 * what went to the trash took its links along.
 */
export const graphQuery = (workspace: string, level: GraphLevel) =>
  queryOptions({
    queryKey: keys.graph(workspace, level),
    queryFn: async ({ client, signal }): Promise<Graph> => {
      const known = client.getQueryData<Graph>(keys.graph(workspace, level));
      // An edit on its way is on screen already and not in the answer yet; once it is through, all is asked for anew.
      if (known && client.isMutating({ mutationKey: editing(workspace, level) }) > 0) return known;
      const answer = await unwrap(
        fetchRead<typeof graphRead>(
          workspace,
          'graph',
          { level, known: known && known.version >= 0 ? known.version : undefined },
          signal,
        ),
      );
      if (!('links' in answer)) return known as Graph;
      const isOwn = known === undefined || known.version < 0;
      if (!isOwn || leadsToUnknown(client, workspace, level, answer.ends))
        void makeStale(client, workspace, 'links.elsewhere');
      return unpackGraph(answer);
    },
    refetchInterval: EVERY,
    staleTime: EVERY,
  });

/** Whether a link leads to something that the outline does not hold yet. */
function leadsToUnknown(queries: QueryClient, workspace: string, level: GraphLevel, ends: readonly string[]): boolean {
  const outline = queries.getQueryData<Outline>(keys.wholeOutline(workspace));
  if (!outline) return false;
  const known = new Set((level === 'spark' ? outline.sparks : outline.concepts).map(({ id }) => id));
  return !ends.every((id) => known.has(id));
}

/**
 * Edits links as one change set, at once on screen; what is refused goes back. Answers the change set that undoes it and what was
 * left out. A loop is the problem `loop` with `detail: { loop: LinkLoop }`.
 */
export function useEditLinks(workspace: string, level: GraphLevel) {
  const queries = useQueryClient();
  const queryKey = keys.graph(workspace, level);
  return useMutation({
    mutationKey: editing(workspace, level),
    mutationFn: ({ edits }: { edits: LinkEdit[] }) => unwrap(editLinksAction(workspace, { level, edits })),
    onMutate: async ({ edits }) => {
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData<Graph>(queryKey);
      if (!before) return null;
      const after = applyEdits(before.links, edits);
      queries.setQueryData<Graph>(queryKey, { ...before, links: after });
      return { before: before.links, after, edits };
    },
    onError: (_error, _edits, begun) => {
      // Not all as it was before: other edits may be under way.
      if (begun)
        queries.setQueryData<Graph>(queryKey, (now) => now && { ...now, links: withoutEdits(now.links, begun) });
    },
    onSettled: (outcome) => {
      // What is gone elsewhere is still among the nodes here.
      if (outcome?.failed.some(({ code }) => code === 'not_found'))
        void makeStale(queries, workspace, 'links.elsewhere');
      // Once this mutation counts as through: until then what is asked gives the graph on screen.
      setTimeout(() => {
        // Of no version: what the database left out is on screen, and for the database nothing has moved.
        queries.setQueryData<Graph>(queryKey, (now) => now && { ...now, version: -1 });
        void makeStale(queries, workspace, 'links');
      });
    },
  });
}

/** Puts a new spark between the ends of a link, in a concept of its source. Gives its id, its slug and the change set. */
export function useInsertOnLink(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (insertion: { link_id: string; concept_id: string | null; title: string }) =>
      unwrap(insertOnLinkAction(workspace, insertion)),
    onSettled: () => void makeStale(queries, workspace, 'bulk'),
  });
}

/** Gives concepts of trails and sparks of concepts a new order, as one change set. */
export function useReorder(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (orders: NewOrder[]) => unwrap(reorderAction(workspace, { orders })),
    onSettled: () => void makeStale(queries, workspace, 'hierarchy'),
  });
}

/** Remembers where nodes were put, at once on screen; `reset` forgets all that were not named. No change set: nothing to undo. */
export function useMovePositions(workspace: string, level: GraphLevel) {
  const queries = useQueryClient();
  const queryKey = keys.graph(workspace, level);
  return useMutation({
    mutationKey: editing(workspace, level),
    mutationFn: ({ set, reset = false }: { set: NodePosition[]; reset?: boolean }) =>
      unwrap(setPositionsAction(workspace, { level, set, reset })),
    onMutate: async ({ set, reset = false }) => {
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData<Graph>(queryKey);
      if (!before) return null;
      const after = putPositions(before.positions, { set, reset });
      queries.setQueryData<Graph>(queryKey, { ...before, positions: after });
      return { before: before.positions, after };
    },
    onError: (_error, _moves, begun) => {
      if (!begun) return;
      queries.setQueryData<Graph>(
        queryKey,
        (now) => now && { ...now, positions: withoutMove(now.positions, begun.before, begun.after) },
      );
    },
    onSuccess: ({ version }) => {
      // Nothing else has moved meanwhile: what is on screen is what is there, and need not be read again.
      queries.setQueryData<Graph>(queryKey, (now) => (now && now.version === version - 1 ? { ...now, version } : now));
    },
  });
}
