import { z } from 'zod';
import type { Problem } from '#lib/base/core/problem.ts';
import type { Asked } from '../core/asks/ask.ts';
import { improvedExercises } from '../core/asks/improve.ts';
import { ASKS } from '../core/asks/registry.ts';
import { PRIORITIES } from '../core/maker.ts';
import { lessonsOf, type Outline, sumOf } from '../core/outline.ts';
import { lessonSteps } from '../core/plan.ts';
import { CONTENT_TYPES, type ContentType, LENGTHS, RESEARCH_REPORTS } from '../core/prompt/content-types.ts';
import type { LeftOut } from '../core/prompt/fit.ts';
import type { StepResult } from '../core/step.ts';
import { ATTRIBUTES, SPANS } from '../core/telemetry.ts';
import { type OverBudget, routesOf, routeTo } from '../data/books.ts';
import { exercisesAt, lessonsAt } from '../data/places.ts';
import { draftBefore, stepOutputs } from '../data/queue.ts';
import { type Answered, ask, type ModelSettings } from '../services/model/call.ts';
import { failSpan, inSpan } from '../services/tracing.ts';
import { outlineOf } from './outline-of.ts';
import { promptOf } from './prompt-of.ts';
import type { StepContext } from './step-runner.ts';

const stepParams = z.object({
  content_type: z.enum(CONTENT_TYPES),
  lesson: z.number().int().min(0).optional(),
  report: z.enum(RESEARCH_REPORTS).optional(),
  instruction: z.string().optional(),
  /** In a test: the version that is tried. */
  template: z.union([z.enum(['followed', 'builtin']), z.coerce.number<string>().int().min(1)]).optional(),
});
const jobParams = z.object({
  length: z.enum(LENGTHS).default('medium'),
  priority: z.enum(PRIORITIES).default('balanced'),
  provider_id: z.uuid().nullish(),
  model: z.string().nullish(),
  improves: z.string().array().optional(),
});
const NO_OUTLINE: Problem = {
  code: 'invalid_input',
  message: 'The outline of this job cannot be read. Start the job again.',
};
const NO_EXERCISES: Problem = {
  code: 'not_found',
  message:
    'The exercises that were to be improved are not in this lesson any more. Start another job from its exercises.',
};
/** Tried again by another worker or a little later: a model is not always of the same mind. */
const AGAIN_IN_MS = 5_000;

/** Asks a model for what a step is to make, and gives what came of it. */
export async function askStep(context: StepContext, settings: ModelSettings): Promise<StepResult> {
  const { db, job, step, signal } = context;
  const { content_type, lesson: nth, report, instruction, template } = stepParams.parse(step.params);
  const isTest = template !== undefined;
  const asked = jobParams.parse(job.params);
  const place = job.place_kind && job.place_id ? { kind: job.place_kind, id: job.place_id } : null;
  const { improves } = asked;
  const [lessons, outline, reports, before, exercises, routes] = await Promise.all([
    place ? lessonsAt(db, job.workspace_id, place.kind, place.id) : [],
    nth === undefined ? null : outlineOf(context),
    content_type === 'curriculum' ? reportsOf(context) : [],
    draftBefore(db, step),
    improves && place ? exercisesAt(db, job.workspace_id, place.id, improves) : [],
    asked.provider_id && asked.model
      ? namedRoute(context, asked.provider_id, asked.model)
      : routesOf(db, job.workspace_id, asked.priority),
  ]);
  if (nth !== undefined && !outline) return { problem: NO_OUTLINE };
  const lesson = (outline && nth !== undefined && lessonsOf(outline)[nth]) || null;
  if (improves && exercises.length === 0) return { problem: NO_EXERCISES };
  const how = improves ? improvedExercises(improves.length === 1) : ASKS[content_type];
  const parts = { content_type, improves, exercises, report, lessons, reports, lesson, before, instruction, template };
  const promptWithin = (most_bytes: number | null) =>
    inSpan(SPANS.prompt, { attributes: {} }, async (span) => {
      const made = await promptOf(context, parts, most_bytes);
      if (made.ok) span.setAttribute(ATTRIBUTES.template_version, made.data.template_version ?? '');
      else failSpan(span, made.problem.code);
      return made;
    });
  // A test compares prompts: what another model says, or a second try, would be compared with something else.
  const asks = isTest ? routes.slice(0, 1) : routes;
  const answered = await ask({ db, step, workspace_id: job.workspace_id, signal, settings }, asks, {
    promptWithin,
    schema: how.schema,
    max_output_tokens: how.max_output_tokens[asked.length],
    ...(isTest && { most_repairs: 0 }),
    shown: how.shown,
    use: (answer) =>
      how.made(answer, { title: job.title, place, lessons, lesson, outline, exercises, report: report ?? null }),
  });
  if ('answer' in answered) {
    const { answer, left_out } = answered;
    return isTest ? tried(content_type, answer, left_out) : made(content_type, answer, left_out);
  }
  // One lesson that no model can write holds up none of the others: it says why, and is written anew when somebody asks for it. Of a test it
  // is the answer.
  if ((lesson || isTest) && 'failed' in answered && answered.is_invalid)
    return { output: { content_type, summary: {}, problem: { code: 'invalid_input', message: answered.failed } } };
  return whyNot(answered);
}

