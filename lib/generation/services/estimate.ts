import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { isObject } from '#lib/exercises/core/raw.ts';
import { readExercises } from '#lib/exercises/data/bank.ts';
import { MOST_IMPROVED, numberedExercises } from '../core/asks/improve.ts';
import { ASKS } from '../core/asks/registry.ts';
import {
  assumesLessons,
  type Estimate,
  estimate,
  type PlannedJob,
  plannedCalls,
  priceAt,
  routesFor,
  windowAt,
} from '../core/estimate.ts';
import type { Priority } from '../core/maker.ts';
import { stepsAfter } from '../core/plan.ts';
import type { ContentType } from '../core/prompt/content-types.ts';
import { bytesOf, type LeftOut, roomIn } from '../core/prompt/fit.ts';
import { readJobSize } from '../data/jobs.ts';
import type { PromptPlace } from '../data/prompt-rules.ts';
import { readModelSetup } from '../data/providers.ts';
import { promptFor } from './prompt.ts';

/** What is asked for, as far as it decides what it costs. */
export interface EstimateWish extends PlannedJob {
  /** A job each. None: one job about a topic. */
  places: readonly PromptPlace[];
  source_ids: readonly string[];
  priority: Priority;
  /** Of exercises that are to be made better: which, none for all of the lesson. They go along. */
  improves: readonly string[] | null;
  /** Of text that goes along with each call and stands nowhere yet, as a brief that is being typed. */
  more_bytes: number;
}

/** What jobs with a model are thought to cost together. `models` empty: none is set up. `estimate` null: the first model has no price. */
export interface JobEstimate {
  models: { provider: string; model: string }[];
  estimate: Estimate | null;
  /** From when the price is that was used. */
  price_from: string | null;
  /** The outline is still to be written, and a number of lessons was assumed. */
  assumes_lessons: boolean;
  /** Of the sources what does not fit that model, and whether all that is needed does. */
  left_out: LeftOut[];
  fits: boolean;
}

/** Works out what jobs would cost: one at each place, or one about a topic. Nothing is spent. */
export async function estimateJob(db: Db, workspace_id: string, wish: EstimateWish): Promise<Result<JobEstimate>> {
  const { job_kind, places, source_ids, length, priority, course } = wish;
  const first =
    course?.part === 'lessons'
      ? 'spark_draft'
      : (stepsAfter(job_kind, 'model', wish.content_type)[0]?.params?.content_type as ContentType);
  const wished = {
    content_type: first,
    request: { topic: 'What it is about', keywords: [], length },
    place: places[0] ?? null,
    is_preview: true,
  };
  const [place] = places;
  const [setup, size, improved, prompt] = await Promise.all([
    readModelSetup(db, workspace_id),
    readJobSize(
      db,
      workspace_id,
      places.map(({ id }) => id),
      source_ids,
    ),
    wish.improves && place ? improvedBytes(db, workspace_id, place.id, wish.improves) : ok(0),
    // What goes along is counted apart: only the rules and the frame are of interest here.
    promptFor(db, workspace_id, wished),
  ]);
  if (!setup.ok) return setup;
  if (!size.ok) return size;
  if (!improved.ok) return improved;
  if (!prompt.ok) return prompt;
  const models = routesFor(setup.data, priority);
  const now = Date.now();
  // The books send nothing to a model without a price: it cannot make a job dearer.
  const [price = null, ...others] = models.map(({ model }) => priceAt(setup.data.prices, model, now));
  const { source_bytes, outputs, lesson_bytes } = size.data;
  const window = models[0] ? windowAt(setup.data.prices, models[0].model, now) : null;
  const room = roomIn(window, ASKS[first].max_output_tokens[length]);
  // The largest place leaves the least room for sources.
  const more_bytes = wish.more_bytes + improved.data;
  const others_bytes = Math.max(0, ...lesson_bytes) + more_bytes;
  let frame = prompt.data;
  let sources = source_bytes;
  // Texts of sources are looked at only where they may not fit.
  if (room !== null && bytesOf(frame.messages) + others_bytes + source_bytes > room) {
    const most_bytes = Math.max(0, room - others_bytes);
    const cut = await promptFor(db, workspace_id, { ...wished, source_ids, most_bytes });
    if (!cut.ok) return cut;
    frame = cut.data;
    sources = 0;
  }
  const prompt_bytes = bytesOf(frame.messages);
  const planned = (places.length > 0 ? lesson_bytes : [0]).flatMap((bytes) =>
    plannedCalls(
      wish,
      { prompt_bytes, source_bytes: sources + more_bytes, lesson_bytes: bytes, outputs },
      (type, of) => ASKS[type].max_output_tokens[of],
    ),
  );
  return ok({
    models,
    estimate:
      price &&
      estimate(
        planned,
        price,
        others.filter((one) => one !== null),
      ),
    price_from: price?.valid_from ?? null,
    assumes_lessons: assumesLessons(job_kind) && !course,
    left_out: frame.left_out,
    fits: frame.fits,
  });
}

/** How many bytes of exercises go along, as they are sent. */
async function improvedBytes(
  db: Db,
  workspace_id: string,
  spark_id: string,
  ids: readonly string[],
): Promise<Result<number>> {
  const found = await readExercises(db, workspace_id, spark_id, ids.length > 0 ? { ids: [...ids] } : {});
  if (!found.ok) return found;
  const sent = found.data.exercises.slice(0, MOST_IMPROVED).map(({ exercise_id, exercise }) => ({
    id: exercise_id ?? '',
    raw: isObject(exercise) ? exercise : {},
  }));
  return ok(new TextEncoder().encode(numberedExercises(sent)).length);
}
