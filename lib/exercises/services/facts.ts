import { setImmediate as pause } from 'node:timers/promises';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { AlikeIndex, type AlikePair } from '../core/alike-index.ts';
import { factsOfStored } from '../core/exercise-facts.ts';
import { BODIES_AT_ONCE, type ExerciseMark, readExerciseBodies, readExerciseMarks } from '../data/near-duplicates.ts';

export type KnownFacts = NonNullable<ReturnType<typeof factsOfStored>>;
/** Facts by hash; null for what has none of the nine types. */
export type FactsByHash = ReadonlyMap<string, KnownFacts | null>;

// What follows from the text of an exercise is the same for ever, so it is kept by the digest of that text. Nobody finds a digest here that the
// database has not given them, and nothing is lost when the process ends: it is worked out again.
const facts = new Map<string, KnownFacts | null>();
const MOST_FACTS = 40_000;
/** Indexes of what is alike, by what they are of, the one used last at the end. */
const indexes = new Map<string, AlikeIndex>();
const MOST_INDEXED = 40_000;
/** So long one request works before others have their turn. */
const TURN_MS = 8;

/** Does something with each, without keeping others from being answered meanwhile. */
export async function inTurns<Item>(items: Iterable<Item>, run: (item: Item) => void): Promise<void> {
  let began = performance.now();
  for (const item of items) {
    run(item);
    if (performance.now() - began < TURN_MS) continue;
    await pause();
    began = performance.now();
  }
}

/** The facts of exercises by their hashes. Only what nobody has asked for yet is read. */
export async function factsFor(db: Db, workspace_id: string, hashes: Iterable<string>): Promise<Result<FactsByHash>> {
  const wanted = new Set(hashes);
  const known = new Map<string, KnownFacts | null>();
  const unknown: string[] = [];
  for (const hash of wanted) {
    const one = facts.get(hash);
    if (one === undefined) unknown.push(hash);
    else known.set(hash, one);
  }
  for (let at = 0; at < unknown.length; at += BODIES_AT_ONCE) {
    const read = await readExerciseBodies(db, workspace_id, unknown.slice(at, at + BODIES_AT_ONCE));
    if (!read.ok) return read;
    await inTurns(read.data, ([hash, body]) => {
      const one = factsOfStored(body);
      known.set(hash, one);
      facts.set(hash, one);
    });
  }
  // The oldest go first.
  for (const hash of facts.keys()) {
    if (facts.size <= MOST_FACTS) break;
    facts.delete(hash);
  }
  return ok(known);
}

/** The exercises of a lesson, or of all of them, with what is known of each by its hash. */
export async function marksWithFacts(
  db: Db,
  workspace_id: string,
  spark_id: string | null,
): Promise<Result<{ marks: ExerciseMark[]; facts: FactsByHash }>> {
  const marks = await readExerciseMarks(db, workspace_id, spark_id);
  if (!marks.ok) return marks;
  const known = await factsFor(
    db,
    workspace_id,
    marks.data.map(({ hash }) => hash),
  );
  return known.ok ? ok({ marks: marks.data, facts: known.data }) : known;
}

/** Which of some exercises ask nearly the same, by their hashes. Of those that were asked about before only what changed is compared. */
export async function alikeAmong(of: string, known: FactsByHash): Promise<AlikePair[]> {
  const before = indexes.get(of);
  indexes.delete(of);
  const index = before ?? new AlikeIndex();
  if (before) await inTurns([...index.keys()], (hash) => !known.has(hash) && index.delete(hash));
  else await inTurns(known.values(), (one) => one && index.count(one.stem));
  await inTurns(known, ([hash, one]) => one && !index.has(hash) && index.add(hash, one));
  const pairs = index.pairs();
  indexes.set(of, index);
  let held = [...indexes.values()].reduce((sum, { size }) => sum + size, 0);
  for (const [name, { size }] of indexes) {
    if (held <= MOST_INDEXED || name === of) break;
    indexes.delete(name);
    held -= size;
  }
  return pairs;
}
