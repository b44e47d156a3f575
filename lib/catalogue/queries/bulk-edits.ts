import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import {
  bulkEditAction,
  bulkMoveAction,
  bulkTrashAction,
  duplicateAction,
  mergeEntitiesAction,
  splitConceptAction,
  splitSparkAction,
} from '../actions/bulk-edits.ts';
import type { OutlineMoves } from '../core/outline-moves.ts';
import { moving } from '../core/outline-patch.ts';
import type { BulkEdit, BulkItem, Made, Merge } from '../data/bulk-edits.ts';
import type { cutPointsRead } from '../reads/bulk-edits.ts';
import { showingAtOnce } from './outline-editing.ts';

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
    ...showingAtOnce(queries, workspace, moving),
    onSettled: () => void makeStale(queries, workspace, 'bulk'),
  });
}

/** What all bulk edits have alike: afterwards everything may look different. */
function useAct<Input, Output>(workspace: string, run: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: run, onSuccess: () => void makeStale(queries, workspace, 'bulk') });
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
    queryFn: ({ signal }) => unwrap(fetchRead<typeof cutPointsRead>(workspace, 'cut-points', { spark_id }, signal)),
    staleTime: 0,
  });
