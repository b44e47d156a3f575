import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Begun } from '#lib/tasks/core.ts';
import { begin } from '#lib/tasks/services.ts';
import { findChangeSet } from '../data/change-sets.ts';
import * as trash from '../data/trash.ts';

/** Acts on a change set of this workspace; those of another one are not found, whatever role the person has there. */
async function withChangeSet<T>(
  db: Db,
  workspace_id: string,
  change_set_id: string,
  act: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const found = await findChangeSet(db, workspace_id, change_set_id);
  return found.ok ? act() : found;
}

/** Puts everything a change set did back, as a new one. `conflict` with the list when something newer stands in the way. */
export async function undoChangeSet(db: Db, workspace_id: string, subject_id: string): Promise<Result<Begun<string>>> {
  return withChangeSet(db, workspace_id, subject_id, () =>
    begin(db, { workspace_id, kind: 'change_set.undo', subject_id }, () => trash.undoChangeSet(db, subject_id)),
  );
}

/** Deletes for good what a change set put into the trash; gives how many things. */
export async function purgeTrash(db: Db, workspace_id: string, subject_id: string): Promise<Result<Begun<number>>> {
  return withChangeSet(db, workspace_id, subject_id, () =>
    begin(db, { workspace_id, kind: 'trash.purge', subject_id }, () => trash.purgeTrash(db, subject_id)),
  );
}
