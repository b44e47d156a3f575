import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { exerciseProblems } from './core/package.ts';
import { type RenderedExercise, renderExercise } from './core/rendered.ts';
import { inWords, type PackageProblem } from './core/rules.ts';
import { readExercises } from './data/bank.ts';

/** An exercise that is opened: as it is read, as it is stored, and what the rules say of it, with pointers into it. */
export interface OpenExercise {
  rendered: RenderedExercise;
  problems: PackageProblem[];
  exercise_id: string | null;
  place: number;
  hash: string;
  version: number | null;
  stored: unknown;
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
    rendered: await renderExercise(one.exercise),
    problems: one.is_repeated ? [repeated, ...problems] : problems,
    exercise_id: one.exercise_id,
    place: one.place,
    hash: one.hash,
    version: one.version,
    stored: one.exercise,
  });
}
