import { isSessionCookie } from '#lib/base/core/session.ts';

// What browsers do when a session has ended in their absence, as the trial of sessions plays it against a studio and a test against
// its parts: a page that asks for six things at once, a window whose tabs all come back, and a tab that is late.

export interface Answered {
  status: number;
  location: string | null;
  /** `set-cookie` lines. */
  cookies: readonly string[];
}

/** Asks for a page or a read with a `cookie` header. */
export type Ask = (path: string, cookie: string) => Promise<Answered>;

export interface Outcome {
  requests: number;
  /** Requests that were sent to the sign-in, were refused, or took the session away from the browser. */
  signedOut: number;
}

/** A browser's cookies: what an answer sets is sent by the next request, and by no earlier one. */
export class Jar {
  readonly name: string;
  #cookies = new Map<string, string>();

  constructor(name: string, value: string) {
    this.name = name;
    this.#cookies.set(name, value);
  }

  get header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /;\s*max-age=0/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }

  get isSignedIn(): boolean {
    return [...this.#cookies.keys()].some((name) => isSessionCookie(name, this.name));
  }

  /** The session as it is, with its access token ended. */
  endAccess(): void {
    const parts = [...this.#cookies].filter(([name]) => isSessionCookie(name, this.name)).sort(byPart);
    const whole = parts.map(([, value]) => value).join('');
    const session = JSON.parse(Buffer.from(whole.replace(/^base64-/, ''), 'base64url').toString()) as object;
    for (const [name] of parts) this.#cookies.delete(name);
    this.#cookies.set(this.name, endedCookie(session));
  }
}

const byPart = ([a]: [string, string], [b]: [string, string]) => Number(a.split('.')[1]) - Number(b.split('.')[1]);

/** What the cookie of a session holds whose access token has ended. */
export function endedCookie(session: object): string {
  const ended = JSON.stringify({ ...session, expires_at: 1, expires_in: 0 });
  return `base64-${Buffer.from(ended).toString('base64url')}`;
}

/** A number from 0 to 1, the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Six requests of one page at once, all with the ended session. */
export async function parallelRequests(ask: Ask, jar: Jar, paths: readonly string[]): Promise<Outcome> {
  jar.endAccess();
  const cookie = jar.header;
  const answers = await Promise.all(paths.map((path) => ask(path, cookie)));
  for (const { cookies } of answers) jar.keep(cookies);
  return counted(answers, jar);
}

/**
 * Three tabs that a window brings back: each asks for its page and then for what is on it, a moment apart, with the cookies as they
 * are by then; and one request that was sent with the old ones is late.
 */
export async function restoredTabs(
  ask: Ask,
  jar: Jar,
  paths: readonly string[],
  random: () => number,
): Promise<Outcome> {
  jar.endAccess();
  const old = jar.header;
  const answers: Answered[] = [];
  const send = async (path: string, cookie: string) => {
    const answer = await ask(path, cookie);
    jar.keep(answer.cookies);
    answers.push(answer);
  };
  const pick = () => paths[Math.floor(random() * paths.length)] ?? '/';
  const tabs = Array.from({ length: 3 }, () => ({ after: random() * 120, own: [pick(), pick(), pick()] }));
  await Promise.all(
    tabs.map(async ({ after, own: [page = '/', ...rest] }) => {
      await new Promise((resolve) => setTimeout(resolve, after));
      await send(page, jar.header);
      await Promise.all(rest.map((path) => send(path, jar.header)));
    }),
  );
  await send(pick(), old);
  return counted(answers, jar);
}

function counted(answers: readonly Answered[], jar: Jar): Outcome {
  const out = answers.filter(
    ({ status, location }) => status === 401 || (status >= 300 && status < 400 && location?.includes('/sign-in')),
  );
  return { requests: answers.length, signedOut: out.length + (jar.isSignedIn ? 0 : 1) };
}
