import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '#lib/base/core/permissions.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import { STUDIO } from '#lib/base/core/studio-address.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import * as data from '../data/invitations.ts';

export interface MadeInvitation {
  email: string;
  /** Shown this once: of its secret only a digest is kept. */
  link: string;
  expires_at: string;
}

/** Invites an address and gives the link, the same way whether it has an account or not. */
export async function inviteByLink(
  db: Db,
  workspace_id: string,
  { email, role }: { email: string; role: Role },
  siteUrl: string,
): Promise<Result<MadeInvitation>> {
  const secret = randomBytes(24).toString('base64url');
  const link_hash = createHash('sha256').update(secret).digest('hex');
  const made = await data.invite(db, workspace_id, { email, role, link_hash });
  if (!made.ok) return made;
  return ok({ email, link: `${siteUrl}${STUDIO.invitation(secret)}`, expires_at: made.data });
}

/** The part of a client with which an account is made, here or at a hosted Auth. */
type Auth = Pick<Db, 'auth'>;

/**
 * Makes the account that an invitation is made out for and accepts in its name. Only where nobody can prove an address by mail: there
 * the link is the proof, as the admin who handed it over saw to whom.
 */
export async function joinByLink(
  db: Db & Auth,
  link: string,
  person: { display_name: string; password: string },
): Promise<Result<string | null>> {
  const asked = await data.readInvitation(db, link);
  if (!asked.ok) return asked;
  if (!asked.data) return fail('not_found', 'This link leads nowhere any more. Ask for another one.');
  const { error } = await db.auth.signUp({
    email: asked.data.email,
    password: person.password,
    options: { data: { display_name: person.display_name } },
  });
  if (error?.code === 'weak_password')
    return fail('invalid_input', 'This password is too easy to guess.', {
      fields: { password: 'Choose a longer password.' },
    });
  if (error?.code === 'user_already_exists')
    return fail('conflict', 'There is an account with this address already. Sign in with it to accept.');
  if (error) return fail('unavailable', 'The account could not be made right now. Try again in a moment.');
  return data.answerInvitationLink(db, link, true);
}
