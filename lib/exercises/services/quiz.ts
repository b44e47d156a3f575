import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { answersOf, stemOf } from '../core/bank-hints.ts';
import { guessLanguage } from '../core/content-language.ts';
import { exerciseHints } from '../core/hints.ts';
import { alikeSets, nearDuplicates } from '../core/near-duplicates.ts';
import { exerciseProblems } from '../core/package.ts';
import { assembleQuiz, type BankEntry } from '../core/quiz/assemble.ts';
import { countsOf } from '../core/quiz/counts.ts';
import type { Assembly, QuizTargets } from '../core/quiz/types.ts';
import { isObject } from '../core/raw.ts';
import { readExercise } from '../core/read-exercise.ts';
import { readExercises } from '../data/bank.ts';

/** A quiz that is proposed, with what its sentences speak of. */
export interface QuizProposal extends Assembly {
  targets: QuizTargets;
  stems: Record<string, string>;
  objectives: Record<string, string>;
}

interface Wish {
  /** Whole number; another one gives another quiz where several are equally good. */
  seed: number;
  length: number;
  /** Ids that shall be in it. */
  pinned: readonly string[];
}

/** What a quiz aims at where nobody has said: the mix of a check at the end of a lesson. */
const USUAL_DIFFICULTY = { easy: 0.3, medium: 0.5, hard: 0.2 };
const USUAL_LEVELS = { Recall: 0.25, Comprehension: 0.35, Application: 0.25, Transfer: 0.15 };
const MOST_FOR_QUIZ = 2_000;
const TOO_MANY =
  'A quiz is assembled out of 2,000 exercises at most. Put exercises into it one by one, or split the bank.';
/** Each hint makes an exercise a tenth worse, where nothing else decides. */
const A_HINT = 0.1;

/** Proposes a quiz out of the bank of a lesson: as near to its targets as a choice can come. Nothing is written. */
export async function proposeQuiz(
  db: Db,
  workspace_id: string,
  spark_id: string,
  wish: Wish,
): Promise<Result<QuizProposal>> {
  const found = await readExercises(db, workspace_id, spark_id);
  if (!found.ok) return found;
  const { exercises, objectives, quiz, quiz_metadata: metadata } = found.data;
  // Looking through more at once would keep all readers waiting for seconds.
  if (exercises.length > MOST_FOR_QUIZ) return fail('invalid_input', TOO_MANY);
  const known = new Set(objectives.map(({ objective }) => objective));
  const whole = exercises.flatMap(({ exercise_id, exercise, is_repeated }) => {
    const read = readExercise(exercise);
    return read && exercise_id !== null && !is_repeated ? [{ id: exercise_id, exercise: read, raw: exercise }] : [];
  });
  const alike = alikeSets(
    nearDuplicates(whole.map(({ id, exercise }) => ({ id, stem: stemOf(exercise), answers: answersOf(exercise) }))),
  );
  const bank = whole.map(({ id, exercise, raw }): BankEntry => {
    const hints = exerciseHints(exercise, guessLanguage(exercise.stem) || 'en').length;
    const problems = exerciseProblems(raw, { objectives: known });
    return {
      id,
      difficulty: exercise.difficulty ?? null,
      cognitive_level: exercise.cognitive_level ?? null,
      objective: exercise.aligned_learning_objective ?? null,
      quality: Math.max(0, 1 - A_HINT * hints),
      alike: alike.get(id) ?? null,
      is_pinned: wish.pinned.includes(id),
      is_blocked: problems.some(({ severity }) => severity === 'hard'),
      is_used_before: false,
    };
  });
  const targets: QuizTargets = {
    length: wish.length,
    difficulty: countsOf(sharesOr(metadata.difficulty_distribution_target, USUAL_DIFFICULTY), wish.length),
    cognitive_level: countsOf(sharesOr(metadata.cognitive_mix_target, USUAL_LEVELS), wish.length),
    // Only objectives that somebody wrote an exercise for can be asked for; the others are holes of the coverage.
    objectives: [...known].filter((objective) => bank.some((one) => one.objective === objective)),
  };
  const before = quiz.map(String);
  return ok({
    ...assembleQuiz(bank, targets, { seed: wish.seed, before }),
    targets,
    stems: Object.fromEntries(whole.map(({ id, exercise }) => [id, stemOf(exercise).slice(0, 300)])),
    objectives: Object.fromEntries(objectives.map(({ objective, title }) => [objective, title])),
  });
}

/** Shares that an author has set, or else the usual ones. */
function sharesOr(value: unknown, usual: Record<string, number>): Record<string, number> {
  if (!isObject(value)) return usual;
  const set = Object.entries(value).filter((one): one is [string, number] => typeof one[1] === 'number' && one[1] >= 0);
  return set.some(([, share]) => share > 0) ? Object.fromEntries(set) : usual;
}
