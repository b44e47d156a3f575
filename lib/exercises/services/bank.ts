import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { BankFilter } from '../core/bank.ts';
import { type BankHint, hintsOnFacts } from '../core/bank-hints.ts';
import { writingHints } from '../core/exercise-facts.ts';
import type { HintCode } from '../core/hints.ts';
import { exerciseProblems } from '../core/package.ts';
import { readExercise } from '../core/read-exercise.ts';
import { inWords, type PackageProblem } from '../core/rules.ts';
import { type Bank, type BankAsk, readBank, readExercises } from '../data/bank.ts';
import { factsFor, marksWithFacts } from './facts.ts';
import { alikeMarks } from './near-duplicates.ts';

/** What is said of an exercise: broken rules, and hints on how it is written. */
export type SaidOfExercise = Omit<PackageProblem, 'code'> & { code: PackageProblem['code'] | HintCode };

/** Hints on an exercise as rules say what they have to say; options without a reason are a rule already. */
function hintsOn(raw: unknown): SaidOfExercise[] {
  const exercise = readExercise(raw);
  if (!exercise) return [];
  return writingHints(exercise).map(({ sentence, ...hint }) => ({ ...hint, severity: 'advice', message: sentence }));
}

/** An exercise that is opened: as it is stored, and what the rules and hints say of it, with pointers into it. */
export interface OpenExercise {
  problems: SaidOfExercise[];
  exercise_id: string | null;
  place: number;
  hash: string;
  version: number | null;
  stored: unknown;
  /** Those it may be aligned with. */
  objectives: { objective: string; title: string }[];
}

/** One exercise of a lesson by its id; one that has none of its own by its place. */
export async function openExercise(
  db: Db,
  workspace_id: string,
  spark_id: string,
  { exercise_id, place }: { exercise_id: string | null; place: number },
): Promise<Result<OpenExercise>> {
  const found = await readExercises(
    db,
    workspace_id,
    spark_id,
    exercise_id === null ? { places: [place] } : { ids: [exercise_id] },
  );
  if (!found.ok) return found;
  const { exercises, objectives } = found.data;
  const one = exercises.find((each) => each.place === place) ?? exercises[0];
  if (!one) return fail('not_found', 'This exercise is not in the bank any more.');
  const known = new Set(objectives.map(({ objective }) => objective));
  const problems = exerciseProblems(one.exercise, { objectives: known });
  const repeated = inWords({ code: 'duplicate_exercise', pointer: '/id', value: one.exercise_id });
  return ok({
    problems: [...(one.is_repeated ? [repeated] : []), ...problems, ...hintsOn(one.exercise)],
    objectives,
    exercise_id: one.exercise_id,
    place: one.place,
    hash: one.hash,
    version: one.version,
    stored: one.exercise,
  });
}

type AskedBank = Omit<BankAsk, 'filter'> & { filter: BankFilter };

/**
 * A page of a bank. Hints follow from what an exercise says, so the database does not know of them: a filter by hints goes by the digests of
 * those that have some. Rows of the workspace come with their hints; those of a lesson are there before they are known.
 */
export async function listBank(db: Db, workspace_id: string, ask: AskedBank): Promise<Result<Bank>> {
  const { has_hint, ...filter } = ask.filter;
  let hashes: string[] | undefined;
  if (has_hint !== undefined) {
    const all = await marksWithFacts(db, workspace_id, ask.spark_id);
    if (!all.ok) return all;
    hashes = [...all.data.facts].flatMap(([hash, one]) => ((one?.hints ?? 0) > 0 === has_hint ? [hash] : []));
  }
  const bank = await readBank(db, workspace_id, { ...ask, filter: { ...filter, ...(hashes && { hashes }) } });
  if (!bank.ok || ask.spark_id !== null) return bank;
  const facts = await factsFor(
    db,
    workspace_id,
    bank.data.rows.map(({ hash }) => hash),
  );
  if (!facts.ok) return facts;
  const rows = bank.data.rows.map((row) => ({ ...row, hints: facts.data.get(row.hash)?.hints ?? 0 }));
  return ok({ ...bank.data, rows });
}

/** Advice on a whole bank. */
export interface BankAdvice {
  /** Numbers of hints by ids of exercises; those without any are absent. */
  hints: Record<string, number>;
  bank: BankHint[];
}

/** How many hints there are on each exercise of a lesson, and those on all of them together. Only what changed is looked at again. */
export async function adviseOnBank(db: Db, workspace_id: string, spark_id: string): Promise<Result<BankAdvice>> {
  const [known, stored] = await Promise.all([
    marksWithFacts(db, workspace_id, spark_id),
    readExercises(db, workspace_id, spark_id, { ids: [] }),
  ]);
  if (!known.ok) return known;
  if (!stored.ok) return stored;
  const { marks, facts } = known.data;
  const alike = await alikeMarks(db, workspace_id, { spark_id, marks, facts });
  if (!alike.ok) return alike;
  const hints: Record<string, number> = {};
  for (const { exercise_id, hash } of marks) {
    const count = facts.get(hash)?.hints ?? 0;
    if (exercise_id !== null && count > 0) hints[exercise_id] = count;
  }
  return ok({
    hints,
    bank: hintsOnFacts(
      marks.flatMap(({ hash }) => facts.get(hash) ?? []),
      stored.data.objectives.map(({ objective }) => objective),
      alike.data.map(({ one, other, similarity }) => ({ one: one.exercise_id, other: other.exercise_id, similarity })),
    ),
  });
}
