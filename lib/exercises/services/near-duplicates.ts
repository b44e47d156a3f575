import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { namesOf } from '#lib/catalogue/data/sparks.ts';
import type { AlikePair } from '../core/alike-index.ts';
import { differenceInWords, type WordDifference } from '../core/difference-in-words.ts';
import type { Exercise } from '../core/exercise.ts';
import { readExercise } from '../core/read-exercise.ts';
import { type ExerciseMark, type ExerciseRef, readDistinct, readExerciseBodies } from '../data/near-duplicates.ts';
import { alikeAmong, type FactsByHash, marksWithFacts } from './facts.ts';

type NamedMark = ExerciseMark & { exercise_id: string };

/** One of two exercises that ask nearly the same. */
export interface AlikeExercise extends NamedMark {
  spark_slug: string;
  spark_title: string;
  exercise: Exercise;
  hints: number;
}

export interface DuplicatePair {
  similarity: number;
  difference: WordDifference;
  one: AlikeExercise;
  other: AlikeExercise;
}

export interface Duplicates {
  pairs: DuplicatePair[];
  /** Of all pairs; the first hundred are told. */
  total: number;
  /** How many exercises were compared. */
  compared: number;
}

const MOST_PAIRS = 100;

/** Pairs of marks that are alike and were not found to be two: the most similar first, then in the order of the banks. */
export async function alikeMarks(
  db: Db,
  workspace_id: string,
  of: { spark_id: string | null; marks: readonly ExerciseMark[]; facts: FactsByHash },
): Promise<Result<{ one: NamedMark; other: NamedMark; similarity: number }[]>> {
  const [pairs, distinct] = await Promise.all([
    alikeAmong(`${workspace_id}:${of.spark_id}`, of.facts),
    readDistinct(db, workspace_id),
  ]);
  if (!distinct.ok) return distinct;
  const known = new Set(distinct.data.map(([one, other]) => pairName(one, other)));
  return ok(expanded(pairs, of.marks).filter(({ one, other }) => !known.has(pairName(one, other))));
}

/** Digests to the exercises that have them. What is the same word for word in two lessons is one exercise, and no pair. */
function expanded(pairs: readonly AlikePair[], marks: readonly ExerciseMark[]) {
  const at = new Map<string, { mark: NamedMark; nth: number }[]>();
  for (const [nth, mark] of marks.entries()) {
    const { exercise_id } = mark;
    if (exercise_id === null) continue;
    at.set(mark.hash, [...(at.get(mark.hash) ?? []), { mark: { ...mark, exercise_id }, nth }]);
  }
  return pairs
    .flatMap(({ one, other, similarity }) =>
      (at.get(one) ?? []).flatMap((mine) =>
        (at.get(other) ?? []).map((theirs) => {
          const [first, second] = mine.nth < theirs.nth ? [mine, theirs] : [theirs, mine];
          return { one: first.mark, other: second.mark, similarity, nth: first.nth, after: second.nth };
        }),
      ),
    )
    .sort((a, b) => b.similarity - a.similarity || a.nth - b.nth || a.after - b.after);
}

const pairName = (one: ExerciseRef, other: ExerciseRef) =>
  [one, other]
    .map(({ spark_id, exercise_id }) => `${spark_id} ${exercise_id}`)
    .sort()
    .join('\n');

/** Exercises of a lesson, or of all, that ask nearly the same, pair by pair. */
export async function findDuplicates(
  db: Db,
  workspace_id: string,
  spark_id: string | null,
): Promise<Result<Duplicates>> {
  const known = await marksWithFacts(db, workspace_id, spark_id);
  if (!known.ok) return known;
  const { marks, facts } = known.data;
  const alike = await alikeMarks(db, workspace_id, { spark_id, marks, facts });
  if (!alike.ok) return alike;
  const shown = alike.data.slice(0, MOST_PAIRS);
  const sides = shown.flatMap(({ one, other }) => [one, other]);
  const [bodies, sparks] = await Promise.all([
    readExerciseBodies(db, workspace_id, [...new Set(sides.map(({ hash }) => hash))]),
    namesOf(
      db,
      'spark',
      sides.map((one) => one.spark_id),
    ),
  ]);
  if (!bodies.ok) return bodies;
  if (!sparks.ok) return sparks;
  const told = (mark: NamedMark): AlikeExercise | null => {
    const spark = sparks.data.get(mark.spark_id);
    const exercise = readExercise(bodies.data.get(mark.hash));
    if (!spark || !exercise) return null;
    const hints = facts.get(mark.hash)?.hints ?? 0;
    return { ...mark, spark_slug: spark.slug, spark_title: spark.title, exercise, hints };
  };
  const pairs = shown.flatMap(({ similarity, ...pair }) => {
    const [one, other] = [told(pair.one), told(pair.other)];
    if (!one || !other) return [];
    return [{ similarity, difference: differenceInWords(one.exercise, other.exercise), one, other }];
  });
  return ok({ pairs, total: alike.data.length, compared: marks.length });
}
