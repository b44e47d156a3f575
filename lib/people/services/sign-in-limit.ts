import { LRUCache } from 'lru-cache';
import { upTo } from '#lib/base/core/bounded.ts';
import { callerNetwork } from '#lib/base/core/caller.ts';

const MINUTE = 60_000;

// A limit a process; a hosted Auth service has its own behind it. Bounded, so that made-up accounts and addresses cannot fill memory.

/** What fails within five minutes, from one address at one account, and from one address at all accounts together. */
const MOST_AT_ONE = 10;
const MOST_AT_ALL = 60;

/**
 * Tries to sign in that failed. They count for the address they come from: whoever guesses locks themselves out, and the owner of
 * the account, who is elsewhere, signs in as ever.
 */
export class Tries {
  readonly #counts: LRUCache<string, number>;

  constructor(now: () => number = () => performance.now()) {
    // The name `perf` is that of the library, for a clock of one's own.
    this.#counts = new LRUCache({ ...upTo(20_000), ttl: 5 * MINUTE, ttlResolution: 0, perf: { now } });
  }

  /** Counts a try before it is made, so that many at once count as well; false when there have been too many. */
  take(caller: string, account: string): boolean {
    return counts(caller, account).every(([key, most]) => take(this.#counts, key, most));
  }

  /** Takes a try back that was none: the password was right, or nobody could say whether it was. */
  giveBack(caller: string, account: string): void {
    for (const [key] of counts(caller, account)) {
      const count = this.#counts.get(key);
      if (count) this.#counts.set(key, count - 1, { noUpdateTTL: true });
    }
  }
}

function counts(caller: string, account: string): [string, number][] {
  const from = callerNetwork(caller);
  return [
    [`${from} ${account.trim().toLowerCase()}`, MOST_AT_ONE],
    [from, MOST_AT_ALL],
  ];
}

/** Those of this process. */
export const tries = new Tries();

const links = new LRUCache<string, number>({ ...upTo(10_000), ttl: MINUTE });

/** What all accounts together may ask for within a minute: a link makes an account and a mail, to whatever address. */
const MOST_LINKS = 30;
const EVERYBODY = '*';

/** Counts a request for a magic link; false when one was sent a moment ago, or too many to others. */
export function takeLink(account: string): boolean {
  return take(links, account.trim().toLowerCase(), 1) && take(links, EVERYBODY, MOST_LINKS);
}

function take(kept: LRUCache<string, number>, key: string, most: number): boolean {
  const count = (kept.get(key) ?? 0) + 1;
  kept.set(key, count, { noUpdateTTL: true });
  return count <= most;
}
