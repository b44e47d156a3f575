import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { AlikeIndex } from '../core/alike-index.ts';
import { alikeSets } from '../core/near-duplicates.ts';
import { assembleQuiz, type BankEntry } from '../core/quiz/assemble.ts';
import { questionsOf, targetsOf } from '../core/quiz/targets.ts';
import type { Assembly, QuizTargets } from '../core/quiz/types.ts';
import { readEarlierQuizzes, readExercises } from '../data/bank.ts';
import { readExerciseGoals } from '../data/coverage.ts';
import { readExerciseMarks } from '../data/near-duplicates.ts';
import { type FactsByHash, factsFor, type KnownFacts } from './facts.ts';
import { alikeMarks } from './near-duplicates.ts';

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
  /** Whether it may ask what the quizzes of the concept have asked before. */
  repeats: boolean;
}

const MOST_FOR_QUIZ = 2_000;
const TOO_MANY =
  'A quiz is assembled out of 2,000 exercises at most. Put exercises into it one by one, or split the bank.';

/** Proposes a quiz out of the bank of a lesson: as near to its targets as a choice can come. Nothing is written. */
export async function proposeQuiz(
  db: Db,
  workspace_id: string,
  spark_id: string,
  wish: Wish,
): Promise<Result<QuizProposal>> {
  const [marks, stored, goals, earlier] = await Promise.all([
    readExerciseMarks(db, workspace_id, spark_id),
    readExercises(db, workspace_id, spark_id, { ids: [] }),
    readExerciseGoals(db, workspace_id),
    readEarlierQuizzes(db, workspace_id, spark_id),
  ]);
  for (const read of [marks, stored, goals, earlier]) if (!read.ok) return read;
  if (!marks.ok || !stored.ok || !goals.ok || !earlier.ok) return fail('bug', 'Something went wrong on our side.');
  if (marks.data.length > MOST_FOR_QUIZ) return fail('invalid_input', TOO_MANY);
  const hashes = marks.data.map(({ hash }) => hash);
  const facts = await factsFor(db, workspace_id, [...hashes, ...earlier.data.map(({ hash }) => hash)]);
  if (!facts.ok) return facts;
  const ofBank = new Map(hashes.map((hash) => [hash, facts.data.get(hash) ?? null]));
  const pairs = await alikeMarks(db, workspace_id, { spark_id, marks: marks.data, facts: ofBank });
  if (!pairs.ok) return pairs;
  const alike = alikeSets(
    pairs.data.map(({ one, other, similarity }) => ({ one: one.exercise_id, other: other.exercise_id, similarity })),
  );
  const asked = wish.repeats ? new Set<string>() : askedBefore(ofBank, earlier.data, facts.data);
  const whole = marks.data.flatMap((mark) => {
    const { exercise_id: id } = mark;
    const known = facts.data.get(mark.hash);
    return id !== null && known ? [{ ...mark, id, known }] : [];
  });
  const bank = whole.map(({ id, hash, is_blocked, known }): BankEntry => {
    const { difficulty, level: cognitive_level, objective, quality } = known;
    const is_pinned = wish.pinned.includes(id);
    const is_used_before = asked.has(hash);
    return {
      ...{ id, difficulty, cognitive_level, objective, quality },
      ...{ alike: alike.get(id) ?? null, is_pinned, is_blocked, is_used_before },
    };
  });
  const { objectives, quiz, quiz_metadata } = stored.data;
  const counts = questionsOf(targetsOf(quiz_metadata, goals.data.quiz_targets).shares, wish.length);
  const targets: QuizTargets = {
    length: wish.length,
    difficulty: counts.difficulty,
    cognitive_level: counts.level,
    // Only objectives that somebody wrote an exercise for can be asked for; the others are holes of the coverage.
    objectives: objectives
      .map(({ objective }) => objective)
      .filter((objective) => bank.some((one) => one.objective === objective)),
  };
  return ok({
    ...assembleQuiz(bank, targets, { seed: wish.seed, before: quiz.map(String) }),
    targets,
    stems: Object.fromEntries(whole.map(({ id, known }) => [id, known.stem.slice(0, 300)])),
    objectives: Object.fromEntries(objectives.map(({ objective, title }) => [objective, title])),
  });
}

/** Digests of the bank that quizzes before have asked: word for word, or nearly so. */
function askedBefore(
  bank: ReadonlyMap<string, KnownFacts | null>,
  earlier: readonly { hash: string }[],
  facts: FactsByHash,
): Set<string> {
  const asked = new Set(earlier.map(({ hash }) => hash));
  const index = new AlikeIndex();
  const texts = new Map([...bank, ...[...asked].map((hash) => [hash, facts.get(hash) ?? null] as const)]);
  for (const one of texts.values()) if (one) index.count(one.stem);
  for (const [hash, one] of texts) if (one) index.add(hash, one);
  const alike = index
    .pairs()
    .flatMap(({ one, other }) => [...(asked.has(one) ? [other] : []), ...(asked.has(other) ? [one] : [])]);
  return new Set([...asked, ...alike].filter((hash) => bank.has(hash)));
}
