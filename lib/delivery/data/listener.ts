import pg from 'pg';

export interface ListenerEvents {
  /** What readers of this workspace get may have changed: another snapshot, a closed door, a revoked key. */
  moved: (workspace_id: string) => void;
  /** From here on nothing is missed; before, anything may have been. Also called when the connection is lost. */
  reset: () => void;
}

const HEARTBEAT_MS = 10_000;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5_000;

/**
 * Hears `snapshot_moved` on a connection of its own (transaction pooling drops notifications) and makes it anew with a
 * growing delay when it breaks. A line that is dead without saying so is found by asking every ten seconds.
 */
export class ContentListener {
  readonly #databaseUrl: string;
  readonly #events: ListenerEvents;
  #client: pg.Client | null = null;
  #isUp = false;
  #isClosed = false;
  #failures = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(databaseUrl: string, events: ListenerEvents) {
    this.#databaseUrl = databaseUrl;
    this.#events = events;
    void this.#connect();
  }

  /** Whether every change is heard. While it is not, what is in memory may be a second old at most. */
  get isUp(): boolean {
    return this.#isUp;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#isUp = false;
    await this.#client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#databaseUrl,
      application_name: 'trailwright readers',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    this.#client = client;
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    client.on('notification', ({ payload }) => {
      if (payload) this.#events.moved(payload);
    });
    try {
      await client.connect();
      await client.query('listen snapshot_moved');
    } catch {
      this.#lost(client);
      return;
    }
    if (this.#client !== client || this.#isClosed) return;
    this.#failures = 0;
    // First forget, then trust: what is read from now on is followed by notifications.
    this.#events.reset();
    this.#isUp = true;
    this.#beat(client);
  }

  #beat(client: pg.Client): void {
    this.#timer = setTimeout(async () => {
      const late = new Promise<never>((_, reject) => setTimeout(reject, HEARTBEAT_MS / 2).unref());
      try {
        await Promise.race([client.query('select 1'), late]);
        if (this.#client === client) this.#beat(client);
      } catch {
        this.#lost(client);
      }
    }, HEARTBEAT_MS);
    this.#timer.unref();
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = null;
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#isUp) {
      this.#isUp = false;
      this.#events.reset();
    }
    void client.end().catch(() => undefined);
    if (this.#isClosed) return;
    const delay = Math.min(FIRST_DELAY_MS * 2 ** this.#failures++, LONGEST_DELAY_MS);
    this.#timer = setTimeout(() => void this.#connect(), delay);
    this.#timer.unref();
  }
}
