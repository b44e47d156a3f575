import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { upTo } from '../../core/bounded.ts';
import { isOverAge } from '../../core/session.ts';

// Tokens for renewing a session work once. A page sends many requests at once, a restored window many pages: when the session has
// ended, all of them bring the same token. They are answered by one renewal here; elsewhere (another web process, another moment)
// Auth gives the one who comes late what the first got, hosted by itself, embedded by lib/studio/embedded/gateway-renewals.ts.

interface Answer {
  status: number;
  headers: [string, string][];
  text: string;
}

/** How long an answer serves those who come late with the old token. */
const KEPT_MS = 60_000;

// Once a process: Next.js may evaluate a module once per bundle.
const KEY = Symbol.for('trailwright.renewals');
const holder = globalThis as typeof globalThis & { [KEY]?: LRUCache<string, Promise<Answer>> };
const renewals = () => {
  holder[KEY] ??= new LRUCache<string, Promise<Answer>>({ ...upTo(10_000), ttl: KEPT_MS });
  return holder[KEY];
};

/** `fetch` that renews one session once, however many ask at the same time, and ends one that is older than `days`. */
export function renewingOnce(days: number, next: typeof fetch = fetch): typeof fetch {
  return async (target, init) => {
    const token = typeof target === 'string' || target instanceof URL ? renewalToken(String(target), init) : null;
    if (token === null) return next(target, init);
    const key = createHash('sha256').update(token).digest('base64url');
    const kept = renewals();
    let answer = kept.get(key);
    if (!answer) {
      answer = renew(String(target), init, days, next);
      kept.set(key, answer);
      // What failed is tried again by the next one.
      const forget = () => void (kept.peek(key) === answer && kept.delete(key));
      answer.then(({ status }) => status !== 200 && forget(), forget);
    }
    const { status, headers, text } = await answer;
    return new Response(text, { status, headers });
  };
}

function renewalToken(url: string, init: RequestInit | undefined): string | null {
  const { pathname, searchParams } = new URL(url);
  if (!pathname.endsWith('/auth/v1/token') || searchParams.get('grant_type') !== 'refresh_token') return null;
  const { refresh_token } = JSON.parse(String(init?.body)) as { refresh_token?: unknown };
  return typeof refresh_token === 'string' ? refresh_token : null;
}

const OVER = JSON.stringify({ code: 'session_expired', error_code: 'session_expired', msg: 'The session is too old' });

async function renew(url: string, init: RequestInit | undefined, days: number, next: typeof fetch): Promise<Answer> {
  const answer = await next(url, init);
  const text = await answer.text();
  // The body was read: what is said of its coding and length no longer holds.
  const headers = [...answer.headers].filter(([name]) => !/^content-(encoding|length)$|^transfer-encoding$/.test(name));
  if (answer.ok) {
    const { access_token } = JSON.parse(text) as { access_token: string };
    if (isOverAge(access_token, Date.now() / 1_000, days)) {
      const out = new URL(url.replace(/\/token\?.*$/, '/logout?scope=local'));
      await next(out, {
        method: 'POST',
        headers: { ...asObject(init?.headers), authorization: `Bearer ${access_token}` },
      });
      return { status: 400, headers, text: OVER };
    }
  }
  return { status: answer.status, headers, text };
}

const asObject = (headers: HeadersInit | undefined) => Object.fromEntries(new Headers(headers));
