import { guessLanguage, isSafeTag } from './content-language.ts';

type Json = Record<string, unknown>;

/** One exercise in the list of a bank; its texts are rendered when it comes into view. */
export interface ExerciseLine {
  /** Place in the bank, from 0. */
  place: number;
  id: string;
  type: string;
  level: string | null;
  difficulty: string | null;
  objective: string | null;
  /** The beginning of the question, as Markdown. */
  stem: string;
}

export interface Share {
  name: string;
  actual: number;
  target: number | null;
}

/** A lesson package as a list: nothing in it is rendered. */
export interface PackageView {
  /** Moves with every save of the package. */
  version: number;
  language: string;
  lines: ExerciseLine[];
  /** Places in the bank, in the order of the quiz; ids that the bank does not have are left out. */
  quiz: number[];
  quiz_type: string | null;
  difficulty: Share[];
  level: Share[];
  gaps: string[];
}

/** So many exercises are rendered together: the first of them with the page of a spark, the others when they come into view. */
export const TOGETHER = 20;

const LONGEST_LINE = 300;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectOf = (value: unknown): Json => (isObject(value) ? value : {});
const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
const maybe = (value: unknown): string | null => text(value) || null;
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((item) => (typeof item === 'object' ? JSON.stringify(item) : String(item))) : [];

/** The exercises of a package as they are stored, in the order of the bank. */
export const bankOf = (body: Json): unknown[] => (Array.isArray(body.exercise_bank) ? body.exercise_bank : []);

/** The language of a package as it says itself, or as its letters show; empty where neither tells. */
export function languageOf(body: Json): string {
  const said = text(body.language) || text(objectOf(body.meta).language);
  if (isSafeTag(said)) return said;
  return guessLanguage(
    bankOf(body)
      .slice(0, 20)
      .map((one) => text(objectOf(one).stem))
      .join(' '),
  );
}

/** What a bank has and what is in the quiz, as far as it can be said without rendering. */
export function packageView(body: Json, version: number): PackageView {
  const metadata = objectOf(body.quiz_metadata);
  const lines = bankOf(body).map((one, place): ExerciseLine => {
    const exercise = objectOf(one);
    return {
      place,
      id: text(exercise.id),
      type: text(exercise.exercise_type),
      level: maybe(exercise.cognitive_level),
      difficulty: maybe(exercise.difficulty),
      objective: maybe(exercise.aligned_learning_objective),
      stem: text(exercise.stem).slice(0, LONGEST_LINE),
    };
  });
  // Of an id that stands twice the first is meant.
  const placeOf = new Map<string, number>();
  for (const { id, place } of lines) if (!placeOf.has(id)) placeOf.set(id, place);
  return {
    version,
    language: languageOf(body),
    lines,
    quiz: texts(body.quiz).flatMap((id) => placeOf.get(id) ?? []),
    quiz_type: maybe(metadata.quiz_type),
    difficulty: shares(metadata.difficulty_distribution_actual, metadata.difficulty_distribution_target),
    level: shares(metadata.cognitive_mix_actual, metadata.cognitive_mix_target),
    gaps: texts(metadata.gaps_identified),
  };
}

// Stored objects come back in the order of the database; these have an order of their own.
const SCALE = ['easy', 'medium', 'hard', 'Recall', 'Comprehension', 'Application', 'Transfer'];
const rank = (name: string) => (SCALE.includes(name) ? SCALE.indexOf(name) : SCALE.length);

function shares(actual: unknown, target: unknown): Share[] {
  const [now, wanted] = [objectOf(actual), objectOf(target)];
  const names = [...new Set([...Object.keys(now), ...Object.keys(wanted)])].sort((a, b) => rank(a) - rank(b));
  return names.map((name) => ({
    name,
    actual: Number(now[name] ?? 0) || 0,
    target: wanted[name] === undefined ? null : Number(wanted[name]) || 0,
  }));
}
