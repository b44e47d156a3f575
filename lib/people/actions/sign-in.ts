'use server';

import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { guarded, invalid } from '#lib/base/actions/door.ts';
import { CALLER_HEADER } from '#lib/base/core/caller.ts';
import { isLoopbackHost } from '#lib/base/core/hosts.ts';
import { localPath } from '#lib/base/core/local-path.ts';
import { ROLES, type Role } from '#lib/base/core/permissions.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import { isSessionCookie } from '#lib/base/core/session.ts';
import { STUDIO } from '#lib/base/core/studio-address.ts';
import { serverClient } from '#lib/base/data/clients/server.ts';
import { sessionCookieName } from '#lib/base/data/clients/session-cookies.ts';
import { env } from '#lib/base/env.ts';
import { displayName, newPassword } from '../core/account.ts';
import { DEMO_PASSWORD, demoEmail } from '../core/demo.ts';
import { answerInvitationLink } from '../data/invitations.ts';
import { inStep } from '../services/in-step.ts';
import { joinByLink } from '../services/invitations.ts';
import { takeLink, tries } from '../services/sign-in-limit.ts';

// These stand before any permission: they are how a person comes to have one.

const credentials = z.object({
  email: z.email('Write an address like name@example.org.'),
  password: z.string().min(1, 'Write your password.'),
});

/**
 * Signs in with a password. What fails counts for the address that it comes from, and is answered on the full second: how long it
 * took would say whether there is such an account, since only then a password is compared.
 */
export async function signInAction(input: { email: string; password: string }): Promise<Result<null>> {
  const parsed = credentials.safeParse(input);
  if (!parsed.success)
    return fail('invalid_input', parsed.error.issues[0]?.message ?? 'Write your address and password.');
  const caller = (await headers()).get(CALLER_HEADER) ?? '';
  if (!tries.take(caller, parsed.data.email))
    return fail('unavailable', 'Too many tries from here. Wait five minutes, then try again.');
  return inStep(async () => {
    const db = await serverClient();
    const { error } = await db.auth.signInWithPassword(parsed.data);
    const isWrong = error?.status === 400 || error?.status === 401;
    if (!isWrong) tries.giveBack(caller, parsed.data.email);
    if (!error) return ok(null);
    if (isWrong) return fail('unauthenticated', 'The address or the password is not right.');
    return fail('unavailable', 'Signing in does not work right now. Try again in a moment.');
  });
}

/** One click for the demo people; on embedded installs only, and for whoever sits at the machine itself. */
export async function signInDemoAction(role: Role): Promise<Result<null>> {
  const isHere = env().embedded && isLoopbackHost((await headers()).get('host'));
  if (!isHere || !ROLES.includes(role)) return fail('forbidden', 'There are no demo people here.');
  return signInAction({ email: demoEmail(role), password: DEMO_PASSWORD });
}

/**
 * Sends a magic link where mail is configured. Whoever was invited has no account yet: the link makes it, unless Auth is told
 * that nobody may sign up. The answer is the same whether the address is known or not.
 */
export async function requestMagicLinkAction(input: { email: string }): Promise<Result<null>> {
  const parsed = credentials.pick({ email: true }).safeParse(input);
  if (!parsed.success) return fail('invalid_input', 'Write an address like name@example.org.');
  const { mailIsConfigured, siteUrl } = env();
  if (!mailIsConfigured) return fail('unavailable', 'This studio cannot send mail. Sign in with your password.');
  if (!takeLink(parsed.data.email)) return fail('unavailable', 'A link was sent a moment ago. Look into your mail.');
  const db = await serverClient();
  const { error } = await db.auth.signInWithOtp({
    email: parsed.data.email,
    options: { shouldCreateUser: true, emailRedirectTo: `${siteUrl}/auth/callback` },
  });
  if (error && error.status !== 400 && error.status !== 422)
    return fail('unavailable', 'The mail could not be sent. Try again in a moment.');
  return ok(null);
}

/**
 * Trades the code or hash of a link in a mail for a session. Only this button does: mail scanners and previews open links, and one
 * that was opened so would be used up before the person comes.
 */
export async function enterByLinkAction(form: FormData): Promise<void> {
  const given = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const [code, token_hash] = [given('code'), given('token_hash')];
  const db = await serverClient();
  const { error } = code
    ? await db.auth.exchangeCodeForSession(code)
    : token_hash
      ? // The older name is the one that an embedded install knows.
        await db.auth.verifyOtp({ type: given('type') === 'magiclink' ? 'magiclink' : 'email', token_hash })
      : { error: new Error('no code') };
  redirect(error ? STUDIO.signIn({ isUsed: true }) : STUDIO.front);
}

/** Signs out of this browser; leads to the sign-in, or to a path of this studio. */
export async function signOutAction(next?: string): Promise<void> {
  const db = await serverClient({ signsOut: true });
  await db.auth.signOut({ scope: 'local' });
  // Also where Auth could not be reached: whoever signs out is out in this browser, and no script could take the cookie away.
  const store = await cookies();
  for (const { name } of store.getAll()) if (isSessionCookie(name, sessionCookieName())) store.delete(name);
  redirect(next === undefined ? STUDIO.signIn() : localPath(next));
}

const link = z.string().min(1).max(100);

/** Answers the invitation with this link: whoever has it may decline, signed in or not. Accepting wants the account that it is made out for. */
export async function answerInvitationLinkAction(input: {
  link: string;
  accepts: boolean;
}): Promise<Result<string | null>> {
  return guarded('invitation.answer_link', async () => {
    const parsed = z.object({ link, accepts: z.boolean() }).safeParse(input);
    if (!parsed.success) return invalid(parsed.error);
    return answerInvitationLink(await serverClient(), parsed.data.link, parsed.data.accepts);
  });
}

/** Makes the account of somebody who was invited, signs them in and accepts, where the studio cannot send mail. */
export async function joinByLinkAction(input: {
  link: string;
  display_name: string;
  password: string;
}): Promise<Result<string | null>> {
  return guarded('invitation.join', async () => {
    const parsed = z.object({ link, display_name: displayName, password: newPassword }).safeParse(input);
    if (!parsed.success) return invalid(parsed.error);
    if (env().mailIsConfigured)
      return fail('wrong_state', 'Sign in with a link by mail first: that shows that the address is yours.');
    const caller = (await headers()).get(CALLER_HEADER) ?? '';
    if (!tries.take(caller, parsed.data.link))
      return fail('unavailable', 'Too many tries from here. Wait five minutes, then try again.');
    return joinByLink(await serverClient(), parsed.data.link, parsed.data);
  });
}
