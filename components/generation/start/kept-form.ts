import { z } from 'zod';
import { MAKERS, PIECE_TYPES, PRIORITIES } from '#lib/generation/core/maker.ts';
import { LENGTHS } from '#lib/generation/core/prompt/content-types.ts';

// What somebody has typed into the form stays on this device for some days, so that a closed tab loses nothing. Kind and place
// stand in the address.

const DAYS_KEPT = 7;
/** Ten of fifty characters, with commas and blanks. */
export const MOST_KEYWORDS = 600;
const DAY_MS = 24 * 60 * 60_000;

const keptForm = z.object({
  at: z.number(),
  maker: z.enum(MAKERS),
  choice: z.object({
    topic: z.string().max(1000).catch(''),
    keywords: z.string().max(MOST_KEYWORDS).catch(''),
    length: z.enum(LENGTHS),
    priority: z.enum(PRIORITIES),
    content_type: z.enum(PIECE_TYPES),
    cap: z.number().min(0).nullable(),
  }),
  sources: z
    .object({ id: z.uuid(), name: z.string(), format: z.string(), words: z.number() })
    .array()
    .max(50)
    .catch([]),
});
/** The form as it was left. */
export type KeptForm = Omit<z.output<typeof keptForm>, 'at'>;
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
export function readKeptForm(workspace: string, user_id: string, now = Date.now()): KeptForm | null {
  try {
    const { at, ...form } = keptForm.parse(JSON.parse(localStorage.getItem(keyOf(workspace, user_id)) ?? 'null'));
    return now - at < DAYS_KEPT * DAY_MS ? form : null;
  } catch {
    // None, one of an older studio, or a browser that keeps nothing.
    return null;
  }
}

/** Keeps the form, or forgets it: once a job was started of it. */
export function keepForm(workspace: string, user_id: string, form: KeptForm | null, now = Date.now()): void {
  try {
    if (form) localStorage.setItem(keyOf(workspace, user_id), JSON.stringify({ at: now, ...form }));
    else localStorage.removeItem(keyOf(workspace, user_id));
  } catch {
    // It is a convenience: a browser without room for it goes on without.
  }
}
