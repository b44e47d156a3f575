import { createServerClient } from '@supabase/ssr';
import { type NextRequest, NextResponse } from 'next/server';
import { RENEWED_HEADER } from '#lib/base/core/request.ts';
import { contentSecurityPolicy } from '#lib/base/core/security-policy.ts';
import { isSessionCookie } from '#lib/base/core/session.ts';
import { STUDIO } from '#lib/base/core/studio-address.ts';
import { cookiesForBrowser, sessionClientOptions, sessionCookieName } from '#lib/base/data/clients/session-cookies.ts';
import { env } from '#lib/base/env.ts';

/**
 * Before every page: keeps the session alive (a page that renders cannot set cookies) and gives the answer a content
 * security policy with a nonce of its own. Only scripts with that nonce, or loaded by one, run.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64');
  const { supabaseUrl, publishableKey, realtimeUrl } = env();
  const policy = contentSecurityPolicy(nonce, { realtimeUrl, isDevelopment: process.env.NODE_ENV === 'development' });
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.delete(RENEWED_HEADER);
  headers.set('content-security-policy', policy);
  // For pages that send people to the sign-in and back: where they are, and whether they came with a session.
  headers.set('x-place', `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const session = sessionCookieName();
  const hadSession = request.cookies.getAll().some(({ name }) => isSessionCookie(name, session));
  headers.set('x-had-session', hadSession ? '1' : '');

  let response = NextResponse.next({ request: { headers } });
  const client = createServerClient(supabaseUrl, publishableKey, {
    ...sessionClientOptions(),
    cookies: {
      getAll: () => request.cookies.getAll(),
      setAll: (changed, keepOut) => {
        // What is behind this goes on with the new session, or without the dead one.
        for (const { name, value } of changed) {
          if (value === '') request.cookies.delete(name);
          else request.cookies.set(name, value);
        }
        headers.set('cookie', request.cookies.toString());
        headers.set(RENEWED_HEADER, '1');
        response = NextResponse.next({ request: { headers } });
        // Whoever has come as far as the page for signing in has no other session any more.
        const mayForget = request.nextUrl.pathname === STUDIO.signIn();
        for (const { name, value, options } of cookiesForBrowser(changed, request.headers, mayForget))
          response.cookies.set(name, value, options);
        // An answer with somebody's session in it belongs in no cache.
        for (const [name, value] of Object.entries(keepOut)) response.headers.set(name, value);
      },
    },
  });
  // Reads the session and renews it when it is about to end. Who the person is, is verified where it matters.
  await client.auth.getSession();
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = {
  // What is no page needs neither session nor policy, and the APIs bring their own. Whole names, never endings: any address
  // may end in .png, and is answered by a page then.
  matcher: [
    '/((?!_next/static/|_next/image$|api/v1/|api/health$|assets/[^/]+/[^/]+$|metrics$|icon\\.svg$|player/trailwright-exercises\\.js$|schemas/import-bundle\\.schema\\.json$).*)',
  ],
};
