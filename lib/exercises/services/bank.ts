import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { type BankHint, bankHints } from '../core/bank-hints.ts';
import { guessLanguage } from '../core/content-language.ts';
import { exerciseHints, type HintCode } from '../core/hints.ts';
import { exerciseProblems } from '../core/package.ts';
import { readExercise } from '../core/read-exercise.ts';
import { inWords, type PackageProblem } from '../core/rules.ts';
import { readExercises } from '../data/bank.ts';

/** What is said of an exercise: broken rules, and hints on how it is written. */
export type SaidOfExercise = Omit<PackageProblem, 'code'> & { code: PackageProblem['code'] | HintCode };

// Most content is English, and a package seldom says what it is in; another script is another language.
const languageOf = (stem: string) => guessLanguage(stem) || 'en';

/** Hints on an exercise as rules say what they have to say; options without a reason are a rule already. */
function hintsOn(raw: unknown): SaidOfExercise[] {
  const exercise = readExercise(raw);
  if (!exercise) return [];
  return exerciseHints(exercise, languageOf(exercise.stem))
    .filter(({ code, pointer }) => code !== 'missing_reason' || !pointer.startsWith('/options/'))
    .map(({ sentence, ...hint }) => ({ ...hint, severity: 'advice', message: sentence }));
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

/** Advice on a whole bank. */
export interface BankAdvice {
  /** Numbers of hints by ids of exercises; those without any are absent. */
  hints: Record<string, number>;
  bank: BankHint[];
}

/** More exercises are not looked through for hints on the bank: it takes a third of a second at this number. */
const MOST_FOR_HINTS = 2_000;

/** How many hints there are on each exercise of a lesson, and those on all of them together. */
export async function adviseOnBank(db: Db, workspace_id: string, spark_id: string): Promise<Result<BankAdvice>> {
  const found = await readExercises(db, workspace_id, spark_id);
  if (!found.ok) return found;
  const { exercises, objectives } = found.data;
  if (exercises.length > MOST_FOR_HINTS) return ok({ hints: {}, bank: [] });
  const hints: Record<string, number> = {};
  const known = new Set(objectives.map(({ objective }) => objective));
  for (const { exercise_id, exercise } of exercises) {
    if (exercise_id === null) continue;
    const said = [...exerciseProblems(exercise, { objectives: known }), ...hintsOn(exercise)];
    const count = said.filter(({ severity }) => severity === 'advice').length;
    if (count > 0) hints[exercise_id] = count;
  }
  const bank = exercises.flatMap(({ exercise }) => readExercise(exercise) ?? []);
  return ok({ hints, bank: bankHints(bank, [...known]) });
}
