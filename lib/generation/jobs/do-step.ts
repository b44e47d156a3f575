import { z } from 'zod';
import type { Problem } from '#lib/base/core/problem.ts';
import type { Drafted, DraftRequest } from '../core/draft-job.ts';
import { MAKERS, PIECE_TYPES } from '../core/maker.ts';
import { outlineJson } from '../core/outline.ts';
import { stepsAfter } from '../core/plan.ts';
import { needsSource, PLACES } from '../core/request.ts';
import type { StepResult } from '../core/step.ts';
import { ATTRIBUTES, contentTypeOf, SPANS } from '../core/telemetry.ts';
import { countWords } from '../core/words.ts';
import { lessonsAt, sourcesOf } from '../data/places.ts';
import { draftApart } from '../services/draft-apart.ts';
import type { ModelSettings } from '../services/model/call.ts';
import { failSpan, inSpan } from '../services/tracing.ts';
import { askStep, planLessons, validate } from './ask-step.ts';
import { outlineOf } from './outline-of.ts';
import type { DoStep, StepContext } from './step-runner.ts';

const params = z.object({
  source_ids: z.string().array().default([]),
  maker: z.enum(MAKERS).default('builtin'),
  content_type: z.enum(PIECE_TYPES).default('blog'),
});
const NO_SOURCES: Problem = {
  code: 'not_found',
  message: 'The sources of this job are gone. Start another one with them.',
};
const NO_LESSONS: Problem = {
  code: 'not_found',
  message: 'There is no lesson at the place of this job. Write one first, or choose another place.',
};
const NOTHING: Problem = {
  code: 'invalid_input',
  message: 'There is no text in these sources that a lesson could be made of.',
};
const TOO_MUCH: Problem = {
  code: 'invalid_input',
  message: 'These sources make more concepts than one outline holds. Start a job for each part of them.',
};
const NO_OUTLINE: Problem = {
  code: 'invalid_input',
  message: 'The outline of this job cannot be read. Start the job again.',
};
const UNKNOWN: Problem = { code: 'bug', message: 'This release does not know such a step. Start the job again.' };

/** Does steps of jobs, each by its kind. `settings`: how models are reached. */
export const stepsWith =
  (settings: ModelSettings): DoStep =>
  async (context) => {
    switch (context.step.kind) {
      case 'read':
        return read(context);
      case 'outline':
        return inJobSpan(context, () => outline(context));
      case 'draft':
        return inJobSpan(context, () => draftLessons(context));
      case 'exercises':
      case 'links':
        return inJobSpan(context, () => draftFromPlace(context));
      case 'ask':
        return inJobSpan(context, () => askStep(context, settings));
      case 'lessons':
        return planLessons(context);
      case 'validate':
        return validate(context);
      default:
        return { problem: UNKNOWN };
    }
  };

/** What is drafted stands in a span, as a part of the request that asked for the job. */
function inJobSpan(context: StepContext, work: () => Promise<StepResult>): Promise<StepResult> {
  const { job, step } = context;
  const attributes = {
    [ATTRIBUTES.job_id]: job.id,
    [ATTRIBUTES.client_id]: job.workspace_id,
    [ATTRIBUTES.content_type]: contentTypeOf(job),
    [ATTRIBUTES.step_kind]: step.kind,
    [ATTRIBUTES.attempt]: step.fence,
  };
  return inSpan(SPANS.job, { attributes, parent: job.trace_parent }, async (span) => {
    const result = await work();
    if ('problem' in result) failSpan(span, result.problem.code);
    return result;
  });
}

const sources = ({ db, job }: StepContext) => sourcesOf(db, job.workspace_id, params.parse(job.params).source_ids);
const lessons = async ({ db, job }: StepContext) =>
  job.place_kind && job.place_id ? lessonsAt(db, job.workspace_id, job.place_kind, job.place_id) : [];

/** Looks whether all is there, and says which steps follow. */
async function read(context: StepContext): Promise<StepResult> {
  const { job } = context;
  const { maker, content_type } = params.parse(job.params);
  const next = stepsAfter(job.job_kind, maker, content_type);
  const [found, placed] = await Promise.all([sources(context), lessons(context)]);
  if (needsSource(job.job_kind, maker) && found.length === 0) return { problem: NO_SOURCES };
  if (PLACES[job.job_kind].kinds.includes('spark') && placed.length === 0) return { problem: NO_LESSONS };
  const words = [...found.map(({ text }) => text), ...placed.map(({ content_md }) => content_md)];
  const counted = {
    sources: found.length,
    sparks: placed.length,
    words: words.reduce((sum, text) => sum + countWords(text), 0),
  };
  return { output: { summary: Object.fromEntries(Object.entries(counted).filter(([, count]) => count > 0)) }, next };
}

async function outline(context: StepContext): Promise<StepResult> {
  const found = await sources(context);
  if (found.length === 0) return { problem: NO_SOURCES };
  const made = await drafted({ do: 'outline', sources: found, title: null }, context);
  if ('problem' in made) return made;
  if (!made.outline || made.outline.modules.length === 0) return { problem: NOTHING };
  // What a person cannot open is not stored: there are limits to an outline.
  return outlineJson.safeParse(made.outline).success
    ? { output: { outline: made.outline, summary: made.summary } }
    : { problem: TOO_MUCH };
}

async function draftLessons(context: StepContext): Promise<StepResult> {
  const { job } = context;
  const [found, outline] = await Promise.all([sources(context), outlineOf(context)]);
  if (found.length === 0) return { problem: NO_SOURCES };
  if (!outline) return { problem: NO_OUTLINE };
  const place = job.place_kind && job.place_id ? { kind: job.place_kind, id: job.place_id } : null;
  const request = {
    do: 'lessons' as const,
    sources: found,
    outline,
    place,
    with_outline: job.job_kind === 'trail_outline',
  };
  return resultOf(await drafted(request, context));
}

async function draftFromPlace(context: StepContext): Promise<StepResult> {
  const found = await lessons(context);
  const [first] = found;
  if (!first) return { problem: NO_LESSONS };
  const request: DraftRequest =
    context.step.kind === 'links'
      ? { do: 'links', lessons: found }
      : { do: context.job.job_kind === 'quiz' ? 'quiz' : 'exercises', lesson: first };
  return resultOf(await drafted(request, context));
}

async function drafted(request: DraftRequest, { signal }: StepContext): Promise<Drafted | { problem: Problem }> {
  const made = await draftApart(request, signal);
  return made.ok ? made.data : { problem: made.problem };
}

const resultOf = (made: Drafted | { problem: Problem }): StepResult =>
  'problem' in made ? made : { output: { summary: made.summary }, proposals: made.proposals };
