import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ContentKind, NamedKind } from '#lib/base/core/content-kinds.ts';
import type { Spark } from '#lib/base/data/rows.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { previewTrashAction, trashEntityAction, undoChangeSetAction } from '#lib/history/actions/trash.ts';
import {
  addBeaconAction,
  addPlaceAction,
  changedEntitiesAction,
  createEntityAction,
  placeEntityAction,
  previewLessonAction,
  readBeaconSparksAction,
  readEntityAction,
  readOutlineAction,
  readSparkContextAction,
  removeBeaconAction,
  removePlaceAction,
  updateEntityAction,
} from '../actions/entities.ts';
import type { Outline } from '../core/outline.ts';
import { applyMove, type OutlineMove, patchOutline } from '../core/outline-moves.ts';
import type { EntityHead, EntityRow } from '../data/entities.ts';

export const outlineQuery = (workspace: string) =>
  queryOptions({ queryKey: keys.outline(workspace), queryFn: () => unwrap(readOutlineAction(workspace, {})) });

export const changedQuery = (workspace: string) =>
  queryOptions({ queryKey: keys.changed(workspace), queryFn: () => unwrap(changedEntitiesAction(workspace, {})) });

export const entityQuery = (workspace: string, kind: NamedKind, id: string) =>
  queryOptions({
    queryKey: keys.entity(workspace, kind, id),
    queryFn: () => unwrap<EntityHead>(readEntityAction(workspace, { kind, id })),
  });

/** A spark with the text of its lesson. */
export const lessonQuery = (workspace: string, id: string) =>
  queryOptions({
    queryKey: keys.lesson(workspace, id),
    queryFn: async () => (await unwrap(readEntityAction(workspace, { kind: 'spark', id }))) as Spark,
  });

/** A text as readers would see it. Not kept: no two keystrokes ask for the same. */
export const fetchPreview = (workspace: string, content_md: string) =>
  unwrap(previewLessonAction(workspace, { content_md }));

export const sparkContextQuery = (workspace: string, spark_id: string) =>
  queryOptions({
    queryKey: keys.sparkContext(workspace, spark_id),
    queryFn: () => unwrap(readSparkContextAction(workspace, { spark_id })),
  });

export const beaconSparksQuery = (workspace: string, beacon_id: string) =>
  queryOptions({
    queryKey: keys.beaconSparks(workspace, beacon_id),
    queryFn: () => unwrap(readBeaconSparksAction(workspace, { beacon_id })),
  });

export const trashPreviewQuery = (workspace: string, kind: ContentKind, id: string, with_sparks: boolean) =>
  queryOptions({
    queryKey: keys.trashPreview(workspace, kind, id, with_sparks),
    queryFn: () => unwrap(previewTrashAction(workspace, { kind, id, with_sparks })),
    staleTime: 0,
  });

/**
 * Everything that a change of the hierarchy may show in. Done when the outline is new again; the rest follows, since
 * actions go to the server one after the other.
 */
function refreshAll(queries: QueryClient, workspace: string) {
  const outline = queries.invalidateQueries({ queryKey: keys.outline(workspace) });
  const rest = [
    keys.changed(workspace),
    keys.entities(workspace),
    keys.sparkContexts(workspace),
    keys.beacons(workspace),
    keys.pending(workspace),
    keys.histories(workspace),
  ];
  for (const queryKey of rest) void queries.invalidateQueries({ queryKey });
  return outline;
}

/** Moves at once on screen; a refused move goes back. Gives the change set. */
export function useMoveEntity(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (move: OutlineMove) => unwrap(placeEntityAction(workspace, move)),
    onMutate: async (move) => {
      await queries.cancelQueries({ queryKey: keys.outline(workspace) });
      const before = queries.getQueryData<Outline>(keys.outline(workspace));
      if (before) queries.setQueryData(keys.outline(workspace), applyMove(before, move));
      return { before };
    },
    onError: (_error, _move, context) => {
      if (context?.before) queries.setQueryData(keys.outline(workspace), context.before);
    },
    onSettled: () => void refreshAll(queries, workspace),
  });
}

export interface EntityUpdate {
  kind: NamedKind;
  id: string;
  version: number;
  patch: Record<string, unknown>;
}

/** Saves fields on top of a version. The outline shows a new title or state at once; a refused one goes back. */
export function useUpdateEntity(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (update: EntityUpdate) => unwrap<EntityRow>(updateEntityAction(workspace, update)),
    onMutate: async ({ kind, id, patch }) => {
      await queries.cancelQueries({ queryKey: keys.outline(workspace) });
      const before = queries.getQueryData<Outline>(keys.outline(workspace));
      const title = patch.title ?? patch.name;
      if (before && typeof title === 'string')
        queries.setQueryData(keys.outline(workspace), patchOutline(before, kind, id, { title }));
      return { before };
    },
    onError: (_error, _update, context) => {
      if (context?.before) queries.setQueryData(keys.outline(workspace), context.before);
    },
    onSuccess: (row, { kind, id }) => {
      queries.setQueryData(keys.entity(workspace, kind, id), row);
      const outline = queries.getQueryData<Outline>(keys.outline(workspace));
      if (outline) queries.setQueryData(keys.outline(workspace), patchOutline(outline, kind, id, outlineFields(row)));
      const stale = [keys.changed(workspace), keys.histories(workspace), keys.pending(workspace)];
      for (const queryKey of stale) void queries.invalidateQueries({ queryKey });
    },
  });
}

/** What the outline shows of a row. */
function outlineFields(row: EntityRow): Parameters<typeof patchOutline>[3] {
  const both = { slug: row.slug, version: row.version, title: 'title' in row ? row.title : row.name };
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
      unwrap<EntityRow>(createEntityAction(workspace, entity)),
    onSuccess: () => refreshAll(queries, workspace),
  });
}

/** Lets a spark stand in a concept as well, last there. Gives the change set. */
export function useAddPlace(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (place: { concept_id: string; spark_id: string }) => unwrap(addPlaceAction(workspace, place)),
    onSettled: () => refreshAll(queries, workspace),
  });
}

/** Takes a spark out of a concept. Gives the change set. */
export function useRemovePlace(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (place_id: string) => unwrap(removePlaceAction(workspace, { place_id })),
    onSettled: () => refreshAll(queries, workspace),
  });
}

export function useSetBeacon(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ on, ...mark }: { spark_id: string; beacon_id: string; on: boolean }) =>
      on ? unwrap(addBeaconAction(workspace, mark)) : unwrap(removeBeaconAction(workspace, mark)),
    onSettled: (_data, _error, { spark_id, beacon_id }) => {
      const stale = [
        keys.sparkContext(workspace, spark_id),
        keys.beaconSparks(workspace, beacon_id),
        keys.changed(workspace),
      ];
      return Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
}

/** Gives the change set, which undoes it. */
export function useTrashEntity(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (entity: { kind: NamedKind; id: string; with_sparks: boolean }) =>
      unwrap(trashEntityAction(workspace, entity)),
    onSuccess: () => refreshAll(queries, workspace),
  });
}

export function useUndo(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change_set_id: string) => unwrap(undoChangeSetAction(workspace, { change_set_id })),
    onSettled: () => refreshAll(queries, workspace),
  });
}
