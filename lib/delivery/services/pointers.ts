import { LRUCache } from 'lru-cache';
import type { Result } from '#lib/base/core/problem.ts';
import type { ContentAccess } from '../data/content.ts';

/** What a request says about what it wants to read, and with what right. */
export interface PointerRequest {
  workspace: string;
  key_hash?: string;
  snapshot_id?: string;
}

export interface Pointer {
  workspace_id: string;
  is_open: boolean;
  snapshot_id: string | null;
}

interface Space {
  workspace_id: string;
  is_open: boolean;
  /** undefined while only exact snapshots were asked for. */
  current: string | null | undefined;
  at: number;
}

const UNHEARD_MS = 1_000;
/** A key is shown to the database again after this long, which also notes that it is in use. */
const KEY_MS = 60_000;
const MOST_ATTEMPTS = 3;

/**
 * Which snapshot is current and who may read, in memory. Notifications keep it right while they come in; while they do
 * not, nothing in it is believed for longer than a second.
 *
 * The race that matters: an answer of the database that was read before a promotion must not be kept, nor given to a
 * request that came after it. So each notification has a number, an answer is kept only if none concerned its workspace
 * since the question was put, and a question under way is never shared with requests that come after a notification.
 */
export class ContentPointers {
  readonly #isHeard: () => boolean;
  readonly #now: () => number;
  readonly #spaces = new LRUCache<string, Space>({ max: 10_000 });
  readonly #keys = new LRUCache<string, { workspace_id: string; at: number }>({ max: 50_000 });
  readonly #exact = new LRUCache<string, { workspace_id: string; at: number }>({ max: 50_000 });
  readonly #asking = new Map<string, Promise<Result<ContentAccess>>>();
  #count = 0;
  #lastReset = 0;
  readonly #lastMove = new LRUCache<string, number>({ max: 10_000 });

  constructor(isHeard: () => boolean, now: () => number = () => performance.now()) {
    this.#isHeard = isHeard;
    this.#now = now;
  }

  moved(workspace_id: string): void {
    this.#lastMove.set(workspace_id, ++this.#count);
    this.#asking.clear();
    for (const known of [this.#spaces, this.#keys, this.#exact]) {
      for (const [key, value] of known.entries()) if (value.workspace_id === workspace_id) known.delete(key);
    }
  }

  reset(): void {
    this.#lastReset = ++this.#count;
    this.#asking.clear();
    for (const known of [this.#spaces, this.#keys, this.#exact]) known.clear();
  }

  /** What is known, without asking anybody. */
  peek({ workspace, key_hash, snapshot_id }: PointerRequest): Pointer | null {
    const space = this.#spaces.get(workspace);
    if (!space || !this.#isFresh(space.at)) return null;
    if (!space.is_open && (key_hash === undefined || !this.knowsKey(workspace, key_hash))) return null;
    const { workspace_id, is_open, current } = space;
    if (snapshot_id === undefined)
      return current === undefined ? null : { workspace_id, is_open, snapshot_id: current };
    if (snapshot_id !== current) {
      const exact = this.#exact.get(`${workspace} ${snapshot_id}`);
      if (!exact || !this.#isFresh(exact.at)) return null;
    }
    return { workspace_id, is_open, snapshot_id };
  }

  /** Whether a key was found valid here of late. */
  knowsKey(workspace: string, key_hash: string): boolean {
    const key = this.#keys.get(`${workspace} ${key_hash}`);
    return key !== undefined && this.#isFresh(key.at, KEY_MS);
  }

  /** What is known, or what `ask` says. */
  async find(request: PointerRequest, ask: () => Promise<Result<ContentAccess>>): Promise<Result<Pointer>> {
    const known = this.peek(request);
    if (known) return { ok: true, data: known };
    const name = `${request.workspace} ${request.key_hash ?? ''} ${request.snapshot_id ?? ''}`;
    for (let attempt = 1; ; attempt++) {
      const from = this.#count;
      const at = this.#now();
      const shared = this.#asking.get(name);
      const asking = shared ?? ask();
      if (!shared) {
        this.#asking.set(name, asking);
        const done = () => {
          if (this.#asking.get(name) === asking) this.#asking.delete(name);
        };
        asking.then(done, done);
      }
      const answer = await asking;
      if (!answer.ok) return answer;
      const { workspace_id } = answer.data;
      const isOvertaken = this.#lastReset > from || (this.#lastMove.get(workspace_id) ?? 0) > from;
      if (isOvertaken && attempt < MOST_ATTEMPTS) continue;
      if (!isOvertaken && !shared) this.#keep(request, answer.data, at);
      const { is_open, snapshot_id } = answer.data;
      return { ok: true, data: { workspace_id, is_open, snapshot_id } };
    }
  }

  #keep({ workspace, key_hash, snapshot_id }: PointerRequest, access: ContentAccess, at: number): void {
    const { workspace_id, is_open } = access;
    const space = this.#spaces.get(workspace);
    const current = snapshot_id === undefined ? access.snapshot_id : space?.current;
    // An exact question says nothing new about the current snapshot, so it must not make that knowledge look younger.
    this.#spaces.set(workspace, {
      workspace_id,
      is_open,
      current,
      at: snapshot_id === undefined ? at : (space?.at ?? at),
    });
    if (key_hash !== undefined && access.way === 'key')
      this.#keys.set(`${workspace} ${key_hash}`, { workspace_id, at });
    if (snapshot_id !== undefined && access.snapshot_id && access.status !== 'ready') {
      this.#exact.set(`${workspace} ${snapshot_id}`, { workspace_id, at });
    }
  }

  #isFresh(at: number, longest = Number.POSITIVE_INFINITY): boolean {
    return this.#now() - at <= (this.#isHeard() ? longest : UNHEARD_MS);
  }
}
