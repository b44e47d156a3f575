import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { renderDraft, renderExercises, renderForPlayer } from '../services/rendering.ts';

const place = z.int().min(0).max(100_000);

/** Exercises of a spark's bank, rendered when they are needed. */
export const renderedExercisesRead = defineRead({
  name: 'rendered-exercises',
  permission: 'content.read',
  input: z.object({ spark_id: z.uuid(), places: z.array(place).max(20), as: z.enum(['read', 'played']) }),
  run: (context, input) => renderExercises(context, input),
});

/** What somebody copies into a page elsewhere. */
export const playedPackageRead = defineRead({
  name: 'played-package',
  permission: 'content.read',
  input: z.object({
    spark_id: z.uuid(),
    title: z.string().max(1_000),
    what: z.union([z.enum(['quiz', 'bank']), place]),
  }),
  run: (context, input) => renderForPlayer(context, input),
});

/** An exercise that stands in no bank yet, as learners would get it. */
export const renderedDraftRead = defineRead({
  name: 'rendered-draft',
  // It is too long for an address.
  method: 'POST',
  permission: 'content.read',
  input: z.object({ exercise: z.record(z.string(), z.unknown()) }),
  run: (context, { exercise }) => renderDraft(context, exercise),
});
