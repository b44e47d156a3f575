import { z } from 'zod';
import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { kindJson } from '#lib/base/data/json.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';

const trashedEntity = z.object({
  kind: kindJson,
  entity_id: z.string(),
  slug: z.string().nullable(),
  label: z.string().nullable(),
});
export type TrashedEntity = z.infer<typeof trashedEntity>;

/** What would go to the trash together with an entity, itself included. */
export async function previewTrash(
  db: Db,
  workspace_id: string,
  kind: ContentKind,
  id: string,
  with_sparks: boolean,
): Promise<Result<TrashedEntity[]>> {
  return callJson(
    db,
    'preview_trash',
    {
      p_workspace: workspace_id,
      p_kind: kind,
      p_id: id,
      p_with_sparks: with_sparks,
    },
    z.array(trashedEntity),
  );
}

/** Moves an entity and what depends on it to the trash. Gives the change set, which undoes it. */
export async function trashEntity(
  db: Db,
  workspace_id: string,
  kind: ContentKind,
  id: string,
  with_sparks: boolean,
): Promise<Result<string>> {
  return call(db, 'trash', { p_workspace: workspace_id, p_kind: kind, p_id: id, p_with_sparks: with_sparks });
}

const trashedChangeSet = z.object({
  change_set_id: z.string(),
  title: z.string().nullable(),
  author: z.string().nullable(),
  created_at: z.string(),
  counts: z.partialRecord(kindJson, z.number()),
});
export type TrashedChangeSet = z.infer<typeof trashedChangeSet>;

export async function readTrash(db: Db, workspace_id: string): Promise<Result<TrashedChangeSet[]>> {
  return callJson(db, 'read_trash', { p_workspace: workspace_id }, z.array(trashedChangeSet));
}

/** Puts everything a change set did back, as a new change set. `conflict` with the list when something newer stands in the way. */
export async function undoChangeSet(db: Db, change_set_id: string): Promise<Result<string>> {
  return call(db, 'undo_change_set', { p_change_set: change_set_id });
}

export async function purgeTrash(db: Db, change_set_id: string): Promise<Result<number>> {
  return call(db, 'purge_trash', { p_change_set: change_set_id });
}
