import type { Exercise } from '../../exercise.ts';
import { readExercise } from '../../read-exercise.ts';
import { differencesOf } from '../differences.ts';
import type { ReadQuestion } from '../report.ts';
import { RUNS_IN_MARKDOWN } from '../text/read.ts';

// What QTI has no place for travels beside the items, in a file of its own: where an exercise differs from what is read out of its item,
// the value that it had. It counts only where the item still reads as it did, so whatever another tool has edited wins.

/** The file in a package that other tools pass over. */
export const OWN_FILE = 'trailwright.json';

export interface OwnPart {
  /** JSON pointer into the exercise. */
  pointer: string;
  /** What is read out of the item there. */
  read: unknown;
  /** What the exercise has there; nothing where it has no such field. */
  was?: unknown;
}

type OwnParts = ReadonlyMap<string, readonly OwnPart[]>;

/** Whether a value may travel so: nothing in it runs. */
const isHarmless = (value: unknown) => !RUNS_IN_MARKDOWN.test(JSON.stringify(value ?? null));

/** Where an exercise differs from its item, as far as that may travel. */
export function ownPartsOf(exercise: Exercise, back: Exercise): OwnPart[] {
  if (exercise.exercise_type !== back.exercise_type) return [];
  return differencesOf(exercise, back)
    .filter(({ before }) => isHarmless(before))
    .map(({ pointer, before, after }) => ({ pointer, read: after ?? null, was: before }));
}

/** The text of that file; two exports of the same exercises have the same. */
export const ownText = (items: readonly (readonly [identifier: string, parts: readonly OwnPart[]])[]): string =>
  `${JSON.stringify({ format: 'trailwright-qti', version: 1, items: Object.fromEntries(items) }, null, 1)}\n`;

/** The parts by identifier; none where the file is not ours. */
export function ownParts(text: string): OwnParts {
  const found = new Map<string, readonly OwnPart[]>();
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return found;
  }
  const isOurs = isObject(file) && file.format === 'trailwright-qti' && isObject(file.items);
  for (const [identifier, parts] of isOurs ? Object.entries((file as { items: object }).items) : [])
    if (Array.isArray(parts)) found.set(identifier, parts.filter(isPart));
  return found;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isPart = (value: unknown): value is OwnPart => isObject(value) && typeof value.pointer === 'string';

/** A question with what travelled beside its item, where the item still says what it said. */
export function withOwnParts(question: ReadQuestion, own: OwnParts): ReadQuestion {
  const parts = own.get(question.exercise?.id ?? '');
  if (!parts || !question.exercise) return question;
  const changed = structuredClone(question.exercise);
  for (const part of parts) if (isHarmless(part.was)) put(changed, part);
  const exercise = readExercise(changed);
  if (!exercise || exercise.exercise_type !== question.exercise.exercise_type) return question;
  return { ...question, exercise };
}

function put(exercise: object, { pointer, read, was }: OwnPart) {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop();
  let parent: unknown = exercise;
  for (const key of keys) {
    if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key)) return;
    parent = (parent as Record<string, unknown>)[key];
  }
  if (last === undefined || last === '__proto__' || typeof parent !== 'object' || parent === null) return;
  const holder = parent as Record<string, unknown>;
  const stands = Object.hasOwn(holder, last) ? holder[last] : null;
  if (differencesOf(stands ?? null, read ?? null).length > 0) return;
  if (was === undefined) delete holder[last];
  else holder[last] = was;
}
