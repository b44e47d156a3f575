import { z } from 'zod';
import { CONTENT_KINDS } from '#lib/base/core/content-kinds.ts';

const kindJson = z.enum(CONTENT_KINDS);

/** How many entities of a kind were added, changed and removed. */
export const countsJson = z.object({ added: z.number(), changed: z.number(), removed: z.number() });

export const about = {
  kind: kindJson,
  entity_id: z.string().nullable(),
  slug: z.string().nullable(),
  label: z.string().nullable(),
  message: z.string(),
};
export const blockerRule = z.enum([
  'closed_set',
  'package_valid',
  'ai_draft_approved',
  'image_described',
  'file_there',
  'lesson_text',
  'quality_gate',
  'published_parent',
  'acyclic',
]);
/** What of a lesson package blocks: which rule, where (a JSON pointer), what to do, and in which exercise. */
const packageProblem = z.object({
  code: z.string(),
  pointer: z.string(),
  message: z.string(),
  fix: z.string(),
  place: z.number().nullable(),
  exercise_id: z.string().nullable(),
});
export const blockerDetail = packageProblem.nullish();
const blocker = z.object({ rule: blockerRule, ...about, detail: blockerDetail });
export type Blocker = z.infer<typeof blocker>;

/** What staging came to: the snapshot, or what keeps it back. */
export const stagedJson = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    snapshot_id: z.string(),
    seq: z.number().optional(),
    change_counts: z.partialRecord(kindJson, countsJson).optional(),
    entity_counts: z.partialRecord(kindJson, z.number()).optional(),
    nothing_to_stage: z.boolean().optional(),
    status: z.enum(['draft', 'ready', 'current', 'archived']).optional(),
  }),
  z.object({ ok: z.literal(false), blockers: z.array(blocker) }),
]);
export type Staged = z.infer<typeof stagedJson>;

/** Whether a snapshot holds what it held when it was staged. */
export const verificationJson = z.object({
  ok: z.boolean(),
  snapshot_id: z.string(),
  content_hash: z.string(),
  entity_counts: z.partialRecord(kindJson, z.number()),
  problems: z.array(z.object({ rule: z.string(), message: z.string() })),
});
export type Verification = z.infer<typeof verificationJson>;
