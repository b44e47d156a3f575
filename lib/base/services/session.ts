// See ../data/clients/server.ts.
import 'server-only';
import { cache } from 'react';
import type { Role } from '../core/permissions.ts';
import { fail, ok, type Result } from '../core/problem.ts';
import { type Asking, serverClient } from '../data/clients/server.ts';
import type { Db } from '../data/clients/token.ts';
import { listSeats, type Seat, type Workspace } from '../data/seats.ts';

/** A signed-in person, acting under row level security. */
export interface Person {
  db: Db;
  user_id: string;
  email: string;
}

/** A person in a workspace, with the role they have there. */
export interface Seated extends Person {
  workspace: Workspace;
  role: Role;
}

/** Who is behind this request; asked once a page. The token is verified, not only read. */
export const getPerson = cache(() => findPerson());

async function findPerson(asking?: Asking): Promise<Person | null> {
  const db = await serverClient(asking);
  const { data } = await db.auth.getClaims();
  const claims = data?.claims;
  return claims?.sub ? { db, user_id: claims.sub, email: String(claims.email ?? '') } : null;
}

/** The workspaces of the person behind this request. */
export const getSeats = cache(async (): Promise<Result<Seat[]>> => {
  const person = await getPerson();
  return person ? listSeats(person.db, person.user_id) : fail('unauthenticated', 'Sign in first.');
});

/**
 * The person in a workspace. One sentence for both a foreign and an unknown workspace: neither is anybody's business. What is
 * once a page for pages is once a call for a request with `asking`: route handlers have no memory of React's.
 */
export async function getSeated(workspace_slug: string, asking?: Asking): Promise<Result<Seated>> {
  const person = asking ? await findPerson(asking) : await getPerson();
  if (!person) return fail('unauthenticated', 'Your session has ended. Sign in again.');
  const seats = asking ? await listSeats(person.db, person.user_id) : await getSeats();
  if (!seats.ok) return seats;
  const seat = seats.data.find(({ workspace }) => workspace.slug === workspace_slug);
  return seat ? ok({ ...person, ...seat }) : fail('not_found', 'There is no such workspace, or you are not in it.');
}
