/** Shares (0..1 each) as whole numbers of `length` exercises that add up as the shares do: largest remainders. */
export function countsOf(shares: Readonly<Record<string, number>>, length: number): Record<string, number> {
  const names = Object.keys(shares);
  const exact = names.map((name) => Math.max(0, shares[name] ?? 0) * length);
  const counts = exact.map(Math.floor);
  let left = Math.round(exact.reduce((sum, one) => sum + one, 0)) - counts.reduce((sum, one) => sum + one, 0);
  const byRemainder = names.map((_, at) => at).sort((a, b) => remainder(exact, b) - remainder(exact, a));
  for (const at of byRemainder) {
    if (left-- <= 0) break;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return Object.fromEntries(names.map((name, at) => [name, counts[at] ?? 0]));
}

// A billionth: 0.3 * 10 is 3.0000000000000004 and has no remainder.
const remainder = (exact: readonly number[], at: number) => {
  const rest = (exact[at] ?? 0) % 1;
  return rest < 1e-9 || rest > 1 - 1e-9 ? 0 : rest;
};
