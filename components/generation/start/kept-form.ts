import { z } from 'zod';
import { MAKERS, PIECE_TYPES, PRIORITIES } from '#lib/generation/core/maker.ts';
import { LENGTHS } from '#lib/generation/core/prompt/content-types.ts';
import { keep, keptSource, readKept } from './kept.ts';

// Kind and place of a job stand in the address; the rest of its form is kept.

/** Ten of fifty characters, with commas and blanks. */
export const MOST_KEYWORDS = 600;

const keptForm = z.object({
  maker: z.enum(MAKERS),
  choice: z.object({
    topic: z.string().max(1000).catch(''),
    keywords: z.string().max(MOST_KEYWORDS).catch(''),
    length: z.enum(LENGTHS),
    priority: z.enum(PRIORITIES),
    content_type: z.enum(PIECE_TYPES),
    cap: z.number().min(0).nullable(),
  }),
  sources: keptSource.array().max(50).catch([]),
});
/** The form as it was left. */
export type KeptForm = z.output<typeof keptForm>;
/** What a model is told beside the place and the sources; `cap` in dollars, null for as much as the workspace lets it. */
export type ModelChoice = KeptForm['choice'];

export const USUAL_CHOICE: ModelChoice = {
  topic: '',
  keywords: '',
  length: 'medium',
  priority: 'balanced',
  content_type: 'blog',
  cap: null,
};

const keyOf = (workspace: string, user_id: string): string => `job-form.${user_id}.${workspace}`;

/** The form that this person left on this device in the last days; null where there is none. */
export const readKeptForm = (workspace: string, user_id: string): KeptForm | null =>
  readKept(keyOf(workspace, user_id), keptForm);

/** Keeps the form, or forgets it: once a job was started of it. */
export const keepForm = (workspace: string, user_id: string, form: KeptForm | null): void =>
  keep(keyOf(workspace, user_id), form);
