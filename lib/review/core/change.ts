import { z } from 'zod';
import { DIFFICULTIES, LONGEST_LESSON } from '#lib/base/core/content-kinds.ts';
import { LONGEST_QUOTE } from '#lib/comments/core/anchor.ts';
import { changedFields, changedPassage } from '#lib/generation/core/proposal.ts';

export const LONGEST_NOTE = 2_000;
/** A passage is a few sentences; for more there is the editor. */
export const LONGEST_WORDS = 4_000;

const note = z.string().trim().max(LONGEST_NOTE).nullish();

/** What somebody proposes for a whole lesson: its text, and the fields that they would have otherwise. */
export const lessonChange = z.object({
  base_version: z.number().int().min(1),
  content_md: z.string().max(LONGEST_LESSON),
  title: z.string().trim().min(2).max(200).optional(),
  summary: z.string().trim().max(500).optional(),
  estimated_mins: z.number().int().min(1).max(60).optional(),
  difficulty: z.enum(DIFFICULTIES).optional(),
  note,
});
export type LessonChange = z.input<typeof lessonChange>;

/** Other words for a passage, as it is shown. */
export const passageChange = z.object({
  passage: changedPassage.extend({
    quote: z.string().min(1).max(LONGEST_QUOTE),
    before: z.string().max(64),
    after: z.string().max(64),
    at: z.number().int().min(0),
    words: z.string().max(LONGEST_WORDS),
  }),
  note,
});
export type PassageChange = z.input<typeof passageChange>;

const suggestion = z.object({
  id: z.uuid(),
  status: z.enum(['pending', 'stale']),
  stale_because: z.enum(['changed', 'gone']).nullable(),
  created_at: z.string(),
  created_by: z.uuid(),
  is_own: z.boolean(),
  may_approve_own: z.boolean(),
  note: z.string().nullable(),
  fields: changedFields,
  passage: changedPassage.nullable(),
  /** Of one's own whole text. */
  content_md: z.string().nullable(),
});
/** What somebody proposes for a lesson and what waits. */
export type Suggestion = z.infer<typeof suggestion>;

export const suggestionsJson = suggestion.array();
