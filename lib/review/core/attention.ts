import { z } from 'zod';
import { proposalBody } from '#lib/generation/core/proposal.ts';
import { LONGEST_REASON_TEXT, RISKS } from './proposal.ts';

/** What the desk of a workspace does against approving asleep, as far as it concerns one person. */
export const habitsJson = z.object({
  runs_checks: z.boolean(),
  holds_risk: z.boolean(),
  minds_pauses: z.boolean(),
  /** Of the drafts that wait, those that this person has opened. */
  opened: z.uuid().array(),
  /** So many wait for their second opinion. */
  second: z.number(),
});

const judged = z.object({
  id: z.uuid(),
  kind: z.string(),
  title: z.string(),
  risks: z.enum(RISKS).array(),
  body: proposalBody,
  /** The lesson as it was when the draft was written. */
  before_md: z.string().nullable(),
});
export type Judged = z.infer<typeof judged>;

export const secondOpinionsJson = z.object({ total: z.number(), items: judged.array() });

/** What a second person thinks of a draft. */
export const opinion = z.object({
  do: z.enum(['approve', 'reject']),
  reason: z.string().trim().max(LONGEST_REASON_TEXT).optional(),
});
export type Opinion = z.infer<typeof opinion>;

export const comparedJson = z.object({ is_alike: z.boolean(), first: z.enum(['approved', 'rejected']) });

/** So many of the drafts that are approved together are opened first, where checks run. */
const LEAST_READ = 3;

/** How many of the chosen drafts are still to be opened before they can be approved together. decide_proposals says the same. */
export const leftToRead = (chosen: number, opened: number): number =>
  Math.max(0, Math.min(LEAST_READ, chosen) - opened);
