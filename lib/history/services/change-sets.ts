import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { findChangeSet } from '../data/change-sets.ts';

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
