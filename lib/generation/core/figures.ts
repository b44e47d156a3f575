import { z } from 'zod';

const micros = z.number();
/** What private.generation_figures answers. */
export const figuresJson = z.object({
  counts: z
    .object({ counted: z.enum(['request', 'error']), client_id: z.string(), name: z.string(), jobs: z.number() })
    .array(),
  /** `up_to` is null of the last one, which has no bound. */
  durations: z.object({ up_to: z.number().nullable(), jobs: z.number(), seconds: z.number() }).array(),
  jobs: z.object({
    pending: z.number(),
    in_progress: z.number(),
    approval: z.number(),
    budget: z.number(),
    pause: z.number(),
  }),
  steps: z.object({ ready: z.number(), later: z.number(), oldest_seconds: z.number() }),
  breakers: z.object({ closed: z.number(), open: z.number(), probing: z.number() }),
  spend: z
    .object({ client_id: z.string(), spent_micros: micros, reserved_micros: micros, unknown_micros: micros })
    .array(),
});
export type GenerationFigures = z.infer<typeof figuresJson>;
