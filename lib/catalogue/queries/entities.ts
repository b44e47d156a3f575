import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ContentKind, NamedKind } from '#lib/base/core/content-kinds.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { trashEntityAction, undoChangeSetAction } from '#lib/history/actions/trash.ts';
import type { trashPreviewRead } from '#lib/history/reads/trash.ts';
import { idOutcome, useFollow } from '#lib/tasks/queries.ts';
import {
  addBeaconAction,
  addPlaceAction,
  createEntityAction,
  placeEntityAction,
  removeBeaconAction,
  removePlaceAction,
  updateEntityAction,
} from '../actions/entities.ts';
import { type OutlineMove, patchOutline } from '../core/outline-moves.ts';
import { moving, retitling } from '../core/outline-patch.ts';
import type { EntityHead } from '../data/entities.ts';
import type { beaconSparksRead, entityRead, lessonRead, sparkContextRead } from '../reads/entities.ts';
import { patchOutlines, showingAtOnce } from './outline-editing.ts';

export const entityQuery = (workspace: string, kind: NamedKind, id: string) =>
  queryOptions({
    queryKey: keys.entity(workspace, kind, id),
    queryFn: ({ signal }): Promise<EntityHead> =>
      unwrap(fetchRead<typeof entityRead>(workspace, 'entity', { kind, id }, signal)),
  });

/** A spark with the text of its lesson. */
export const lessonQuery = (workspace: string, id: string) =>
  queryOptions({
    queryKey: keys.lesson(workspace, id),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof lessonRead>(workspace, 'lesson', { id }, signal)),
  });

export const sparkContextQuery = (workspace: string, spark_id: string) =>
  queryOptions({
    queryKey: keys.sparkContext(workspace, spark_id),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof sparkContextRead>(workspace, 'spark-context', { spark_id }, signal)),
  });

export const beaconSparksQuery = (workspace: string, beacon_id: string) =>
  queryOptions({
    queryKey: keys.beaconSparks(workspace, beacon_id),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof beaconSparksRead>(workspace, 'beacon-sparks', { beacon_id }, signal)),
  });

export const trashPreviewQuery = (workspace: string, kind: ContentKind, id: string, with_sparks: boolean) =>
  queryOptions({
    queryKey: keys.trashPreview(workspace, kind, id, with_sparks),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof trashPreviewRead>(workspace, 'trash-preview', { kind, id, with_sparks }, signal)),
    staleTime: 0,
  });

/** Moves at once on screen; a refused move goes back. Gives the change set. */
export function useMoveEntity(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (move: OutlineMove) => unwrap(placeEntityAction(workspace, move)),
    ...showingAtOnce(queries, workspace, (before, { id, ...move }: OutlineMove) =>
      moving(before, { ...move, ids: [id] }),
    ),
    onSettled: () => void makeStale(queries, workspace, 'hierarchy'),
  });
}

export interface EntityUpdate {
  kind: NamedKind;
  id: string;
  version: number;
  patch: Record<string, unknown>;
  /** Refused when somebody else is signed in by now. */
  author?: string;
}

/** Saves fields on top of a version. The outline shows a new title or state at once; a refused one goes back. */
export function useUpdateEntity(workspace: string) {
  const queries = useQueryClient();
  const atOnce = showingAtOnce(queries, workspace, (before, { kind, id, patch }: EntityUpdate) => {
    const title = patch.title ?? patch.name;
    return typeof title === 'string' ? retitling(before, kind, id, title) : null;
  });
  return useMutation({
    mutationFn: (update: EntityUpdate) => unwrap<EntityHead>(updateEntityAction(workspace, update)),
    ...atOnce,
    onSuccess: (row, { kind, id, patch }, edit) => {
      atOnce.onSuccess(row, { kind, id, patch, version: row.version }, edit);
      const patched = [keys.entity(workspace, kind, id), keys.wholeOutline(workspace)] as const;
      queries.setQueryData<EntityHead>(patched[0], row);
      // What is loaded of the outline is read again all the same: it says whether this differs from the snapshot.
      patchOutlines(queries, workspace, (now) => patchOutline(now, kind, id, outlineFields(row)));
      const isText = Object.keys(patch).every((field) => field === 'content_md');
      void makeStale(queries, workspace, isText ? 'entity.text' : 'entity.fields', { patched });
    },
  });
}

/** What the outline shows of a row. */
function outlineFields(row: EntityHead): Parameters<typeof patchOutline>[3] {
  const both = { mine: true, slug: row.slug, version: row.version, title: 'title' in row ? row.title : row.name };
  if ('estimated_mins' in row)
    return { ...both, is_published: row.is_published, mins: row.estimated_mins, difficulty: row.difficulty };
  if ('color' in row) return { ...both, is_published: row.is_published, color: row.color, icon: row.icon };
  if ('category' in row) return { ...both, category: row.category };
  if ('difficulty_level' in row) return { ...both, is_published: row.is_published, difficulty: row.difficulty_level };
  return { ...both, is_published: row.is_published };
}

export function useCreateEntity(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (entity: { kind: NamedKind; fields: Record<string, unknown>; parent_id: string | null }) =>
      unwrap<EntityHead>(createEntityAction(workspace, entity)),
    onSuccess: () => makeStale(queries, workspace, 'entity.created', { until: 'outline' }),
  });
}

/** Lets a spark stand in a concept as well, last there. Gives the change set. */
export function useAddPlace(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (place: { concept_id: string; spark_id: string }) => unwrap(addPlaceAction(workspace, place)),
    onSettled: () => makeStale(queries, workspace, 'hierarchy', { until: 'outline' }),
  });
}

/** Takes a spark out of a concept. Gives the change set. */
export function useRemovePlace(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (place_id: string) => unwrap(removePlaceAction(workspace, { place_id })),
    onSettled: () => makeStale(queries, workspace, 'hierarchy', { until: 'outline' }),
  });
}

export function useSetBeacon(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ on, ...mark }: { spark_id: string; beacon_id: string; on: boolean }) =>
      on ? unwrap(addBeaconAction(workspace, mark)) : unwrap(removeBeaconAction(workspace, mark)),
    onSettled: () => makeStale(queries, workspace, 'beacons', { until: 'spark-context' }),
  });
}

/** Gives the change set, which undoes it. */
export function useTrashEntity(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (entity: { kind: NamedKind; id: string; with_sparks: boolean }) =>
      unwrap(trashEntityAction(workspace, entity)),
    onSuccess: () => makeStale(queries, workspace, 'trash', { until: 'outline' }),
  });
}

export function useUndo(workspace: string) {
  const queries = useQueryClient();
  const follow = useFollow(workspace);
  return useMutation({
    mutationFn: (change_set_id: string) => follow(undoChangeSetAction(workspace, { change_set_id }), idOutcome),
    onSettled: () => makeStale(queries, workspace, 'undo', { until: 'outline' }),
  });
}
