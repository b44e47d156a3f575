/** All links between two cards, as one line from what is learned first. Cards go by their numbers, in the order of the outline. */
export interface Bundle {
  /** Learned first. */
  from: number;
  /** Learned after. */
  to: number;
  /** Links that lead from `from` to `to`. */
  count: number;
  /** Links that lead the other way. */
  back: number;
  /** No direction has a clear majority: the outline decided, and the line has an arrow at both ends. */
  is_mixed: boolean;
}

/** So many times as many links one way as the other are a clear majority. */
const CLEAR = 2;

/**
 * Gathers links by the cards that they lead between; a link within one card, or to what is on no card (-1), is in no bundle.
 * Which card comes first is what a clear majority of the links say, and otherwise what the outline says. In the order of the cards.
 */
export function bundleLinks(links: Iterable<readonly [from: number, to: number]>): Bundle[] {
  const pairs = new Map<string, { low: number; high: number; up: number; down: number }>();
  for (const [from, to] of links) {
    if (from < 0 || to < 0 || from === to) continue;
    const [low, high] = from < to ? [from, to] : [to, from];
    const key = `${low} ${high}`;
    const pair = pairs.get(key) ?? { low, high, up: 0, down: 0 };
    pairs.set(key, pair);
    if (from === low) pair.down++;
    else pair.up++;
  }
  return [...pairs.values()]
    .sort((a, b) => a.low - b.low || a.high - b.high)
    .map(({ low, high, up, down }) => {
      const is_mixed = Math.max(up, down) < CLEAR * Math.min(up, down);
      return down >= up || is_mixed
        ? { from: low, to: high, count: down, back: up, is_mixed }
        : { from: high, to: low, count: up, back: down, is_mixed };
    });
}
