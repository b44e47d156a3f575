import { LRUCache } from 'lru-cache';
import { upTo } from '#lib/base/core/bounded.ts';
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

/** What the database says of a workspace just now (../data/moves.ts); null: no such workspace; undefined: nobody answers. */
export type Moved = string | null | undefined;

interface Space {
  moved: string;
  workspace_id: string;
  is_open: boolean;
  /** undefined while only exact snapshots were asked for. */
  current: string | null | undefined;
  /** When the database last said that this is so. */
  seen: number;
}

/** While the database cannot be reached from here, what it last said is believed for so long. */
const UNSEEN_MS = 1_000;
/** A key is shown to the database again after this long, which also notes that it is in use. */
const KEY_MS = 60_000;

/**
 * Which snapshot is current and who may read, in memory. Each read first asks the database for a short text that changes with every
 * promotion, revoked key, closed access and new name; what is known here counts only for the very text it was found under.
 *
 * So it may be kept without a thought of what happens meanwhile: an answer that was found under a text is that state or a newer
 * one, and a newer one is forgotten as soon as somebody asks under the next text. For the same reason a question under way is
 * shared by all who come with the same text.
 */
export class ContentPointers {
  readonly #now: () => number;
  readonly #spaces = new LRUCache<string, Space>(upTo(10_000));
  readonly #keys = new LRUCache<string, { moved: string; at: number }>(upTo(50_000));
  readonly #exact = new LRUCache<string, { moved: string }>(upTo(50_000));
  readonly #asking = new Map<string, Promise<Result<ContentAccess>>>();

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** What is known of this state of the workspace. */
  peek({ workspace, key_hash, snapshot_id }: PointerRequest, moved: Moved): Pointer | null {
    const space = this.#spaces.get(workspace);
    if (!space || !this.#holds(space, moved)) return null;
    if (!space.is_open && (key_hash === undefined || !this.knowsKey(workspace, key_hash))) return null;
    const { workspace_id, is_open, current } = space;
    if (snapshot_id === undefined)
      return current === undefined ? null : { workspace_id, is_open, snapshot_id: current };
    if (snapshot_id !== current && this.#exact.get(`${workspace} ${snapshot_id}`)?.moved !== space.moved) return null;
    return { workspace_id, is_open, snapshot_id };
  }

  /** Whether a key was found valid here of late, in the state that was last seen. */
  knowsKey(workspace: string, key_hash: string): boolean {
    const key = this.#keys.get(`${workspace} ${key_hash}`);
    return key !== undefined && key.moved === this.#spaces.get(workspace)?.moved && this.#now() - key.at <= KEY_MS;
  }

  /** What is known, or what `ask` says; the question is put after `moved` was read. */
  async find(
    request: PointerRequest,
    moved: Moved,
    ask: () => Promise<Result<ContentAccess>>,
  ): Promise<Result<Pointer>> {
    const known = this.peek(request, moved);
    if (known) return { ok: true, data: known };
    const answer = typeof moved === 'string' ? await this.#shared(request, moved, ask) : await ask();
    if (!answer.ok) return answer;
    if (typeof moved === 'string') this.#keep(request, moved, answer.data);
    const { workspace_id, is_open, snapshot_id } = answer.data;
    return { ok: true, data: { workspace_id, is_open, snapshot_id } };
  }

  #shared(request: PointerRequest, moved: string, ask: () => Promise<Result<ContentAccess>>) {
    const name = `${request.workspace} ${request.key_hash ?? ''} ${request.snapshot_id ?? ''} ${moved}`;
    const under_way = this.#asking.get(name);
    if (under_way) return under_way;
    const asking = ask();
    this.#asking.set(name, asking);
    const done = () => this.#asking.delete(name);
    asking.then(done, done);
    return asking;
  }

  #holds(space: Space, moved: Moved): boolean {
    if (moved === undefined) return this.#now() - space.seen <= UNSEEN_MS;
    if (space.moved !== moved) return false;
    space.seen = this.#now();
    return true;
  }

  #keep({ workspace, key_hash, snapshot_id }: PointerRequest, moved: string, access: ContentAccess): void {
    const { workspace_id, is_open } = access;
    const before = this.#spaces.get(workspace);
    const known = before?.moved === moved ? before.current : undefined;
    const current = snapshot_id === undefined ? access.snapshot_id : known;
    this.#spaces.set(workspace, { moved, workspace_id, is_open, current, seen: this.#now() });
    if (key_hash !== undefined && access.way === 'key')
      this.#keys.set(`${workspace} ${key_hash}`, { moved, at: this.#now() });
    if (snapshot_id !== undefined && access.snapshot_id && access.status !== 'ready')
      this.#exact.set(`${workspace} ${snapshot_id}`, { moved });
  }
}
