'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { isLoopbackHost } from '#lib/base/core/hosts.ts';
import { ROLES, type Role } from '#lib/base/core/permissions.ts';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import { serverClient } from '#lib/base/data/clients/server.ts';
import { env } from '#lib/base/env.ts';
import { DEMO_PASSWORD, demoEmail } from '../core.ts';
import { takeLink, takeTry } from '../services/sign-in-limit.ts';

// These stand before any permission: they are how a person comes to have one.

const credentials = z.object({
  email: z.email('Write an address like name@example.org.'),
  password: z.string().min(1, 'Write your password.'),
});

/** Signs in with a password; tries are counted by account. */
export async function signInAction(input: { email: string; password: string }): Promise<Result<null>> {
  const parsed = credentials.safeParse(input);
  if (!parsed.success)
    return fail('invalid_input', parsed.error.issues[0]?.message ?? 'Write your address and password.');
  if (!takeTry(parsed.data.email)) return fail('unavailable', 'Too many tries. Wait a minute, then try again.');
  const db = await serverClient();
  const { error } = await db.auth.signInWithPassword(parsed.data);
  if (!error) return ok(null);
  if (error.status === 400 || error.status === 401)
    return fail('unauthenticated', 'The address or the password is not right.');
  return fail('unavailable', 'Signing in does not work right now. Try again in a moment.');
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

export async function signOutAction(): Promise<void> {
  const db = await serverClient();
  await db.auth.signOut({ scope: 'local' });
  redirect('/sign-in');
}
