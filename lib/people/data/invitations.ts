import { z } from 'zod';
import { ROLES, type Role } from '#lib/base/core/permissions.ts';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { problemFromPostgres } from '#lib/base/data/problem-from-postgres.ts';
import { call, callJson } from '#lib/base/data/rpc.ts';

/** An invitation as admins of the workspace see it. Whether somebody has that address does not show. */
export interface Invitation {
  email: string;
  role: Role;
  created_at: string;
  expires_at: string;
}

export async function listInvitations(db: Db, workspace_id: string): Promise<Result<Invitation[]>> {
  const { data, error } = await db
    .from('invitations')
    .select('email, role, created_at, expires_at')
    .eq('workspace_id', workspace_id)
    .order('ordinal');
  return error ? problemFromPostgres(error) : ok(data);
}

/** Invites an address; invited again, it has another link. Gives when the link ends. */
export async function invite(
  db: Db,
  workspace_id: string,
  it: { email: string; role: Role; link_hash: string },
): Promise<Result<string>> {
  return call(db, 'invite', {
    p_workspace: workspace_id,
    p_email: it.email,
    p_role: it.role,
    p_link_hash: it.link_hash,
  });
}

export async function withdrawInvitation(db: Db, workspace_id: string, email: string): Promise<Result<null>> {
  const { error } = await db
    .from('invitations')
    .delete()
    .eq('workspace_id', workspace_id)
    .eq('email', email)
    .select('email')
    .single();
  return error ? problemFromPostgres(error) : ok(null);
}

const askedJson = z.object({
  workspace_name: z.string(),
  role: z.enum(ROLES),
  /** Null where the account is gone that invited. */
  invited_by: z.string().nullable(),
  expires_at: z.string(),
});

const waitingJson = z.array(askedJson.extend({ id: z.string(), created_at: z.string() }));
export type WaitingInvitation = z.infer<typeof waitingJson>[number];

/** Invitations that wait for the caller, newest first. */
export async function listMyInvitations(db: Db): Promise<Result<WaitingInvitation[]>> {
  return callJson(db, 'my_invitations', {}, waitingJson);
}

/** Accepts or declines an invitation for the caller's address; gives the slug of the workspace that they are in now. */
export async function answerInvitation(db: Db, id: string, accepts: boolean): Promise<Result<string | null>> {
  return call(db, 'answer_invitation', { p_invitation: id, p_accepts: accepts });
}

const linkedJson = z.array(askedJson.extend({ email: z.string() }));
export type LinkedInvitation = z.infer<typeof linkedJson>[number];

/** What the invitation with this link is for; null when the link leads nowhere any more. */
export async function readInvitation(db: Db, link: string): Promise<Result<LinkedInvitation | null>> {
  const rows = await callJson(db, 'read_invitation', { p_link: link }, linkedJson);
  return rows.ok ? ok(rows.data[0] ?? null) : rows;
}

export async function answerInvitationLink(db: Db, link: string, accepts: boolean): Promise<Result<string | null>> {
  return call(db, 'answer_invitation_link', { p_link: link, p_accepts: accepts });
}
