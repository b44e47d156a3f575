import type { Difficulty } from '#lib/exercises/core/exercise.ts';
import { type Interval, wilson } from './statistics.ts';

/** From so many answers on, how many were right says something. */
export const ENOUGH_ANSWERS = 30;
/** From so many learners on, whether an exercise tells strong from weak ones says something. */
export const ENOUGH_LEARNERS = 100;
/** Between these a share of right answers is useful. */
export const USEFUL: Interval = { low: 0.3, high: 0.9 };
const WEAK = 0.2;

/** What is wrong with an exercise as its answers tell, worst first. */
export const FLAGS = ['wrong_key', 'too_hard', 'too_easy', 'weak'] as const;
export type Flag = (typeof FLAGS)[number];

/** What was counted of the answers to an exercise. */
export interface Counted {
  /** First answers of learners. */
  answers: number;
  /** How much of a point they got on average. */
  share: number;
  /** How many of these learners answered other exercises of the bank as well. */
  paired: number;
  /** Correlation of the score with the mean in those others; null where there is none. */
  discrimination: number | null;
}

export interface Figures extends Counted {
  interval: Interval;
  /** Worst first. */
  flags: Flag[];
  /** There are enough answers for `share` to mean something. */
  is_enough: boolean;
  /** As hard as learners find it; null where that is not clear. */
  suggested: Difficulty | null;
}

/** What follows from what was counted. `discrimination` is null while there are too few learners for it. */
export function figuresOf({ answers, share, paired, discrimination }: Counted): Figures {
  const interval = wilson(share, answers);
  const is_enough = answers >= ENOUGH_ANSWERS;
  const told = paired >= ENOUGH_LEARNERS ? discrimination : null;
  const flags: Flag[] = [];
  if (told !== null && told < 0) flags.push('wrong_key');
  if (is_enough && share < USEFUL.low) flags.push('too_hard');
  if (is_enough && share > USEFUL.high) flags.push('too_easy');
  if (told !== null && told >= 0 && told < WEAK) flags.push('weak');
  const suggested = is_enough ? difficultyOf(interval) : null;
  return { answers, share, paired, discrimination: told, interval, flags, is_enough, suggested };
}

const HARD = 0.4;
const EASY = 0.75;

/** The difficulty that the whole interval speaks for: what may as well be its neighbour is not changed for it. */
function difficultyOf({ low, high }: Interval): Difficulty | null {
  if (high < HARD) return 'hard';
  if (low >= EASY) return 'easy';
  return low >= HARD && high < EASY ? 'medium' : null;
}

/** Worst first: by the worst flag, then what is farthest from useful, and what has too few answers at the end. */
export function worstFirst<Row extends { figures: Figures }>(rows: readonly Row[]): Row[] {
  const rank = ({ flags: [worst], is_enough }: Figures) =>
    worst ? FLAGS.indexOf(worst) : FLAGS.length + (is_enough ? 0 : 1);
  const distance = ({ share }: Figures) => Math.abs(share - (USEFUL.low + USEFUL.high) / 2);
  return [...rows].sort(
    ({ figures: one }, { figures: other }) => rank(one) - rank(other) || distance(other) - distance(one),
  );
}
