import { z } from 'zod';

/** Life of a session in days, as the environment has it. */
export interface SessionBounds {
  days: number;
  idleDays: number;
}

const DAY_S = 86_400;

const claims = z.object({ amr: z.array(z.object({ timestamp: z.number() })) });

/**
 * Whether a session that Auth has just renewed is older than it may be. A hosted Auth says in each access token when the person
 * signed in; the embedded one does not, and keeps the bound itself. Only read, not verified: it came from Auth itself.
 */
export function isOverAge(access_token: string, now_s: number, days: number): boolean {
  const read = claims.safeParse(payloadOf(access_token));
  if (!read.success || read.data.amr.length === 0) return false;
  return now_s - Math.min(...read.data.amr.map(({ timestamp }) => timestamp)) > days * DAY_S;
}

function payloadOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    return null;
  }
}

export interface CookieChange {
  name: string;
  value: string;
  options: object;
}

/** Whether a cookie is the session, or one of the parts in which a long one is kept. */
export const isSessionCookie = (name: string, session: string): boolean =>
  name === session || (name.startsWith(`${session}.`) && /^\d+$/.test(name.slice(session.length + 1)));

/**
 * What of a change goes to the browser. A session that could not be renewed is not deleted there: the request may have come with an
 * old one, from a tab that was restored, while another request has brought the new one long since. What replaces it takes its
 * leftover parts along; only signing out, and the page for signing in, leave nothing.
 */
export function changesForBrowser(
  changed: readonly CookieChange[],
  session: string,
  mayForget: boolean,
): readonly CookieChange[] {
  const isNew = changed.some(({ name, value }) => value !== '' && isSessionCookie(name, session));
  return isNew || mayForget
    ? changed
    : changed.filter(({ name, value }) => value !== '' || !isSessionCookie(name, session));
}

/**
 * How a cookie of the session is kept: no script reads it, no other site sends it along with its own requests, behind TLS it never
 * travels without, and the browser forgets it with the session.
 */
export function sessionCookieOptions(
  options: object,
  { isSecure, bounds }: { isSecure: boolean; bounds: SessionBounds },
) {
  const isGone = 'maxAge' in options && options.maxAge === 0;
  const maxAge = isGone ? 0 : Math.round(Math.min(bounds.days, bounds.idleDays) * DAY_S);
  return { ...options, path: '/', httpOnly: true, sameSite: 'lax' as const, secure: isSecure, maxAge };
}