async function namedRoute({ db, job }: StepContext, provider_id: string, model: string) {
  const route = await routeTo(db, job.workspace_id, provider_id, model);
  return route ? [route] : [];
}

/** What research came to, for the curriculum to be built on. */
async function reportsOf({ db, job }: StepContext) {
  const done = await stepOutputs(db, job.id, 'ask');
  return done.flatMap(({ name, output }) =>
    RESEARCH_REPORTS.some((report) => report === name) && typeof output.text === 'string'
      ? [{ name, text: output.text }]
      : [],
  );
}

type Left = readonly LeftOut[];
const saidOf = (left_out: Left) => (left_out.length > 0 ? { left_out } : {});

const made = (content_type: ContentType, { summary, proposals, outline, text }: Asked, left: Left): StepResult => ({
  output: { content_type, summary, ...(outline && { outline }), ...(text !== undefined && { text }), ...saidOf(left) },
  proposals,
});

/** Of a test: what there is in the answer, which stands in the books, and nothing to approve. */
const tried = (content_type: ContentType, { summary }: Asked, left: Left): StepResult => ({
  output: { content_type, summary, ...saidOf(left) },
});

function whyNot(answered: Exclude<Answered<Asked>, { answer: unknown }>): StepResult {
  if ('lost' in answered) return { lost: true };
  if ('refused' in answered) return { problem: answered.refused };
  if ('over' in answered) return { held: overBudget(answered.over) };
  if ('until' in answered) {
    const message =
      answered.why === 'breaker'
        ? 'The provider failed several times in a row. It is asked again once it has had a rest.'
        : 'The provider asked us to wait. This uses up no attempt and costs nothing.';
    return { wait_until: answered.until, problem: { code: 'unavailable', message } };
  }
  if ('no_price' in answered) {
    const message = `There is no price for ${answered.no_price}, so the books could not say what it costs. Ask an admin to add one.`;
    return { problem: { code: 'wrong_state', message } };
  }
  if (answered.is_too_long) return { problem: { code: 'invalid_input', message: answered.failed } };
  return { problem: { code: 'unavailable', message: answered.failed }, again_in_ms: AGAIN_IN_MS };
}

const dollars = (micros: number): string => `$${(micros / 1_000_000).toFixed(4)}`;

function overBudget({ budget, hard_micros, used_micros, cost_micros }: OverBudget): Problem {
  const sums = `The next call may cost ${dollars(cost_micros)}; ${dollars(used_micros)} of ${dollars(hard_micros)} are used.`;
  const whose =
    budget === 'job'
      ? 'This job has reached its cap. Raise it to go on.'
      : `The budget of the ${budget} is used up. An admin can raise it.`;
  return { code: 'wrong_state', message: `${whose} ${sums}` };
}

/** Says which lessons follow, one step each, once their outline was approved. */
export async function planLessons(context: StepContext): Promise<StepResult> {
  const outline = await outlineOf(context);
  if (!outline) return { problem: NO_OUTLINE };
  const lessons = lessonsOf(outline);
  return {
    output: { summary: { sparks: lessons.length } },
    next: lessonSteps(
      lessons.map(({ title }) => title),
      AFTER_LESSONS,
    ),
  };
}
/** Behind all steps that a job begins with. */
const AFTER_LESSONS = 100;

/** Ends a course: proposes the trail that its lessons are for. What speaks against them is looked for anew whenever somebody looks. */
export async function validate(context: StepContext): Promise<StepResult> {
  const outline = await outlineOf(context);
  return outline ? { output: { summary: sumOf(outline) }, proposals: [trailOf(outline)] } : { problem: NO_OUTLINE };
}

const trailOf = (outline: Outline) => ({
  kind: 'outline' as const,
  title: outline.title,
  body: { kind: 'outline' as const, ...outline },
});
