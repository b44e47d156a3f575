import type { Problem } from '#lib/base/core/problem.ts';
import { type Draft, draftKey, type KeptDraft, readKept, writeKept } from '#lib/lessons/core/draft.ts';

/** Why a draft still waits, once it was tried: the same words were changed by somebody else, or it was refused. */
export type Trouble = { is: 'conflict' } | { is: 'refused'; problem: Problem };

export interface WaitingDraft extends KeptDraft {
  key: string;
  trouble: Trouble | null;
}

const NOTHING: readonly WaitingDraft[] = [];

/** What one person has written on this device and not sent, in whatever workspace. Other people's drafts are not read. */
export class DeviceDrafts {
  readonly user_id: string;
  readonly #storage: Storage;
  readonly #listeners = new Set<() => void>();
  readonly #troubles = new Map<string, { at: string; trouble: Trouble }>();
  /** Lessons that are open on this page: they send their own. */
  readonly #open = new Map<string, number>();
  readonly #sending = new Set<string>();
  #known: readonly WaitingDraft[] | null = null;

  constructor(user_id: string, storage: Storage) {
    this.user_id = user_id;
    this.#storage = storage;
  }

  /** Oldest first. The same list as long as nothing changes. */
  list = (): readonly WaitingDraft[] => {
    this.#known ??= this.#read();
    return this.#known;
  };

  get(workspace_id: string, spark_id: string): KeptDraft | null {
    const key = draftKey({ user_id: this.user_id, workspace_id, spark_id });
    return readKept(this.user_id, key, this.#storage.getItem(key));
  }

  set(workspace_id: string, spark_id: string, draft: (Draft & Pick<KeptDraft, 'title' | 'slug'>) | null): void {
    const key = draftKey({ user_id: this.user_id, workspace_id, spark_id });
    try {
      if (draft !== null) this.#storage.setItem(key, writeKept(draft));
      else if (this.#storage.getItem(key) === null) return;
      else this.#storage.removeItem(key);
    } catch {
      // Without room on the device the page still guards what is not saved.
    }
    this.#changed();
  }

  /** Takes away what was sent, unless something newer has been written in its place meanwhile. */
  sent({ workspace_id, spark_id, text }: KeptDraft): void {
    if (this.get(workspace_id, spark_id)?.text === text) this.set(workspace_id, spark_id, null);
  }

  /** Remembers why this one was not sent, until it is written anew. */
  failed({ key, at }: WaitingDraft, trouble: Trouble | null): void {
    if (trouble) this.#troubles.set(key, { at, trouble });
    else this.#troubles.delete(key);
    this.#changed();
  }

  /** Does something with a draft, unless that is being done already. */
  async alone({ key }: WaitingDraft, work: () => Promise<void>): Promise<void> {
    if (this.#sending.has(key)) return;
    this.#sending.add(key);
    await work().finally(() => this.#sending.delete(key));
  }

  isOpen = (spark_id: string): boolean => (this.#open.get(spark_id) ?? 0) > 0;

  /** Says that a lesson is open here; gives what says that it is closed. */
  open(spark_id: string): () => void {
    const count = (by: number) => this.#open.set(spark_id, (this.#open.get(spark_id) ?? 0) + by);
    count(1);
    return () => void count(-1);
  }

  subscribe = (listener: () => void): (() => void) => {
    // Other tabs of this browser write as well.
    const onStorage = ({ key }: StorageEvent) => {
      if (
        key === null ||
        key.startsWith(draftKey({ user_id: this.user_id, workspace_id: '', spark_id: '' }).slice(0, -1))
      )
        this.#changed();
    };
    this.#listeners.add(listener);
    window.addEventListener('storage', onStorage);
    return () => {
      this.#listeners.delete(listener);
      window.removeEventListener('storage', onStorage);
    };
  };

  #changed(): void {
    this.#known = null;
    for (const listener of this.#listeners) listener();
  }

  #read(): readonly WaitingDraft[] {
    const found: WaitingDraft[] = [];
    for (let nth = 0; nth < this.#storage.length; nth++) {
      const key = this.#storage.key(nth) ?? '';
      const kept = readKept(this.user_id, key, this.#storage.getItem(key));
      const known = this.#troubles.get(key);
      if (kept) found.push({ ...kept, key, trouble: known?.at === kept.at ? known.trouble : null });
    }
    return found.length === 0 ? NOTHING : found.sort((a, b) => a.at.localeCompare(b.at));
  }
}
