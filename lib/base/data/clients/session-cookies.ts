import { createHash } from 'node:crypto';
import { type CookieChange, changesForBrowser, sessionCookieOptions } from '../../core/session.ts';
import { type Env, env } from '../../env.ts';
import { renewingOnce } from './renewal.ts';

/**
 * The name of the session's cookie: of this install alone. Browsers do not tell ports apart, so that two installs on one machine
 * would sign each other's people out under the name that the library takes from the address of the API.
 */
export function sessionCookieName({ publishableKey }: Pick<Env, 'publishableKey'> = env()): string {
  return `trailwright-${createHash('sha256').update(publishableKey).digest('hex').slice(0, 8)}`;
}

/** Whether the browser speaks TLS to whoever passes its requests on. Only a proxy of ours can have said so (web-front.ts). */
const isSecure = (headers: Headers, { siteUrl }: Env) =>
  siteUrl.startsWith('https:') || headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https';

/** What of changed cookies goes to the browser, and how it keeps them. */
export function cookiesForBrowser(changed: readonly CookieChange[], headers: Headers, mayForget = false) {
  const kept = { isSecure: isSecure(headers, env()), bounds: env().session };
  return changesForBrowser(changed, sessionCookieName(), mayForget).map(({ name, value, options }) => ({
    name,
    value,
    options: sessionCookieOptions(options, kept),
  }));
}

/** How the client behind a browser's request knows its session, and renews it. */
export function sessionClientOptions(next: typeof fetch = fetch) {
  return {
    cookieOptions: { name: sessionCookieName() },
    global: { fetch: renewingOnce(env().session.days, next) },
  };
}
