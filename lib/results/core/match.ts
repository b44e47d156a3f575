import type { Exercise } from '#lib/exercises/core/exercise.ts';
import type { FoundAnswer, LeftAnswer, LeftReason } from './answers.ts';
import { choiceOf, scoreOf } from './response.ts';
import type { Target, Targets } from './targets.ts';

/** A version of an exercise that answers may be to. */
export interface TargetVersion {
  version: number;
  /** ISO 8601. */
  saved_at: string;
  /** The version of its package that was saved then, which the player tells with each answer. */
  package_version: number;
  exercise: Exercise | null;
  language: string;
}

/** An answer to a version of an exercise. */
export interface MatchedAnswer {
  spark_id: string;
  exercise_id: string;
  version: number;
  /** As the file has it: whoever stores it makes it unreadable. */
  learner: string;
  /** null where the file does not say. */
  at: string | null;
  attempt: number;
  score: number;
  choice: string[] | null;
}

export interface Matched {
  answers: MatchedAnswer[];
  /** How many of the file say what another of it says. */
  repeated: number;
  left: LeftAnswer[];
}

/** What a person has decided of a file. */
export interface MatchOptions {
  /** The slug of the spark that the import is for, where ids are those of several. */
  scope: string | null;
  /** Names of the file, and the exercise that each is, as `spark/id`. */
  names: Readonly<Record<string, string>>;
}

/** The exercises that answers are to, by their names in the file; each name is looked up once. */
export function targetsOf(answers: readonly FoundAnswer[], targets: Targets, options: MatchOptions) {
  const found = new Map<string, Target | 'unknown' | 'ambiguous'>();
  for (const answer of answers) {
    const key = nameKey(answer);
    if (found.has(key)) continue;
    const { exercise } = answer;
    const name = Object.hasOwn(options.names, exercise) ? options.names[exercise] : undefined;
    found.set(key, targets.find(name ?? exercise, answer, options.scope));
  }
  return found;
}

const nameKey = ({ exercise, spark, is_spark_guessed }: FoundAnswer) =>
  JSON.stringify([exercise, spark, is_spark_guessed]);
export const targetKey = ({ spark_id, exercise_id }: { spark_id: string; exercise_id: string }) =>
  `${spark_id} ${exercise_id}`;

/**
 * Brings each answer to the version of the exercise that it was given to (docs/decisions/109-results-belong-to-what-was-asked.md). All
 * come out again: as answers, as repeated, or left with a reason.
 */
export function matchAnswers(
  found: readonly FoundAnswer[],
  targets: ReturnType<typeof targetsOf>,
  versions: ReadonlyMap<string, readonly TargetVersion[]>,
): Matched {
  const matched: Matched = { answers: [], repeated: 0, left: [] };
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  for (const one of found) {
    // Whole, though readers keep no text longer than LONGEST: a person says by it which exercise a name means.
    const leave = (reason: LeftReason, said: string) => matched.left.push({ line: one.line, reason, said });
    const target = targets.get(nameKey(one)) ?? 'unknown';
    if (target === 'unknown' || target === 'ambiguous') {
      leave(target === 'unknown' ? 'unknown_exercise' : 'ambiguous_exercise', one.exercise);
      continue;
    }
    const given = givenTo(one, versions.get(targetKey(target)) ?? []);
    if ('reason' in given) {
      leave(given.reason, given.said);
      continue;
    }
    const { spark_id, exercise_id } = target;
    const key = JSON.stringify([spark_id, exercise_id, one.learner, one.at]);
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    const attempt = Math.min(one.attempt ?? nth, 1_000_000);
    const whole = `${key} ${attempt}`;
    if (seen.has(whole)) {
      matched.repeated++;
      continue;
    }
    seen.add(whole);
    matched.answers.push({ spark_id, exercise_id, learner: one.learner, at: one.at, attempt, ...given });
  }
  return matched;
}

type Given = Pick<MatchedAnswer, 'version' | 'score' | 'choice'>;

function givenTo(one: FoundAnswer, versions: readonly TargetVersion[]): Given | { reason: LeftReason; said: string } {
  const candidates = candidatesOf(one, versions);
  if (candidates.length === 0) {
    return one.version === null
      ? { reason: 'unknown_exercise', said: one.exercise }
      : { reason: 'unknown_version', said: String(one.version) };
  }
  for (const { version, exercise, language } of candidates) {
    // Of an unknown type: marks of the source are all there is.
    const choice = exercise ? choiceOf(exercise, one) : null;
    if (choice === 'unknown') continue;
    const score = one.score ?? (exercise && scoreOf(exercise, one, choice, language));
    return score === null ? { reason: 'no_result', said: one.response ?? '' } : { version, score, choice };
  }
  return { reason: 'unknown_option', said: one.response ?? '' };
}

/** Package versions are counted from 1; what SCORM packages and the player of an export tell is a time in seconds. */
const SECONDS = 1_000_000_000;

/** The versions that an answer may be to, the likeliest first. */
function candidatesOf({ version, at }: FoundAnswer, versions: readonly TargetVersion[]): TargetVersion[] {
  const newest = [...versions].sort((one, other) => other.version - one.version);
  if (version !== null && version < SECONDS) {
    const named = newest.find(({ package_version }) => package_version <= version);
    return named ? [named] : [];
  }
  const time = version !== null ? version * 1000 : at === null ? null : Date.parse(at);
  if (time === null) return newest;
  // Whoever still has an older package answers what was asked before: the newest one that has what was chosen.
  const saved = newest.filter(({ saved_at }) => Date.parse(saved_at) <= time);
  // Older than all that is known: what came into the studio afterwards was there before, as its first version.
  return saved.length > 0 ? saved : newest.slice(-1);
}
