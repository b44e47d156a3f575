import { z } from 'zod';
import { isVisible } from '#lib/base/core/visible.ts';
import { AROUND, LONGEST_QUOTE } from './anchor.ts';

export const LONGEST_COMMENT = 4_000;
const MOST_MENTIONS = 20;

const comment = z.object({
  id: z.uuid(),
  body: z.string(),
  mentions: z.uuid().array(),
  created_by: z.uuid().nullable(),
  created_at: z.string(),
  is_edited: z.boolean(),
  is_deleted: z.boolean(),
});
export type Comment = z.infer<typeof comment>;

const thread = z.object({
  id: z.uuid(),
  /** The lesson that it was begun at, which may have been merged into another one since; null at a draft. */
  spark_id: z.uuid().nullable(),
  quote: z.string(),
  before: z.string(),
  after: z.string(),
  at: z.number(),
  /** The version of the lesson in which the passage was marked; null for a draft, which never changes. */
  version: z.number().nullable(),
  created_by: z.uuid().nullable(),
  created_at: z.string(),
  resolved_by: z.uuid().nullable(),
  resolved_at: z.string().nullable(),
  comments: comment.array(),
});
export type StoredThread = z.infer<typeof thread>;
export const threadsJson = thread.array();

/** A thread with the version in which its passage went, where that is known. */
export type Thread = StoredThread & { gone_in: number | null };

export const startedJson = z.object({ thread_id: z.uuid(), comment_id: z.uuid() });
export const resolvedJson = z.object({ resolved_at: z.string().nullable(), resolved_by: z.uuid().nullable() });

/** What a thread is about: a lesson or a draft. */
export const threadPlace = z.union([z.object({ spark_id: z.uuid() }), z.object({ proposal_id: z.uuid() })]);
export type ThreadPlace = z.infer<typeof threadPlace>;

const said = {
  body: z
    .string()
    .trim()
    .max(LONGEST_COMMENT, `A comment has at most ${LONGEST_COMMENT} characters.`)
    .refine(isVisible, 'Write something first.'),
  mentions: z.uuid().array().max(MOST_MENTIONS, `At most ${MOST_MENTIONS} people can be mentioned in a comment.`),
};
export const commentInput = z.object(said);
export type CommentInput = z.input<typeof commentInput>;

export const threadInput = z.object({
  ...said,
  quote: z.string().max(LONGEST_QUOTE).refine(isVisible, 'Select words first.'),
  before: z.string().max(2 * AROUND),
  after: z.string().max(2 * AROUND),
  at: z.number().int().min(0).max(10_000_000),
});
export type ThreadInput = z.input<typeof threadInput>;
