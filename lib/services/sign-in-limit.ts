import { LRUCache } from 'lru-cache';

const PER_MINUTE = 20;

// A limit a process; the hosted Auth service has its own behind it. Bounded, so that made-up addresses cannot fill memory.
const tries = new LRUCache<string, number>({ max: 10_000, ttl: 60_000 });

/** Counts a try to sign in from an address for an account; false when there have been too many within the minute. */
export function takeTry(from: string, account: string): boolean {
  const key = `${from} ${account.toLowerCase()}`;
  const count = (tries.get(key) ?? 0) + 1;
  tries.set(key, count, { noUpdateTTL: true });
  return count <= PER_MINUTE;
}
