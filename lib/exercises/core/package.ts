import { exerciseAdvice } from './exercise-advice.ts';
import { exerciseFaults } from './exercise-rules.ts';
import { isNamed, isObject, type Raw } from './raw.ts';
import { type Found, inWords, type PackageProblem } from './rules.ts';

/** What a package is looked at beside. What is not known is not looked at. */
export interface PackageContext {
  /** Text ids of the objectives of the concepts that hold the spark, and of their trails. */
  objectives?: ReadonlySet<string>;
  spark?: { title: string; learner_level?: string | null };
}

/**
 * Everything that the rules say of a lesson package, with its place as a JSON pointer, in the order of the package. The database finds
 * the same hard ones (`private.package_problems`); `package.cases.ts` runs against both.
 */
export function packageProblems(body: Raw, context: PackageContext = {}): PackageProblem[] {
  const { exercise_bank: bank, quiz } = body;
  if (!Array.isArray(bank) || !Array.isArray(quiz)) return [inWords({ code: 'package_shape', pointer: '' })];
  const problems: PackageProblem[] = [];
  const ids = new Set<unknown>();
  for (const [at, exercise] of bank.entries()) {
    const below = `/exercise_bank/${at}`;
    const id: unknown = isObject(exercise) ? exercise.id : undefined;
    if (isNamed(id)) {
      if (ids.has(id)) problems.push(inWords({ code: 'duplicate_exercise', pointer: '/id', value: id }, below));
      ids.add(id);
    }
    problems.push(...exerciseProblems(exercise, context, below));
  }
  for (const found of quizFaults(body, quiz, ids)) problems.push(inWords(found));
  for (const found of metaAdvice(body.meta, context)) problems.push(inWords(found));
  return problems;
}

/** The same of one exercise by itself: all but what has to do with the others of its bank. Pointers begin with `below`. */
export function exerciseProblems(exercise: unknown, context: PackageContext = {}, below = ''): PackageProblem[] {
  const found: Found[] = exerciseFaults(exercise);
  const objective = isObject(exercise) ? exercise.aligned_learning_objective : undefined;
  if (context.objectives && isNamed(objective) && !context.objectives.has(objective as string)) {
    found.push({ code: 'unknown_objective', pointer: '/aligned_learning_objective', value: objective });
  }
  return [...found, ...exerciseAdvice(exercise)].map((one) => inWords(one, below));
}

function quizFaults(body: Raw, quiz: unknown[], ids: ReadonlySet<unknown>): Found[] {
  const found: Found[] = [];
  const chosen = new Set<unknown>();
  for (const [at, id] of quiz.entries()) {
    const mend = [{ remove: `/quiz/${at}` }];
    // A list or an object is no id, and equal to none.
    if (!isNamed(id) || !ids.has(id))
      found.push({ code: 'unknown_quiz_item', pointer: `/quiz/${at}`, value: id, mend });
    if (!isNamed(id)) continue;
    if (chosen.has(id)) found.push({ code: 'duplicate_quiz_item', pointer: `/quiz/${at}`, value: id, mend });
    chosen.add(id);
  }
  const total = isObject(body.quiz_metadata) ? body.quiz_metadata.total_items : undefined;
  if (typeof total === 'number' && total !== quiz.length) {
    const pointer = '/quiz_metadata/total_items';
    found.push({ code: 'quiz_total', pointer, value: total, mend: [{ set: pointer, to: quiz.length }] });
  }
  return found;
}

function metaAdvice(meta: unknown, { spark }: PackageContext): Found[] {
  if (!isObject(meta) || !spark) return [];
  const found: Found[] = [];
  if (isNamed(meta.title) && meta.title !== spark.title) {
    const mend = [{ set: '/meta/title', to: spark.title }];
    found.push({ code: 'meta_title', pointer: '/meta/title', value: meta.title, mend });
  }
  if (spark.learner_level && isNamed(meta.learner_level) && meta.learner_level !== spark.learner_level) {
    const mend = [{ set: '/meta/learner_level', to: spark.learner_level }];
    found.push({ code: 'meta_level', pointer: '/meta/learner_level', value: meta.learner_level, mend });
  }
  return found;
}
