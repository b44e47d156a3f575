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

/** Something new: its texts, and the reasons for which it may be left out. */
export type NewText = ComparedText & { codes: readonly string[] };

/**
 * Which of some new exercises, by their numbers in their order, ask nearly what the banks of a workspace or an earlier one of them ask; null
 * for more than are compared. The new ones are the index and the banks pass by it, one exercise after the other: they are few, and the banks
 * are many.
 */
export async function alikeToBanks(
  db: Db,
  workspace_id: string,
  asked: ReadonlyMap<number, NewText>,
): Promise<Result<AlikeNew[] | null>> {
  if (asked.size > MOST_COMPARED) return ok(null);
  if (asked.size === 0) return ok([]);
  const marks = await readExerciseMarks(db, workspace_id, null);
  if (!marks.ok) return marks;
  const places = new Map<string, ExerciseRef>();
  for (const { hash, spark_id, exercise_id } of marks.data)
    if (exercise_id !== null && !places.has(hash)) places.set(hash, { spark_id, exercise_id });
  const facts = await factsFor(db, workspace_id, places.keys());
  if (!facts.ok) return facts;

  const index = new AlikeIndex();
  for (const { stem } of asked.values()) index.count(stem);
  const earlier = new Map<number, ReadonlyMap<string, number>>();
  await inTurns(asked, ([nth, text]) => {
    index.add(String(nth), text);
    earlier.set(nth, new Map(index.alikeTo(String(nth))));
  });
  const found = new Map<number, AlikeNew>();
  await inTurns(places, ([hash, place]) => {
    const text = facts.data.get(hash);
    if (!text) return;
    index.add(hash, text);
    for (const [name, similarity] of index.alikeTo(hash)) {
      const nth = Number(name);
      if ((found.get(nth)?.similarity ?? 0) < similarity) found.set(nth, { nth, similarity, ...place });
    }
    index.delete(hash);
  });
  for (const [nth, others] of earlier) if (!found.has(nth)) noteEarlier(found, asked, nth, others);
  return ok([...found.values()].sort((a, b) => a.nth - b.nth));
}

/**
 * Says of what an earlier one asks as well that it is alike to that one, but only where the earlier one comes in whenever this one could:
 * otherwise leaving out what is alike would lose both.
 */
function noteEarlier(
  found: Map<number, AlikeNew>,
  asked: ReadonlyMap<number, NewText>,
  nth: number,
  others: ReadonlyMap<string, number>,
): void {
  const own = asked.get(nth)?.codes ?? [];
  for (const [name, similarity] of others) {
    const as_nth = Number(name);
    const stays = !found.has(as_nth) && (asked.get(as_nth)?.codes ?? []).every((code) => own.includes(code));
    if (stays && (found.get(nth)?.similarity ?? 0) < similarity) found.set(nth, { nth, similarity, as_nth });
  }
}
