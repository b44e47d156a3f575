import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { refreshContent } from '#lib/history/queries/trash.ts';
import {
  bulkEditAction,
  bulkMoveAction,
  bulkTrashAction,
  duplicateAction,
  mergeEntitiesAction,
  readCutPointsAction,
  splitConceptAction,
  splitSparkAction,
} from '../actions/bulk-edits.ts';
import type { Outline } from '../core/outline.ts';
import { applyMoves, type OutlineMoves } from '../core/outline-moves.ts';
import type { BulkEdit, BulkItem, Made, Merge } from '../data/bulk-edits.ts';

/** Several rows to one place, at once on screen; a refused move goes back. */
export function useMoveTogether(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, ids, loose = [], parent_id, position }: OutlineMoves) => {
      const items: BulkItem[] = [
        ...ids.map((id) => ({ kind, id })),
        ...loose.map((id) => ({ kind: 'spark' as const, id })),
      ];
      return unwrap(bulkMoveAction(workspace, { items, parent_id, position }));
    },
    onMutate: async (moves) => {
      await queries.cancelQueries({ queryKey: keys.outline(workspace) });
      const before = queries.getQueryData<Outline>(keys.outline(workspace));
      if (before) queries.setQueryData(keys.outline(workspace), applyMoves(before, moves));
      return { before };
    },
    onError: (_error, _moves, context) => {
      if (context?.before) queries.setQueryData(keys.outline(workspace), context.before);
    },
    onSettled: () => refreshContent(queries, workspace),
  });
}

/** What all change sets over entities have alike: afterwards everything may look different. */
function useAct<Input, Output>(workspace: string, run: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: run, onSuccess: () => refreshContent(queries, workspace) });
}

export const useBulkEdit = (workspace: string) =>
  useAct(workspace, ({ set, ...edit }: BulkEdit) =>
    unwrap(bulkEditAction(workspace, { ...edit, set: set as Parameters<typeof bulkEditAction>[1]['set'] })),
  );

export const useBulkTrash = (workspace: string) =>
  useAct(workspace, (input: { items: BulkItem[]; with_sparks: boolean }) => unwrap(bulkTrashAction(workspace, input)));

export const useMergeEntities = (workspace: string) =>
  useAct(workspace, (merge: Merge) => unwrap(mergeEntitiesAction(workspace, merge)));

export const useSplitConcept = (workspace: string) =>
  useAct(workspace, (split: { concept_id: string; place_ids: string[]; title: string }) =>
    unwrap<Made>(splitConceptAction(workspace, split)),
  );

export const useSplitSpark = (workspace: string) =>
  useAct(workspace, (split: { spark_id: string; version: number; offset: number; title: string }) =>
    unwrap<Made>(splitSparkAction(workspace, split)),
  );

export const useDuplicate = (workspace: string) =>
  useAct(workspace, (items: BulkItem[]) => unwrap(duplicateAction(workspace, { items })));

/** Where a lesson can be cut in two, as it is saved now. */
export const cutPointsQuery = (workspace: string, spark_id: string) =>
  queryOptions({
    queryKey: keys.cutPoints(workspace, spark_id),
    queryFn: () => unwrap(readCutPointsAction(workspace, { spark_id })),
    staleTime: 0,
  });
