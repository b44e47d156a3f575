import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { ASKS } from '../core/asks/registry.ts';
import { assumesLessons, type Estimate, estimate, plannedCalls, priceAt, routesFor } from '../core/estimate.ts';
import type { JobKind } from '../core/job.ts';
import type { PieceType, Priority } from '../core/maker.ts';
import { stepsAfter } from '../core/plan.ts';
import type { ContentType, Length } from '../core/prompt/content-types.ts';
import { readJobSize } from '../data/jobs.ts';
import type { PromptPlace } from '../data/prompt-rules.ts';
import { readModelSetup } from '../data/providers.ts';
import { promptFor } from './prompt.ts';

/** What is asked for, as far as it decides what it costs. */
export interface EstimateWish {
  job_kind: JobKind;
  place: PromptPlace | null;
  source_ids: readonly string[];
  length: Length;
  priority: Priority;
  content_type: PieceType;
}

/** What a job with a model is thought to cost. `model` null: none is set up. `estimate` null: its first model has no price. */
export interface JobEstimate {
  models: { provider: string; model: string }[];
  estimate: Estimate | null;
  /** From when the price is that was used. */
  price_from: string | null;
  /** The outline is still to be written, and a number of lessons was assumed. */
  assumes_lessons: boolean;
}

const bytesOf = (text: string): number => Buffer.byteLength(text);

/** Works out what a job would cost at the model that is asked first. Nothing is spent. */
export async function estimateJob(db: Db, workspace_id: string, wish: EstimateWish): Promise<Result<JobEstimate>> {
  const { job_kind, place, source_ids, length, priority, content_type: piece } = wish;
  const first = stepsAfter(job_kind, 'model', piece)[0]?.params?.content_type as ContentType;
  const [setup, size, prompt] = await Promise.all([
    readModelSetup(db, workspace_id),
    readJobSize(db, workspace_id, place, source_ids),
    // What goes along is counted apart: only the rules and the frame are of interest here.
    promptFor(db, workspace_id, {
      content_type: first,
      request: { topic: 'What it is about', keywords: [], length },
      place,
      is_preview: true,
    }),
  ]);
  if (!setup.ok) return setup;
  if (!size.ok) return size;
  if (!prompt.ok) return prompt;
  const models = routesFor(setup.data, priority);
  const price = models[0] ? priceAt(setup.data.prices, models[0].model, Date.now()) : null;
  const prompt_bytes = prompt.data.messages.reduce((sum, { content }) => sum + bytesOf(content), 0);
  const planned = plannedCalls(
    job_kind,
    piece,
    length,
    { ...size.data, prompt_bytes },
    (type, of) => ASKS[type].max_output_tokens[of],
  );
  return ok({
    models,
    estimate: price && estimate(planned, price),
    price_from: price?.valid_from ?? null,
    assumes_lessons: assumesLessons(job_kind),
  });
}
