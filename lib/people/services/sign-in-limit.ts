import { LRUCache } from 'lru-cache';

const MINUTE = 60_000;

// Counted by account, which nobody can choose freely: an address in a header can be made up, and made-up accounts have no
// password. A limit a process; a hosted Auth service has its own behind it. Bounded, so that made-up accounts cannot fill memory.
const passwords = new LRUCache<string, number>({ max: 10_000, ttl: MINUTE });
const links = new LRUCache<string, number>({ max: 10_000, ttl: MINUTE });

/** Counts a try to sign in to an account; false when there have been too many within the minute. */
export function takeTry(account: string): boolean {
  return take(passwords, account, 20);
}

/** What all accounts together may ask for within a minute: a link makes an account and a mail, to whatever address. */
const MOST_LINKS = 30;
const EVERYBODY = '*';

/** Counts a request for a magic link; false when one was sent a moment ago, or too many to others. */
export function takeLink(account: string): boolean {
  return take(links, account, 1) && take(links, EVERYBODY, MOST_LINKS);
}

function take(counts: LRUCache<string, number>, account: string, most: number): boolean {
  const key = account.trim().toLowerCase();
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count, { noUpdateTTL: true });
  return count <= most;
}
