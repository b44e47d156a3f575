import pg from 'pg';

/** A look that takes longer is given up: what is in memory may be old then. */
const LONGEST_MS = 1_000;

const LOOK = {
  name: 'content-moves',
  text: 'select m.slug, m.moved from private.content_moved($1) m',
};

interface Look {
  slugs: Set<string>;
  found: Promise<ReadonlyMap<string, string>>;
  settle: PromiseWithResolvers<ReadonlyMap<string, string>>;
}

/**
 * Looks up how often what readers of a workspace get has changed, for every read. One look is under way at a time, and whoever
 * comes meanwhile waits for the next one: so a look never begins before the read that it is for, and a thousand reads at once cost
 * one or two. On a connection of its own, made anew when it breaks.
 */
export class ContentMoves {
  readonly #databaseUrl: string;
  #client: pg.Client | null = null;
  #next: Look | null = null;
  #isLooking = false;

  constructor(databaseUrl: string) {
    this.#databaseUrl = databaseUrl;
  }

  /** What tells this state of a workspace from every other; null where there is no such workspace. Fails while nobody answers. */
  async of(slug: string): Promise<string | null> {
    this.#next ??= newLook();
    const { slugs, found } = this.#next;
    slugs.add(slug);
    if (!this.#isLooking) void this.#look();
    return (await found).get(slug) ?? null;
  }

  async close(): Promise<void> {
    await this.#client?.end().catch(() => undefined);
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    for (let look = this.#next; look; look = this.#next) {
      this.#next = null;
      const slugs = [...look.slugs];
      // A connection may have been cut without anybody noticing: the second try is on a new one.
      await this.#ask(slugs)
        .catch(() => this.#ask(slugs))
        .then(look.settle.resolve, look.settle.reject);
    }
    this.#isLooking = false;
  }

  async #ask(slugs: string[]): Promise<ReadonlyMap<string, string>> {
    try {
      this.#client ??= await connect(this.#databaseUrl);
      const { rows } = await this.#client.query<{ slug: string; moved: string }>({ ...LOOK, values: [slugs] });
      return new Map(rows.map(({ slug, moved }) => [slug, moved]));
    } catch (error) {
      void this.#client?.end().catch(() => undefined);
      this.#client = null;
      throw error;
    }
  }
}

function newLook(): Look {
  const settle = Promise.withResolvers<ReadonlyMap<string, string>>();
  // Whoever waits hears of a failure; a look for which nobody waits any more is no unhandled one.
  settle.promise.catch(() => undefined);
  return { slugs: new Set(), found: settle.promise, settle };
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString,
    application_name: 'trailwright readers',
    connectionTimeoutMillis: LONGEST_MS,
    query_timeout: LONGEST_MS,
    keepAlive: true,
  });
  // A connection that breaks says so where it is used.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
