import os from 'node:os';

// What keeps one caller from taking all there is (docs/decisions/064-shares.md).

const SEARCH = /^\/rest\/v1\/rpc\/(content_search|search_content)$/;
/** Searches are what costs processor time: a workspace gets half of the processors for them. */
const SEARCHES = Math.max(1, Math.floor(os.availableParallelism() / 2));

/** Lets each workspace search so many times at once, whoever asks; all else passes. */
export function shareSearches(
  serve: (request: Request, peer: string | null) => Promise<Response> | Response,
  most = SEARCHES,
): typeof serve {
  const shares = new Shares();
  return async (request, peer) => {
    const url = new URL(request.url);
    if (!SEARCH.test(url.pathname)) return serve(request, peer);
    const where = await searchedPlace(request, url);
    try {
      return await shares.run(where, most, () => Promise.resolve(serve(request, peer)));
    } catch (error) {
      if (error instanceof Crowded)
        return Response.json(error.answer, { status: 503, headers: { 'retry-after': '2' } });
      throw error;
    }
  };
}

async function searchedPlace(request: Request, url: URL): Promise<string> {
  const named = url.searchParams.get('p_snapshot') ?? url.searchParams.get('p_workspace');
  if (named || request.method !== 'POST') return named ?? '';
  // What is no JSON is refused by the API; here it stands in one line with all else that is none.
  const body = (await request
    .clone()
    .json()
    .catch(() => null)) as { p_snapshot?: unknown; p_workspace?: unknown } | null;
  return String(body?.p_snapshot ?? body?.p_workspace ?? '');
}

/** Too many wait already, or one has waited too long. Travels through the library as an error of PostgreSQL does. */
export class Crowded extends Error {
  readonly code = 'PGRST';
  readonly detail = JSON.stringify({ status: 503, headers: { 'Retry-After': '2' } });
  readonly answer = { code: '53300', message: 'too many requests at once', details: null, hint: null };

  constructor() {
    super(JSON.stringify({ code: '53300', message: 'too many requests at once', details: null, hint: null }));
  }
}

const MOST_WAITING = 100;
const LONGEST_WAIT = 5_000;

/** Of each key so many at once; the others wait in order, a hundred of them and five seconds at most. */
export class Shares {
  readonly #lines = new Map<string, { running: number; waiting: (() => void)[] }>();

  async run<T>(key: string, most: number, work: () => Promise<T>): Promise<T> {
    const line = this.#lines.get(key) ?? { running: 0, waiting: [] };
    this.#lines.set(key, line);
    if (line.running < most) line.running++;
    else await wait(line.waiting);
    try {
      return await work();
    } finally {
      const next = line.waiting.shift();
      // Who comes next takes over the place as it is.
      if (next) next();
      else if (--line.running === 0) this.#lines.delete(key);
    }
  }
}

function wait(waiting: (() => void)[]): Promise<void> {
  if (waiting.length >= MOST_WAITING) return Promise.reject(new Crowded());
  return new Promise((resolve, reject) => {
    const go = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      const at = waiting.indexOf(go);
      if (at >= 0) waiting.splice(at, 1);
      reject(new Crowded());
    }, LONGEST_WAIT);
    waiting.push(go);
  });
}
