import { LRUCache } from 'lru-cache';
import { upTo } from '#lib/base/core/bounded.ts';

interface Bucket {
  tokens: number;
  at: number;
}

/** A burst of so many seconds' worth is let through at once. */
const BURST_SECONDS = 20;

/**
 * Token buckets, one a reader, in the memory of this process. Generous: they are there so that one program in a loop does
 * not take the studio from everybody else, not to sell requests. O(1) a request, bounded memory.
 */
export class RateLimit {
  readonly #perSecond: number;
  readonly #now: () => number;
  readonly #buckets = new LRUCache<string, Bucket>(upTo(50_000));

  constructor(perSecond: number, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond;
    this.#now = now;
  }

  /** Takes the cost of a request; gives 0, or after how many seconds it would be let through. */
  take(reader: string | null, cost: number): number {
    if (reader === null || this.#perSecond === 0) return 0;
    const now = this.#now();
    const most = this.#perSecond * BURST_SECONDS;
    const bucket = this.#buckets.get(reader) ?? this.#open(reader, { tokens: most, at: now });
    bucket.tokens = Math.min(most, bucket.tokens + ((now - bucket.at) / 1_000) * this.#perSecond);
    bucket.at = now;
    if (bucket.tokens < cost) return (cost - bucket.tokens) / this.#perSecond;
    bucket.tokens -= cost;
    return 0;
  }

  #open(reader: string, bucket: Bucket): Bucket {
    this.#buckets.set(reader, bucket);
    return bucket;
  }
}
