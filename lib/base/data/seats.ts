import type { Role } from '../core/permissions.ts';
import type { Result } from '../core/problem.ts';
import type { Db } from './clients/token.ts';
import type { Tables } from './database.types.ts';
import { problemFromPostgres } from './problem-from-postgres.ts';

export type Workspace = Tables<'workspaces'>;

export interface Seat {
  workspace: Workspace;
  role: Role;
}

/** The workspaces of a person, with the role in each, by name. */
export async function listSeats(db: Db, user_id: string): Promise<Result<Seat[]>> {
  const { data, error } = await db.from('memberships').select('role, workspace:workspaces(*)').eq('user_id', user_id);
  if (error) return problemFromPostgres(error);
  const seats = data.flatMap(({ role, workspace }) => (workspace ? [{ role, workspace }] : []));
  return { ok: true, data: seats.sort((a, b) => a.workspace.name.localeCompare(b.workspace.name)) };
}
