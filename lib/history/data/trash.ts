import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { call } from '#lib/base/data/rpc.ts';

export interface TrashedEntity {
  kind: ContentKind;
  entity_id: string;
  slug: string | null;
  label: string | null;
}

/** What would go to the trash together with an entity, itself included. */
export async function previewTrash(
  db: Db,
  workspace_id: string,
  kind: ContentKind,
  id: string,
  with_sparks: boolean,
): Promise<Result<TrashedEntity[]>> {
  return call<TrashedEntity[]>(db, 'preview_trash', {
    p_workspace: workspace_id,
    p_kind: kind,
    p_id: id,
    p_with_sparks: with_sparks,
  });
}

/** Moves an entity and what depends on it to the trash. Gives the change set, which undoes it. */
export async function trashEntity(
  db: Db,
  workspace_id: string,
  kind: ContentKind,
  id: string,
  with_sparks: boolean,
): Promise<Result<string>> {
  return call<string>(db, 'trash', { p_workspace: workspace_id, p_kind: kind, p_id: id, p_with_sparks: with_sparks });
}

export interface TrashedChangeSet {
  change_set_id: string;
  title: string | null;
  author: string | null;
  created_at: string;
  counts: Partial<Record<ContentKind, number>>;
}

export async function readTrash(db: Db, workspace_id: string): Promise<Result<TrashedChangeSet[]>> {
  return call<TrashedChangeSet[]>(db, 'read_trash', { p_workspace: workspace_id });
}

/** Puts everything a change set did back, as a new change set. `conflict` with the list when something newer stands in the way. */
export async function undoChangeSet(db: Db, change_set_id: string): Promise<Result<string>> {
  return call<string>(db, 'undo_change_set', { p_change_set: change_set_id });
}

export async function purgeTrash(db: Db, change_set_id: string): Promise<Result<number>> {
  return call<number>(db, 'purge_trash', { p_change_set: change_set_id });
}
