import type { Role } from '#lib/base/core/permissions.ts';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call } from '#lib/base/data/rpc.ts';
import { listSeats, type Workspace } from '#lib/base/data/seats.ts';
import type { Profile } from './account.ts';

/** A workspace by slug, as far as the caller may see it. */
export async function getWorkspace(db: Db, slug: string): Promise<Result<Workspace>> {
  const { data, error } = await db.from('workspaces').select().eq('slug', slug).single();
  return error ? problemFromPostgres(error) : { ok: true, data };
}

export async function createWorkspace(db: Db, slug: string, name: string): Promise<Result<Workspace>> {
  return call(db, 'create_workspace', { p_slug: slug, p_name: name });
}

export interface Member {
  user_id: string;
  role: Role;
  email: string;
  display_name: string;
  picture: string | null;
  created_at: string;
}

export async function listMembers(db: Db, workspace_id: string): Promise<Result<Member[]>> {
  const { data, error } = await db
    .from('memberships')
    .select('user_id, role, created_at, profile:profiles(email, display_name, picture)')
    .eq('workspace_id', workspace_id);
  if (error) return problemFromPostgres(error);
  const members = data.map(({ profile, ...seat }) => ({
    ...seat,
    email: profile?.email ?? '',
    display_name: profile?.display_name ?? '',
    picture: profile?.picture ?? null,
  }));
  return { ok: true, data: members.sort((a, b) => a.display_name.localeCompare(b.display_name)) };
}

export async function setMemberRole(db: Db, workspace_id: string, user_id: string, role: Role): Promise<Result<null>> {
  const { error } = await db
    .from('memberships')
    .update({ role })
    .eq('workspace_id', workspace_id)
    .eq('user_id', user_id)
    .select('user_id')
    .single();
  return error ? problemFromPostgres(error) : { ok: true, data: null };
}

export async function removeMember(db: Db, workspace_id: string, user_id: string): Promise<Result<null>> {
  const { error } = await db
    .from('memberships')
    .delete()
    .eq('workspace_id', workspace_id)
    .eq('user_id', user_id)
    .select('user_id')
    .single();
  return error ? problemFromPostgres(error) : { ok: true, data: null };
}

/** Everybody in a workspace as they are shown, by account. */
export type People = Record<string, Profile>;

export async function listPeople(db: Db, workspace_id: string): Promise<Result<People>> {
  const members = await listMembers(db, workspace_id);
  if (!members.ok) return members;
  const shown = members.data.map(({ user_id, display_name, picture }) => [user_id, { display_name, picture }] as const);
  return { ok: true, data: Object.fromEntries(shown) };
}

/** Puts a workspace below another one, whose rules it follows, or (null) below none. For an admin of both. */
export async function setParent(db: Db, workspace_id: string, parent_id: string | null): Promise<Result<null>> {
  return call(db, 'set_workspace_parent', { p_workspace: workspace_id, p_parent: parent_id });
}

/** What the workspaces that a person is an admin of are called, by name. */
export async function listOwnWorkspaces(db: Db, user_id: string): Promise<Result<{ id: string; name: string }[]>> {
  const seats = await listSeats(db, user_id);
  if (!seats.ok) return seats;
  const own = seats.data.filter(({ role }) => role === 'admin');
  return { ok: true, data: own.map(({ workspace: { id, name } }) => ({ id, name })) };
}

export type WorkspacePatch = Partial<
  Pick<
    Workspace,
    | 'name'
    | 'slug'
    | 'content_is_open'
    | 'allows_pending_drafts'
    | 'allows_self_approval'
    | 'runs_checks'
    | 'check_percent'
    | 'holds_risk'
    | 'asks_second'
    | 'minds_pauses'
    | 'asks_for_proposals'
    | 'names_reviewers'
  >
>;

export async function updateWorkspace(db: Db, workspace_id: string, patch: WorkspacePatch): Promise<Result<Workspace>> {
  const { data, error } = await db.from('workspaces').update(patch).eq('id', workspace_id).select().single();
  return error ? problemFromPostgres(error) : { ok: true, data };
}
