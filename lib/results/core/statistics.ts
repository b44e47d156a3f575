/** From where to where a share may lie. */
export interface Interval {
  low: number;
  high: number;
}

/** The 97.5 % quantile of the normal distribution: 2.5 % lie above it, and as many below its negative. */
const Z = 1.959963984540054;

/**
 * The 95 % interval of a share by Wilson. Unlike share ± error it stays between 0 and 1 and holds for few answers. Where parts of a point
 * are given it is a little too wide, for such shares spread less than those of right and wrong.
 */
export function wilson(share: number, count: number): Interval {
  if (count <= 0) return { low: 0, high: 1 };
  const z2 = Z * Z;
  const middle = (share + z2 / (2 * count)) / (1 + z2 / count);
  const half = (Z / (1 + z2 / count)) * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count * count));
  // At 0 and 1 the end is exact, but for the last digit.
  return { low: share === 0 ? 0 : Math.max(0, middle - half), high: share === 1 ? 1 : Math.min(1, middle + half) };
}

/** So many learners had this score, and this mean in the other exercises. */
export interface Pair {
  score: number;
  rest: number;
  count: number;
}

/** Pearson's correlation of scores with rests; null where either does not vary, or there are not two. */
export function correlation(pairs: readonly Pair[]): number | null {
  const total = pairs.reduce((sum, { count }) => sum + count, 0);
  if (total < 2) return null;
  const mean = (of: 'score' | 'rest') => pairs.reduce((sum, pair) => sum + pair[of] * pair.count, 0) / total;
  const [score, rest] = [mean('score'), mean('rest')];
  let [xx, yy, xy] = [0, 0, 0];
  for (const pair of pairs) {
    const [x, y] = [pair.score - score, pair.rest - rest];
    xx += pair.count * x * x;
    yy += pair.count * y * y;
    xy += pair.count * x * y;
  }
  // What is left of equal numbers after rounding is no variance.
  const least = 1e-12 * total;
  if (xx < least || yy < least) return null;
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

/** Up to where the weakest third reaches and from where the best one begins; null where all did equally well. */
export function thirds(pairs: readonly Pair[]): { weakest: number; best: number } | null {
  const sorted = [...pairs].sort((one, other) => one.rest - other.rest);
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  const size = Math.max(1, Math.floor(total / 3));
  const at = (place: number) => {
    let seen = 0;
    for (const { rest, count } of sorted) {
      seen += count;
      if (seen > place) return rest;
    }
    return Number.NaN;
  };
  // Learners who did equally well are in the same third, so it may be larger than one.
  const [weakest, best] = [at(size - 1), at(total - size)];
  if (weakest < best) return { weakest, best };
  // Most did equally well: what is below and above them is told apart all the same.
  const below = sorted.findLast(({ rest }) => rest < best)?.rest;
  const above = sorted.find(({ rest }) => rest > best)?.rest;
  if (total === 0 || (below === undefined && above === undefined)) return null;
  return { weakest: below ?? best, best: above ?? best };
}
