import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { AlikeIndex, type ComparedText } from '../core/alike-index.ts';
import type { AlikeNew } from '../core/near-duplicates.ts';
import { type ExerciseRef, readExerciseMarks } from '../data/near-duplicates.ts';
import { factsFor, inTurns } from './facts.ts';

/**
 * More are not compared before they come in: ten thousand that follow one pattern take half a minute. The page of near-duplicates finds
 * them afterwards.
 */
const MOST_COMPARED = 5_000;

/**
 * Which of some new exercises, by their numbers, ask nearly what the banks of a workspace or an earlier one of them ask. The new ones are the
 * index and the banks pass by it, one exercise after the other: they are few, and the banks are many.
 */
export async function alikeToBanks(
  db: Db,
  workspace_id: string,
  asked: ReadonlyMap<number, ComparedText>,
): Promise<Result<AlikeNew[]>> {
  if (asked.size === 0 || asked.size > MOST_COMPARED) return ok([]);
  const marks = await readExerciseMarks(db, workspace_id, null);
  if (!marks.ok) return marks;
  const places = new Map<string, ExerciseRef>();
  for (const { hash, spark_id, exercise_id } of marks.data)
    if (exercise_id !== null && !places.has(hash)) places.set(hash, { spark_id, exercise_id });
  const facts = await factsFor(db, workspace_id, places.keys());
  if (!facts.ok) return facts;

  const index = new AlikeIndex();
  for (const { stem } of asked.values()) index.count(stem);
  const found = new Map<number, AlikeNew>();
  const note = (one: AlikeNew) => {
    const known = found.get(one.nth);
    // What stands there already says more than what comes with it.
    if (!known || ('as_nth' in known && 'spark_id' in one) || (same(known, one) && known.similarity < one.similarity))
      found.set(one.nth, one);
  };
  await inTurns(asked, ([nth, text]) => {
    index.add(String(nth), text);
    for (const [other, similarity] of index.alikeTo(String(nth))) note({ nth, similarity, as_nth: Number(other) });
  });
  await inTurns(places, ([hash, place]) => {
    const text = facts.data.get(hash);
    if (!text) return;
    index.add(hash, text);
    for (const [nth, similarity] of index.alikeTo(hash)) note({ nth: Number(nth), similarity, ...place });
    index.delete(hash);
  });
  return ok([...found.values()].sort((a, b) => a.nth - b.nth));
}

const same = (one: AlikeNew, other: AlikeNew) => 'as_nth' in one === 'as_nth' in other;
