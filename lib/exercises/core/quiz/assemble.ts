import { COGNITIVE_LEVELS, DIFFICULTIES } from '../exercise.ts';
import { chooseQuiz, costOf } from './program.ts';
import type { Assembly, LeftReason, QuizCandidate, QuizGap, QuizTargets, TakenReason } from './types.ts';

/** An exercise of the bank with what decides whether it may be taken at all. */
export interface BankEntry extends QuizCandidate {
  /** It breaks a hard rule and cannot be staged. */
  is_blocked: boolean;
  /** It stands in another quiz of the unit. */
  is_used_before: boolean;
}

export interface AssembleOptions {
  /** Whole number; the same seed gives the same quiz, another one another where several are equally good. */
  seed: number;
  /** The quiz that is there, ids in order: what stays keeps its place. */
  before: readonly string[];
}

/**
 * The quiz of a bank that meets its targets best, with the reason of each exercise and what could not be met. Blocked exercises are never
 * taken, those of other quizzes only when they are pinned.
 */
export function assembleQuiz(bank: readonly BankEntry[], targets: QuizTargets, options: AssembleOptions): Assembly {
  const chance = random(options.seed);
  const stays = new Set(options.before);
  const candidates = bank
    .filter((one) => !one.is_blocked && (one.is_pinned || !one.is_used_before))
    // Equal qualities are told apart: what is in the quiz stays, then the seed decides. Too little to outweigh anything else.
    .map((one) => ({ ...one, quality: one.quality + chance() * 1e-5 + (stays.has(one.id) ? 2e-5 : 0) }));
  const { ids, is_best } = chooseQuiz(candidates, targets);
  const quiz = inOrder(
    bank.filter(({ id }) => ids.has(id)),
    options.before,
  );
  return {
    quiz: quiz.map(({ id }) => id),
    is_best,
    cost: costOf(quiz, targets),
    taken: reasonsOf(quiz, candidates, targets).map((reason, at) => {
      const exercise_id = quiz[at]?.id ?? '';
      return { exercise_id, reason, is_new: !stays.has(exercise_id) };
    }),
    left_out: options.before.flatMap((exercise_id) =>
      ids.has(exercise_id) ? [] : [{ exercise_id, reason: leftReason(exercise_id, bank, quiz) }],
    ),
    gaps: gapsOf(bank, quiz, targets),
  };
}

/** What stays keeps its order; what is new follows, from remembering to using, from easy to hard. */
function inOrder(chosen: readonly BankEntry[], before: readonly string[]): BankEntry[] {
  const place = new Map(before.map((id, at) => [id, at]));
  const rank = (scale: readonly string[], name: string | null) => {
    const at = name === null ? -1 : scale.indexOf(name);
    return at < 0 ? scale.length : at;
  };
  return [...chosen].sort(
    (a, b) =>
      (place.get(a.id) ?? before.length) - (place.get(b.id) ?? before.length) ||
      rank(COGNITIVE_LEVELS, a.cognitive_level) - rank(COGNITIVE_LEVELS, b.cognitive_level) ||
      rank(DIFFICULTIES, a.difficulty) - rank(DIFFICULTIES, b.difficulty),
  );
}

function reasonsOf(
  quiz: readonly BankEntry[],
  candidates: readonly QuizCandidate[],
  targets: QuizTargets,
): TakenReason[] {
  const count = (
    one: QuizCandidate,
    key: 'objective' | 'cognitive_level' | 'difficulty',
    among: readonly QuizCandidate[],
  ) => among.filter((other) => other[key] === one[key]).length;
  return quiz.map((one): TakenReason => {
    if (one.is_pinned) return { code: 'pinned' };
    const { objective, cognitive_level, difficulty } = one;
    if (objective !== null && targets.objectives.includes(objective) && count(one, 'objective', quiz) === 1)
      return { code: 'covers', objective, of: count(one, 'objective', candidates) };
    const level = cognitive_level === null ? undefined : targets.cognitive_level[cognitive_level];
    if (cognitive_level !== null && level !== undefined && count(one, 'cognitive_level', quiz) <= level)
      return { code: 'fills_level', cognitive_level, count: level };
    const aim = difficulty === null ? undefined : targets.difficulty[difficulty];
    if (difficulty !== null && aim !== undefined && count(one, 'difficulty', quiz) <= aim)
      return { code: 'fills_difficulty', difficulty, count: aim };
    const cell = candidates.filter(
      (other) =>
        other.objective === objective && other.cognitive_level === cognitive_level && other.difficulty === difficulty,
    );
    return cell.length > 1 ? { code: 'best_of_cell', of: cell.length } : { code: 'free_place' };
  });
}

function leftReason(id: string, bank: readonly BankEntry[], quiz: readonly BankEntry[]): LeftReason {
  const one = bank.find((entry) => entry.id === id);
  if (one?.is_blocked) return 'blocked';
  if (one?.is_used_before) return 'used_before';
  return one && one.alike !== null && quiz.some(({ alike }) => alike === one.alike) ? 'alike' : 'not_needed';
}

function gapsOf(bank: readonly BankEntry[], quiz: readonly BankEntry[], targets: QuizTargets): QuizGap[] {
  const gaps: QuizGap[] = [];
  const hindered = (of: readonly BankEntry[]) => ({
    blocked: of.filter(({ is_blocked }) => is_blocked).length,
    used_before: of.filter((one) => one.is_used_before && !one.is_blocked && !one.is_pinned).length,
  });
  if (quiz.length < targets.length)
    gaps.push({ code: 'too_short', wanted: targets.length, taken: quiz.length, ...hindered(bank) });
  for (const objective of targets.objectives) {
    if (quiz.some((one) => one.objective === objective)) continue;
    gaps.push({ code: 'uncovered', objective, ...hindered(bank.filter((one) => one.objective === objective)) });
  }
  for (const [code, key, aims] of [
    ['level', 'cognitive_level', targets.cognitive_level],
    ['difficulty', 'difficulty', targets.difficulty],
  ] as const) {
    for (const [name, wanted] of Object.entries(aims)) {
      const taken = quiz.filter((one) => one[key] === name).length;
      const there = bank.filter((one) => one[key] === name);
      if (taken < wanted) gaps.push({ code, name, wanted, taken, there: there.length, ...hindered(there) });
    }
  }
  return gaps;
}

/** Numbers in 0..1 from a seed: mulberry32 (Tommy Ettinger, public domain). */
function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
