import { LRUCache } from 'lru-cache';
import { env } from '#lib/base/env.ts';
import { ContentMoves } from '../data/moves.ts';
import type { Kept } from './answer.ts';
import { ContentPointers, type Moved } from './pointers.ts';

/** What an address asks for, found out once: the front looks it up instead of reading the address again. */
export interface Address {
  workspace: string;
  snapshot_id?: string;
  representation: string;
}

/** Everything that this process remembers for readers. All of it can be lost at any time. */
export interface ContentState {
  /** By snapshot and representation, bounded by bytes. */
  answers: LRUCache<string, Kept>;
  /** By path and query, only those that were answered once. */
  addresses: LRUCache<string, Address>;
  pointers: ContentPointers;
  moves: Pick<ContentMoves, 'of' | 'close'>;
}

const KEPT_BYTES = 128 * 1024 * 1024;
const OVERHEAD_BYTES = 600;

export function createContentState(databaseUrl: string): ContentState {
  return {
    answers: new LRUCache({
      maxSize: KEPT_BYTES,
      maxEntrySize: KEPT_BYTES / 4,
      sizeCalculation: (kept, key) => kept.body.length + (kept.gzip?.length ?? 0) + key.length + OVERHEAD_BYTES,
    }),
    addresses: new LRUCache({
      maxSize: 16 * 1024 * 1024,
      sizeCalculation: (address, key) => key.length + address.representation.length + 200,
    }),
    pointers: new ContentPointers(),
    moves: new ContentMoves(databaseUrl),
  };
}

// One a process; kept on globalThis because the front and the pages of Next.js load this module apart.
const KEY = Symbol.for('trailwright.content');
const holder = globalThis as typeof globalThis & { [KEY]?: ContentState };

export function contentState(): ContentState {
  holder[KEY] ??= createContentState(env().databaseUrl);
  return holder[KEY];
}

export const answerKey = (snapshot_id: string, representation: string) => `${snapshot_id} ${representation}`;

/** What the database says of a workspace just now, or that it cannot be reached. */
export const movedOf = (state: ContentState, workspace: string): Promise<Moved> =>
  state.moves.of(workspace).catch(() => undefined);
