import { NextRequest } from 'next/server';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { sessionCookieName } from '#lib/base/data/clients/session-cookies.ts';
import {
  type Ask,
  endedCookie,
  Jar,
  parallelRequests,
  restoredTabs,
  seeded,
} from '../../../bench/attack/session-rounds.ts';
import { proxy } from '../../../proxy.ts';
import { cookieOf } from '../support/browsing.ts';
import { testDatabase } from '../support/harness.ts';

// The whole trial is `npm run attack sessions`; this is a small sample of it, against the same proxy and the same API.

const db = testDatabase();

beforeAll(async () => {
  const gateway = await db.gateway();
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_URL', gateway.url);
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY', gateway.publishableKey);
  vi.stubEnv('DATABASE_URL', db.url);
});

/** What the proxy makes of a request, and whether what stands behind it finds somebody signed in. */
const ask: Ask = async (path, cookie) => {
  const page = await proxy(new NextRequest(`http://studio.test${path}`, { headers: { cookie } }));
  const passedOn = page.headers.get('x-middleware-request-cookie') ?? cookie;
  const status = (await isSignedIn(passedOn)) ? 200 : 401;
  return { status, location: null, cookies: page.headers.getSetCookie() };
};

async function isSignedIn(cookie: string): Promise<boolean> {
  const value = new RegExp(`${sessionCookieName()}=base64-([^;]+)`).exec(cookie)?.[1];
  if (!value) return false;
  const { access_token } = JSON.parse(Buffer.from(value, 'base64url').toString()) as { access_token: string };
  const gateway = await db.gateway();
  const headers = { apikey: gateway.publishableKey, authorization: `Bearer ${access_token}` };
  return (await fetch(`${gateway.url}/auth/v1/user`, { headers })).ok;
}

async function newJar(): Promise<Jar> {
  const { name, value } = await cookieOf((await (await db.gateway()).signUp()).client);
  return new Jar(name, value);
}

const PATHS = ['/w/any', '/w/any/outline', '/w/any/api/members', '/w/any/api/people', '/w/any/graph', '/w/any/search'];

describe('a session whose access token has ended', () => {
  test('six requests at once, again and again', async () => {
    const jar = await newJar();
    for (let round = 0; round < 4; round++)
      expect(await parallelRequests(ask, jar, PATHS)).toEqual({ requests: 6, signedOut: 0 });
  });

  test('tabs that a window brings back', async () => {
    const random = seeded(20_261_129);
    const jar = await newJar();
    for (let round = 0; round < 4; round++)
      expect(await restoredTabs(ask, jar, PATHS, random)).toEqual({ requests: 10, signedOut: 0 });
  });

  test('is renewed once for all that come together', async () => {
    const jar = await newJar();
    jar.endAccess();
    const cookie = jar.header;
    const answers = await Promise.all(PATHS.map((path) => ask(path, cookie)));
    expect(new Set(answers.flatMap(({ cookies }) => cookies.map((line) => line.split(';')[0]))).size).toBe(1);
    const { rows } = await db.owner.query(
      `select count(*)::integer as renewals from auth.refresh_tokens where parent is not null
       and session_id = (select session_id from auth.refresh_tokens order by created_at desc limit 1)`,
    );
    expect(rows).toEqual([{ renewals: 1 }]);
  });
});

test('the API itself gives those who come together the same successor, and takes none of them for a thief', async () => {
  const gateway = await db.gateway();
  const { session } = (await (await gateway.signUp()).client.auth.getSession()).data;
  const renew = async (refresh_token: string | undefined) => {
    const answer = await fetch(`${gateway.url}/auth/v1/token?grant_type=refresh_token`, {
      method: 'POST',
      headers: { apikey: gateway.publishableKey, 'content-type': 'application/json' },
      body: JSON.stringify({ refresh_token }),
    });
    return { status: answer.status, token: ((await answer.json()) as { refresh_token?: string }).refresh_token };
  };
  const first = await Promise.all(Array.from({ length: 8 }, () => renew(session?.refresh_token)));
  expect(new Set(first.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(first.map(({ token }) => token)).size).toBe(1);
  expect((await renew(first[0]?.token)).status).toBe(200);
});

describe('the cookie', () => {
  const ended = async () => {
    const { session } = (await (await (await db.gateway()).signUp()).client.auth.getSession()).data;
    return session ?? {};
  };
  const at = async (address: string, value: string, headers: Record<string, string> = {}) => {
    const cookie = `${sessionCookieName()}=${value}`;
    return proxy(new NextRequest(address, { headers: { cookie, ...headers } }));
  };

  test('is out of reach of scripts and of other sites, and forgotten after a week', async () => {
    const page = await at('http://studio.test/w/any', endedCookie(await ended()));
    expect(page.headers.getSetCookie()).toHaveLength(1);
    expect(page.headers.getSetCookie()[0]).toMatch(/; Path=\/; .*Max-Age=604800; HttpOnly; SameSite=lax/i);
    expect(page.headers.getSetCookie()[0]).not.toMatch(/secure/i);
  });

  test('never travels without TLS where it came by TLS', async () => {
    const page = await at('http://studio.test/w/any', endedCookie(await ended()), { 'x-forwarded-proto': 'https' });
    expect(page.headers.getSetCookie()[0]).toMatch(/; Secure/i);
  });

  test('stays where it is when its renewal is refused: it may be an old one, and the new one lies beside it by now', async () => {
    const dead = endedCookie({ ...(await ended()), refresh_token: 'spent-long-ago' });
    const page = await at('http://studio.test/w/any', dead);
    expect(page.headers.getSetCookie()).toEqual([]);
    expect(page.headers.get('x-middleware-request-cookie') ?? '').not.toContain(sessionCookieName());
    expect(page.headers.get('x-middleware-request-x-had-session')).toBe('1');
    const signIn = await at('http://studio.test/sign-in?ended', dead);
    expect(signIn.headers.getSetCookie().join()).toMatch(/Max-Age=0/i);
  });
});

test('a session ends with its time, and with being away too long, whoever renews it', async () => {
  const gateway = await db.gateway();
  const age = async (column: string, days: number) => {
    const { client } = await gateway.signUp();
    const { session } = (await client.auth.getSession()).data;
    await db.owner.query(
      `update auth.sessions set ${column} = now() - make_interval(days => $2)
       where id = (select session_id from auth.refresh_tokens where token = $1)`,
      [session?.refresh_token, days],
    );
    return (await client.auth.refreshSession()).error?.code ?? 'renewed';
  };
  expect(await age('created_at', 29)).toBe('session_expired');
  expect([await age('refreshed_at', 6), await age('refreshed_at', 8)]).toEqual(['renewed', 'session_expired']);
});
