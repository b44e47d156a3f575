import { z } from 'zod';

/** What may be wrong in a check. */
export const FAULTS = ['negation', 'number', 'unit', 'answer_key'] as const;
export type FaultKind = (typeof FAULTS)[number];

/** What somebody is told who decided about a check. */
export const toldCheck = z.object({
  fault: z.enum(FAULTS),
  before: z.string(),
  was_right: z.string(),
  is_wrong: z.string(),
  after: z.string(),
  /** Of their last eleven. */
  caught: z.number(),
  met: z.number(),
});
export type ToldCheck = z.infer<typeof toldCheck>;
