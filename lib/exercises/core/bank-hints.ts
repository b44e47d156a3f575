import type { AlikePair } from './alike-index.ts';
import type { Exercise } from './exercise.ts';
import { type ExerciseFacts, factsOf } from './exercise-facts.ts';
import { nearDuplicates } from './near-duplicates.ts';

/** Advice on a bank as a whole. Nobody sees it in one exercise. */
export type BankHint =
  | { code: 'right_place'; label: string; count: number; of: number; p: number }
  | { code: 'longest_is_right'; count: number; of: number; expected: number; z: number }
  | { code: 'near_duplicates'; pairs: AlikePair[] }
  | { code: 'recall_only'; objectives: string[] };

const P = 0.01;
const Z = 2;
/** Below this expected number the chi-square distribution does not hold (Cochran 1954): places are taken together. */
const LEAST_EXPECTED = 5;

/** All hints on the exercises of a bank; `objectives` are the text ids that its exercises may be aligned with. */
export function bankHints(bank: readonly Exercise[], objectives: readonly string[]): BankHint[] {
  const facts = bank.map(factsOf);
  return hintsOnFacts(facts, objectives, nearDuplicates(facts));
}

/** The same of what is known of the exercises, where the pairs that are alike have been found already. */
export function hintsOnFacts(
  bank: readonly ExerciseFacts[],
  objectives: readonly string[],
  pairs: AlikePair[],
): BankHint[] {
  const choices = bank.flatMap(({ choice }) => choice ?? []);
  return [
    ...placeHint(choices),
    ...longestHint(choices),
    ...(pairs.length > 0 ? [{ code: 'near_duplicates' as const, pairs }] : []),
    ...recallOnly(bank, objectives),
  ];
}

type Choice = NonNullable<ExerciseFacts['choice']>;

/** Whether the right answer stands at some place more often than chance puts it there: chi-square over the places. */
function placeHint(choices: readonly Choice[]): BankHint[] {
  const places = Math.max(0, ...choices.map(({ labels }) => labels.length));
  const seen = new Array<number>(places).fill(0);
  const expected = new Array<number>(places).fill(0);
  for (const { right, labels } of choices) {
    seen[right] = (seen[right] ?? 0) + 1;
    for (let at = 0; at < labels.length; at++) expected[at] = (expected[at] ?? 0) + 1 / labels.length;
  }
  const cells = pooled(seen, expected);
  if (cells.length < 2) return [];
  const statistic = cells.reduce((sum, [was, due]) => sum + (was - due) ** 2 / due, 0);
  const p = chiSquareTail(statistic, cells.length - 1);
  if (p >= P) return [];
  const excess = seen.map((count, at) => count - (expected[at] ?? 0));
  const at = excess.indexOf(Math.max(...excess));
  const label = choices.find(({ labels }) => labels.length > at)?.labels[at] ?? '';
  return [{ code: 'right_place', label, count: seen[at] ?? 0, of: choices.length, p }];
}

/** Places in order, the last ones taken together until as many are expected as the test needs. */
function pooled(seen: readonly number[], expected: readonly number[]): [number, number][] {
  const cells: [number, number][] = seen.map((count, at) => [count, expected[at] ?? 0]);
  while (cells.length > 1 && (cells.at(-1)?.[1] ?? 0) < LEAST_EXPECTED) {
    const [count, due] = cells.pop() ?? [0, 0];
    const last = cells.at(-1);
    if (last) [last[0], last[1]] = [last[0] + count, last[1] + due];
  }
  return (cells[0]?.[1] ?? 0) < LEAST_EXPECTED ? [] : cells;
}

/** P(X >= statistic) of the chi-square distribution, by its recurrence in steps of two degrees of freedom (Abramowitz & Stegun 26.4.8). */
export function chiSquareTail(statistic: number, freedom: number): number {
  const half = statistic / 2;
  let tail = freedom % 2 === 0 ? Math.exp(-half) : erfc(Math.sqrt(half));
  // half^(k/2) e^-half / Gamma(k/2 + 1), for k = the degrees that the tail has so far.
  let term = freedom % 2 === 0 ? half * Math.exp(-half) : (2 * Math.sqrt(half) * Math.exp(-half)) / Math.sqrt(Math.PI);
  for (let degrees = freedom % 2 === 0 ? 2 : 1; degrees < freedom; degrees += 2) {
    tail += term;
    term *= half / (degrees / 2 + 1);
  }
  return Math.min(1, tail);
}

/** Complementary error function of x >= 0, to 1.5e-7: Abramowitz & Stegun 7.1.26. */
function erfc(x: number): number {
  const t = 1 / (1 + 0.3275911 * x);
  const series = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];
  return series.reduce((sum, factor) => sum * t + factor, 0) * t * Math.exp(-x * x);
}

/** Whether the longest option is the right one more often than chance makes it so. */
function longestHint(choices: readonly Choice[]): BankHint[] {
  let [count, expected, variance] = [0, 0, 0];
  for (const { right, lengths } of choices) {
    const longest = lengths[right] ?? 0;
    const chance = 1 / lengths.length;
    if (lengths.every((length, at) => at === right || length < longest)) count++;
    expected += chance;
    variance += chance * (1 - chance);
  }
  const z = variance > 0 ? (count - expected) / Math.sqrt(variance) : 0;
  return z > Z ? [{ code: 'longest_is_right', count, of: choices.length, expected, z }] : [];
}

/** Objectives that have exercises, and none in which something is used: no Application and no Transfer. */
function recallOnly(bank: readonly ExerciseFacts[], objectives: readonly string[]): BankHint[] {
  const levels = new Map<string, Set<string>>();
  for (const { objective, level } of bank)
    if (objective !== null) levels.set(objective, (levels.get(objective) ?? new Set()).add(level ?? ''));
  const without = objectives.filter((one) => {
    const has = levels.get(one);
    return has !== undefined && !has.has('Application') && !has.has('Transfer');
  });
  return without.length > 0 ? [{ code: 'recall_only', objectives: without }] : [];
}
