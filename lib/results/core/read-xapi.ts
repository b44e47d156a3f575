import { type Findings, type FoundAnswer, LONGEST } from './answers.ts';
import { timeOf } from './values.ts';

type Raw = Record<string, unknown>;
const objectOf = (value: unknown): Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, LONGEST) : '');

/** Whether something is a statement: somebody did something. */
export const isStatement = (value: unknown): boolean => {
  const { actor, verb, object } = objectOf(value);
  return actor !== undefined && verb !== undefined && object !== undefined;
};

/** Takes the answers among xAPI statements; `lineOf` says where each stands. Others are left as what they are. */
export function readStatements(statements: readonly unknown[], lineOf: (at: number) => number, found: Findings): void {
  for (const [at, raw] of statements.entries()) readStatement(objectOf(raw), lineOf(at), found);
}

const ANSWERED = /\/(answered|responded|attempted|passed|failed|completed)$/;
/** Of context or result extensions: the version and attempt that the player tells (docs/player.md). */
const VERSION = /(^|[/#:])(exercise[-_])?version$/i;
const ATTEMPT = /(^|[/#:])attempt$/i;

function readStatement(statement: Raw, line: number, found: Findings) {
  const object = objectOf(statement.object);
  const definition = objectOf(object.definition);
  const result = objectOf(statement.result);
  const verb = textOf(objectOf(statement.verb).id);
  const interaction = textOf(definition.interactionType);
  const hasResult = result.response !== undefined || result.success !== undefined || result.score !== undefined;
  if (!hasResult || !ANSWERED.test(verb) || (interaction === '' && !verb.endsWith('/answered'))) {
    return found.leave(line, 'not_an_answer', verb);
  }
  const { exercise, spark, is_spark_guessed } = namesOf(textOf(object.id), objectOf(definition.extensions));
  const score = scoreOf(result);
  if (score === 'bad') return found.leave(line, 'bad_score', JSON.stringify(result.score).slice(0, 60));
  const given = textOf(statement.timestamp) || textOf(statement.stored);
  const at = given === '' ? null : timeOf(given);
  if (given !== '' && at === null) return found.leave(line, 'bad_time', given);
  const extensions = { ...objectOf(objectOf(statement.context).extensions), ...objectOf(result.extensions) };
  const response = typeof result.response === 'string' ? textOf(result.response) : null;
  found.add({
    line,
    learner: learnerOf(objectOf(statement.actor)),
    exercise,
    spark,
    is_spark_guessed,
    response,
    chosen_texts: response === null ? null : textsOf(response, definition),
    score,
    at,
    attempt: wholeIn(extensions, ATTEMPT),
    version: wholeIn(extensions, VERSION),
  });
}

/** Who: by the one identifier that an agent has. Names are no identifiers. */
function learnerOf(actor: Raw): string {
  const account = objectOf(actor.account);
  const named = textOf(account.name);
  if (named) return `${textOf(account.homePage)} ${named}`;
  return textOf(actor.mbox).toLowerCase() || textOf(actor.mbox_sha1sum) || textOf(actor.openid);
}

/**
 * The exercise that the id of an activity names: the last part of its address, with the spark before it where there is one:
 * `https://learn.example/sparks/dough/exercises/ex_1`, `urn:trailwright:dough:ex_1`, `…/quiz#ex_1`.
 */
function namesOf(id: string, extensions: Raw): Pick<FoundAnswer, 'exercise' | 'spark' | 'is_spark_guessed'> {
  const said = Object.entries(extensions).find(([key]) => /(^|[/#:])exercise[-_]id$/i.test(key))?.[1];
  const path = id.replace(/^[a-z][a-z0-9+.-]*:(\/\/[^/]*\/?)?/i, '').replace(/\?.*?(?=#|$)/, '');
  const parts = path.split(/[/:#]/).filter(Boolean).map(decoded);
  const exercise = typeof said === 'string' ? said : (parts.at(-1) ?? '');
  const named = parts.at(-2) ?? null;
  // `sparks/dough/exercises/ex_1`: what stands between is no slug.
  const isBetween = named === 'exercises' || named === 'exercise';
  const isSpark = (isBetween && /^sparks?$/.test(parts.at(-4) ?? '')) || /^urn:trailwright:[^:]+:[^:]+$/i.test(id);
  return { exercise, spark: isBetween ? (parts.at(-3) ?? null) : named, is_spark_guessed: !isSpark };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function scoreOf(result: Raw): number | null | 'bad' {
  const { scaled, raw, max, min } = objectOf(result.score);
  if (typeof scaled === 'number') return scaled >= -1 && scaled <= 1 ? Math.max(0, scaled) : 'bad';
  if (typeof raw === 'number' && typeof max === 'number') {
    const least = typeof min === 'number' ? min : 0;
    const share = (raw - least) / (max - least);
    return share >= 0 && share <= 1 ? share : 'bad';
  }
  return typeof result.success === 'boolean' ? Number(result.success) : null;
}

/** What the activity calls the chosen options, where it describes its choices. */
function textsOf(response: string, { choices }: Raw): string[] | null {
  if (!Array.isArray(choices)) return null;
  const texts = new Map(
    choices.map((one) => {
      const { id, description } = objectOf(one);
      const [text] = Object.values(objectOf(description));
      return [textOf(id), textOf(text)];
    }),
  );
  const chosen = response.split('[,]').map((id) => texts.get(id) ?? '');
  return chosen.includes('') ? null : chosen;
}

function wholeIn(extensions: Raw, name: RegExp): number | null {
  const value = Object.entries(extensions).find(([key]) => name.test(key))?.[1];
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 ? value : null;
}
