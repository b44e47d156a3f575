import type { JobKind } from './job.ts';
import type { PieceType, Priority } from './maker.ts';
import { stepsAfter } from './plan.ts';
import type { ContentType, Length } from './prompt/content-types.ts';

/** What a model costs, in millionths of a dollar for a million tokens. */
export interface Rates {
  input_micros: number;
  output_micros: number;
}

/** Calls of one content type. Tokens are of one call; `low` and `high` of the usual answer, `most` as long as an answer may be. */
export interface PlannedCalls {
  content_type: ContentType;
  times: number;
  input_tokens: number;
  low: number;
  high: number;
  most: number;
}

/** What a job is thought to cost, in millionths of a dollar. */
export interface Estimate {
  calls: number;
  input_tokens: number;
  /** All answers together at most. */
  output_tokens: number;
  low_micros: number;
  high_micros: number;
  /** If every answer is as long as it may be, none has to be mended, and the dearest of the models has to write them. */
  most_micros: number;
}

/** A part of a course that is priced by itself: what comes before its curriculum is approved, or so many lessons of it. */
export type CoursePart = { part: 'research' } | { part: 'lessons'; lessons: number };

/** How much text goes along with each call, in bytes, and how long answers were lately, in tokens. */
export interface JobSize {
  prompt_bytes: number;
  source_bytes: number;
  lesson_bytes: number;
  outputs: readonly { content_type: string; answers: number; low: number; high: number }[];
}

/** So many lessons are counted with where an outline is still to be written. */
export const ASSUMED_LESSONS = 12;
/** Fewer answers say little about the next one. */
const LEAST_ANSWERS = 5;
/** Where nothing is known: models rarely use what they may. */
const USUAL_SHARE = [0.25, 0.6] as const;
const BYTES_A_TOKEN = 4;

/** What is still to be known when a job of such a kind starts: how many lessons its outline will have. */
export const assumesLessons = (kind: JobKind): boolean => kind === 'course' || kind === 'trail_outline';

/** What is asked for, as far as it decides which calls there are. */
export interface PlannedJob {
  job_kind: JobKind;
  content_type: PieceType;
  length: Length;
  /** Null: all of the job. */
  course: CoursePart | null;
}

/** The calls that a job would make, those of an assumed outline included. `most`: how long an answer of a content type may be. */
export function plannedCalls(
  job: PlannedJob,
  size: JobSize,
  most: (content_type: ContentType, length: Length) => number,
): PlannedCalls[] {
  const { job_kind: kind, length } = job;
  const times = timesOf(job);
  const input_tokens = Math.ceil((size.prompt_bytes + size.source_bytes + size.lesson_bytes) / BYTES_A_TOKEN);
  return [...times].map(([content_type, count]) => {
    const longest = most(content_type, length);
    const known = size.outputs.find((one) => one.content_type === content_type && one.answers >= LEAST_ANSWERS);
    return {
      content_type,
      times: count,
      // Reports go along with the curriculum that is built on them.
      input_tokens: input_tokens + (kind === 'course' && content_type === 'curriculum' ? reportTokens(times, most) : 0),
      low: Math.min(longest, known?.low ?? Math.round(longest * USUAL_SHARE[0])),
      high: Math.min(longest, known?.high ?? Math.round(longest * USUAL_SHARE[1])),
      most: longest,
    };
  });
}

/** How often each content type is asked for. */
function timesOf({ job_kind, content_type, course }: PlannedJob): Map<ContentType, number> {
  const times = new Map<ContentType, number>();
  if (course?.part !== 'lessons') {
    for (const { params } of stepsAfter(job_kind, 'model', content_type)) {
      const type = params?.content_type as ContentType | undefined;
      if (type) times.set(type, (times.get(type) ?? 0) + 1);
    }
  }
  const lessons =
    course?.part === 'lessons' ? course.lessons : assumesLessons(job_kind) && !course ? ASSUMED_LESSONS : 0;
  if (lessons > 0) times.set('spark_draft', lessons);
  return times;
}

const reportTokens = (
  times: ReadonlyMap<ContentType, number>,
  most: (content_type: ContentType, length: Length) => number,
): number => Math.round((times.get('market_research') ?? 0) * most('market_research', 'medium') * USUAL_SHARE[1]);

/** What calls come to at the model that is asked first, and at most at those that are asked where it fails. Rounded up a call, as the books do. */
export function estimate(planned: readonly PlannedCalls[], first: Rates, others: readonly Rates[] = []): Estimate {
  const cost = (input: number, output: number, rates = first) =>
    Math.ceil((input * rates.input_micros + output * rates.output_micros) / 1_000_000);
  const mostOf = ({ input_tokens, most }: PlannedCalls) =>
    Math.max(...[first, ...others].map((rates) => cost(input_tokens, most, rates)));
  const sum = (of: (one: PlannedCalls) => number) => planned.reduce((total, one) => total + one.times * of(one), 0);
  return {
    calls: sum(() => 1),
    input_tokens: sum((one) => one.input_tokens),
    output_tokens: sum((one) => one.most),
    low_micros: sum((one) => cost(one.input_tokens, one.low)),
    high_micros: sum((one) => cost(one.input_tokens, one.high)),
    most_micros: sum(mostOf),
  };
}

/** Where a priority leads, as admins have set it up. */
export interface Setup {
  providers: readonly { id: string; name: string; is_enabled: boolean }[];
  routes: readonly { priority: string; nth: number; provider_id: string; model: string }[];
  /** The newest of a model first. */
  prices: readonly (Rates & { model: string; valid_from: string; context_tokens: number | null })[];
}

/** The models that are asked for a priority in their order, as the worker asks them: those of Balanced where it has none of its own. */
export function routesFor({ providers, routes }: Setup, priority: Priority): { provider: string; model: string }[] {
  const of = (name: Priority) =>
    routes
      .filter((route) => route.priority === name)
      .sort((a, b) => a.nth - b.nth)
      .flatMap(({ provider_id, model }) => {
        const provider = providers.find(({ id, is_enabled }) => id === provider_id && is_enabled);
        return provider ? [{ provider: provider.name, model }] : [];
      });
  const own = of(priority);
  return own.length > 0 ? own : of('balanced');
}

/** How many tokens a model reads and writes at once, as the newest price that says so has it; null where none does. */
export const windowAt = (prices: Setup['prices'], model: string, now: number): number | null =>
  prices.find((one) => one.model === model && one.context_tokens !== null && Date.parse(one.valid_from) <= now)
    ?.context_tokens ?? null;

/** The price of a model that counts at a time, in milliseconds; null where it has none. */
export const priceAt = <Price extends Setup['prices'][number]>(
  prices: readonly Price[],
  model: string,
  now: number,
): Price | null => prices.find((one) => one.model === model && Date.parse(one.valid_from) <= now) ?? null;
