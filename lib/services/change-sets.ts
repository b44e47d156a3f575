import type { Result } from '#lib/core/problem';
import { findChangeSet } from '#lib/data/change-sets';
import type { Db } from '#lib/data/clients/token';

/** Acts on a change set of this workspace; those of another one are not found, whatever role the person has there. */
export async function withChangeSet<T>(
  db: Db,
  workspace_id: string,
  change_set_id: string,
  act: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const found = await findChangeSet(db, workspace_id, change_set_id);
  return found.ok ? act() : found;
}
