import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { env } from '#lib/base/env.ts';
import { studioOptions } from '#lib/lessons/services.ts';
import { bankOf, languageOf, quizPlaces } from '../core/package-view.ts';
import { forLearners, type PlayedPackage } from '../core/played.ts';
import { type RenderedExercise, renderExercise } from '../core/rendered.ts';
import { readSparkPackage } from '../data/spark-package.ts';

export interface ExercisesRendered {
  /** Of the package they were rendered from. */
  version: number;
  exercises: RenderedExercise[];
}

interface Where {
  db: Db;
  workspace: { id: string; slug: string };
}

/** Some exercises of a bank by their places, as the studio shows them or as learners get them; places that are not there are left out. */
export async function renderExercises(
  { db, workspace }: Where,
  input: { spark_id: string; places: readonly number[]; as: 'read' | 'played' },
): Promise<Result<ExercisesRendered>> {
  const found = await readSparkPackage(db, workspace.id, input.spark_id);
  if (!found.ok) return found;
  if (!found.data) return fail('not_found', 'This spark has no exercises.');
  const { version, body } = found.data;
  const bank = bankOf(body);
  const options = {
    ...studioOptions(db, workspace),
    ...(input.as === 'played' ? { formulas: 'mathml' as const } : {}),
  };
  const wanted = input.places.filter((place) => place < bank.length);
  const exercises = await Promise.all(wanted.map((place) => renderExercise(bank[place], place, options)));
  return ok({ version, exercises });
}

/** An exercise that stands in no bank, as learners would get it. */
export const renderDraft = async (
  { db, workspace }: Where,
  exercise: Record<string, unknown>,
): Promise<Result<RenderedExercise>> =>
  ok(await renderExercise(exercise, 0, { ...studioOptions(db, workspace), formulas: 'mathml' }));

/** What is played in the preview of a spark; the first question is there at once. */
export interface Preview {
  version: number;
  language: string;
  /** Places in the bank, in the order in which they are asked. */
  places: number[];
  /** How many exercises the bank has. */
  bank: number;
  first: RenderedExercise | null;
}

/** The quiz of a spark, its bank, or the exercise at a place of it. */
export async function loadPreview(
  { db, workspace }: Where,
  spark_id: string,
  what: { from: 'quiz' | 'bank'; at?: number },
): Promise<Result<Preview>> {
  const found = await readSparkPackage(db, workspace.id, spark_id);
  if (!found.ok) return found;
  const { version, body } = found.data ?? { version: 0, body: {} };
  const bank = bankOf(body);
  const language = languageOf(body);
  const asked = what.at !== undefined ? [what.at] : what.from === 'bank' ? [...bank.keys()] : quizPlaces(body);
  const places = asked.filter((place) => place < bank.length);
  const [at] = places;
  const options = { ...studioOptions(db, workspace), formulas: 'mathml' as const };
  const first = at === undefined ? null : await renderExercise(bank[at], at, options);
  return ok({ version, language, places, bank: bank.length, first });
}

/** What a page elsewhere needs to play a quiz, a bank or one exercise, without this studio but for files. */
export async function renderForPlayer(
  { db, workspace }: Where,
  input: { spark_id: string; title: string; what: 'quiz' | 'bank' | number },
): Promise<Result<PlayedPackage>> {
  const found = await readSparkPackage(db, workspace.id, input.spark_id);
  if (!found.ok) return found;
  if (!found.data) return fail('not_found', 'This spark has no exercises.');
  const { version, body } = found.data;
  const bank = bankOf(body);
  const places = input.what === 'quiz' ? quizPlaces(body) : input.what === 'bank' ? [...bank.keys()] : [input.what];
  const options = { formulas: 'mathml', filesAt: env().siteUrl } as const;
  const exercises = await Promise.all(
    places.filter((place) => place < bank.length).map((place) => renderExercise(bank[place], place, options)),
  );
  // What learners cannot be shown is not sent to them.
  const whole = exercises.filter(({ problem }) => problem === null).map(forLearners);
  return ok({ title: input.title, language: languageOf(body), version, exercises: whole });
}
