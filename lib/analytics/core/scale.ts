/** A round number that nothing of these exceeds: 4,532 stands below 5,000. */
export function ceilingOf(values: readonly number[]): number {
  const most = Math.max(0, ...values);
  if (most === 0) return 1;
  const step = 10 ** Math.floor(Math.log10(most));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((times) => times * step).find((one) => one >= most * (1 - 1e-9)) ?? most;
}

/** The lines of a scale from 0 to its ceiling, at values as round as that. */
export function ticksOf(ceiling: number): number[] {
  const leading = Number(ceiling.toExponential(2).slice(0, 4));
  const parts = [1.5, 3, 6].includes(leading) ? 3 : [1, 5].includes(leading) ? 5 : 4;
  return Array.from({ length: parts + 1 }, (_, at) => (ceiling / parts) * at);
}

/** Every week from the first to the last of some rows, so that a week without one is a gap. Weeks are Mondays. */
export function weeksOf(rows: readonly { week: string }[]): string[] {
  const times = rows.map(({ week }) => Date.parse(week));
  if (times.length === 0) return [];
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const weeks: string[] = [];
  for (let time = from; time <= to; time += WEEK_MS) weeks.push(new Date(time).toISOString().slice(0, 10));
  return weeks;
}
const WEEK_MS = 7 * 24 * 3600 * 1000;

/** The stretches of a line without gaps: places of points that stand beside each other. */
export function stretchesOf(values: readonly (number | null)[]): number[][] {
  const stretches: number[][] = [];
  for (const [at, value] of values.entries()) {
    if (value === null) continue;
    const last = stretches.at(-1);
    if (last?.at(-1) === at - 1) last.push(at);
    else stretches.push([at]);
  }
  return stretches;
}

/** Shares of a whole as percent that add up to a hundred: what rounding leaves goes to the largest rests. */
export function percentsOf(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, one) => sum + one, 0);
  if (total === 0) return counts.map(() => 0);
  const exact = counts.map((one) => (one / total) * 100);
  const percents = exact.map(Math.floor);
  const rests = exact.map((one, at) => ({ at, rest: one - Math.floor(one) })).sort((a, b) => b.rest - a.rest);
  const left = 100 - percents.reduce((sum, one) => sum + one, 0);
  for (const { at } of rests.slice(0, left)) percents[at] = (percents[at] ?? 0) + 1;
  return percents;
}
