import { z } from 'zod';
import { isObject } from '../raw.ts';
import { countsOf } from './counts.ts';

const share = z.number().min(0).max(1);
const isWhole = (shares: Record<string, number>) =>
  Math.abs(Object.values(shares).reduce((sum, one) => sum + one, 0) - 1) <= 0.005;

/** Which part of a quiz each level and each difficulty makes up; each adds up to 1. */
export const quizSharesJson = z.object({
  level: z.object({ Recall: share, Comprehension: share, Application: share, Transfer: share }).refine(isWhole),
  difficulty: z.object({ easy: share, medium: share, hard: share }).refine(isWhole),
});
export type QuizShares = z.infer<typeof quizSharesJson>;

/** What a quiz aims at where nobody has said: the mix of a check at the end of a lesson. */
export const USUAL_SHARES: QuizShares = {
  level: { Recall: 0.25, Comprehension: 0.35, Application: 0.25, Transfer: 0.15 },
  difficulty: { easy: 0.3, medium: 0.5, hard: 0.2 },
};

/** Where the targets of a quiz are from. */
export type TargetsFrom = 'quiz' | 'workspace' | 'usual';

interface Aimed {
  shares: { level: Record<string, number>; difficulty: Record<string, number> };
  from: TargetsFrom;
}

/** What a quiz aims at: what its author set, else what the workspace did, else the usual mix. */
export function targetsOf(metadata: Readonly<Record<string, unknown>>, workspace: QuizShares | null): Aimed {
  const level = sharesIn(metadata.cognitive_mix_target);
  const difficulty = sharesIn(metadata.difficulty_distribution_target);
  const otherwise = workspace ?? USUAL_SHARES;
  return {
    shares: { level: level ?? otherwise.level, difficulty: difficulty ?? otherwise.difficulty },
    from: level || difficulty ? 'quiz' : workspace ? 'workspace' : 'usual',
  };
}

/** Shares as numbers of questions. */
export const questionsOf = ({ level, difficulty }: Aimed['shares'], length: number) => ({
  level: countsOf(level, length),
  difficulty: countsOf(difficulty, length),
});

/** Shares as whole percents that add up to 100, of some names in their order. */
export function percentOf(names: readonly string[], shares: Readonly<Record<string, number>>): Record<string, number> {
  const known = names.map((name) => Math.max(0, shares[name] ?? 0));
  const sum = known.reduce((total, one) => total + one, 0) || 1;
  return countsOf(Object.fromEntries(names.map((name, at) => [name, (known[at] ?? 0) / sum])), 100);
}

/** Shares that somebody wrote: an importer may have brought anything. */
function sharesIn(value: unknown): Record<string, number> | null {
  if (!isObject(value)) return null;
  const set = Object.entries(value).filter((one): one is [string, number] => typeof one[1] === 'number' && one[1] >= 0);
  return set.some(([, share]) => share > 0) ? Object.fromEntries(set) : null;
}
