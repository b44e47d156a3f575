import { z } from 'zod';
import { DIFFICULTIES, NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import { proposalBody } from '#lib/generation/core/proposal.ts';
import { toldCheck } from './told-check.ts';

/** Headings of the queue, in the order in which they are best decided. private.review_rank says the same. */
export const REVIEW_GROUPS = [
  'outline',
  'change',
  'rewrite',
  'new',
  'draft',
  'exercises',
  'quiz',
  'links',
  'piece',
  'profile',
  'review',
  'stale',
] as const;
export type ReviewGroup = (typeof REVIEW_GROUPS)[number];

/** What of the queue is shown. `open`: what waits and was asked for by somebody else; `mine`: what this person is to decide. */
export const REVIEW_VIEWS = ['open', 'mine', 'asked', 'stale', 'decided', 'all'] as const;
export type ReviewView = (typeof REVIEW_VIEWS)[number];

/** What makes a decision weigh more. */
export const RISKS = ['answer_key', 'new_links', 'much_changed', 'instructions'] as const;

/** Why a proposal is rejected; the number is its key. `other` (9) needs words. */
export const REASONS = [
  'wrong',
  'not_asked',
  'hard_to_follow',
  'wrong_level',
  'not_our_voice',
  'repeats',
  'exercise',
  'language',
  'other',
] as const;
export type ReasonName = (typeof REASONS)[number];
export const LONGEST_REASON_TEXT = 4_000;

export const reviewFilter = z.object({
  show: z.enum(REVIEW_VIEWS).default('open'),
  groups: z.enum(REVIEW_GROUPS).array().optional(),
  job_id: z.uuid().optional(),
  place_id: z.uuid().optional(),
  trail_id: z.uuid().optional(),
  asked_by: z.uuid().optional(),
  assigned_to: z.uuid().optional(),
  model: z.string().max(200).optional(),
  template: z.string().max(200).optional(),
  older_than_days: z.number().int().min(1).max(365).optional(),
  has_risk: z.boolean().optional(),
});
export type ReviewFilter = z.input<typeof reviewFilter>;

const facet = z.object({ id: z.string(), name: z.string(), count: z.number() });

/** What the queue can be narrowed to, with how much waits for each, and this person's saved filters. */
export const facetsJson = z.object({
  trails: facet.array(),
  askers: facet.array(),
  models: facet.array(),
  templates: facet.array(),
  reviewers: facet.array(),
  // A filter of a version that knew other fields is read as far as it goes.
  saved: z.object({ id: z.uuid(), name: z.string(), filter: reviewFilter.catch({ show: 'open' }) }).array(),
});
export type ReviewFacets = z.infer<typeof facetsJson>;
export type Facet = z.infer<typeof facet>;

const status = z.enum(['pending', 'approved', 'rejected', 'superseded', 'stale', 'withdrawn']);
const staleBecause = z.enum(['changed', 'gone']).nullable();
const risks = z.enum(RISKS).array();

const place = z
  .object({
    kind: z.enum(NAMED_KINDS).nullable(),
    id: z.uuid().optional(),
    slug: z.string().optional(),
    title: z.string().nullable(),
    in: z.string().nullable(),
  })
  .nullable();

const claim = z.object({ by: z.uuid(), by_name: z.string().nullable(), until: z.string() }).nullable();

const queueItem = z.object({
  id: z.uuid(),
  kind: z.string(),
  in_group: z.enum(REVIEW_GROUPS),
  title: z.string(),
  status,
  stale_because: staleBecause,
  risks,
  changed_share: z.number().nullable(),
  place,
  job_id: z.uuid().nullable(),
  created_at: z.string(),
  parts: z.number().nullable(),
  words: z.number().nullable(),
  is_own: z.boolean(),
  claim,
  human_share: z.number().nullable(),
  reason_code: z.number().nullable(),
  decided_at: z.string().nullable(),
  assigned: z.object({ to: z.uuid(), name: z.string().nullable() }).nullable(),
});
export type QueueItem = z.infer<typeof queueItem>;

export const queueJson = z.object({
  total: z.number(),
  may_approve_own: z.boolean(),
  counts: z.object({ open: z.number(), mine: z.number(), asked: z.number(), stale: z.number(), all: z.number() }),
  groups: z.partialRecord(z.enum(REVIEW_GROUPS), z.number()),
  decided_today: z.number(),
  items: queueItem.array(),
});
export type ReviewQueue = z.infer<typeof queueJson>;

/** A part of a proposal and what became of it: an exercise or a link, counted from 0. */
export const decidedPart = z.object({
  nth: z.number().int().min(0),
  is_approved: z.boolean(),
  reason_code: z.number().int().min(1).max(9).nullish(),
  reason: z.string().trim().max(LONGEST_REASON_TEXT).nullish(),
  /** An exercise as a person merged or edited it, written instead of the draft. */
  exercise: z.record(z.string(), z.unknown()).nullish(),
  /** Of the exercise that it changes or removes, what whoever approved it saw in the lesson. */
  exercise_hash: z.string().max(64).nullish(),
});
export type DecidedPart = z.infer<typeof decidedPart>;

const passage = z.object({
  source: z.string(),
  number: z.number().nullable(),
  in: z.tuple([z.number(), z.number()]).nullable(),
  text: z.string(),
});

const behind = z.object({ maker: z.string(), model: z.string().nullable(), cost_micros: z.number() });
export type Behind = z.infer<typeof behind>;

const lesson = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  summary: z.string().nullable(),
  estimated_mins: z.number(),
  difficulty: z.enum(DIFFICULTIES),
  content_md: z.string(),
  version: z.number(),
  base_hash: z.string(),
});

export const itemJson = z.object({
  id: z.uuid(),
  kind: z.string(),
  in_group: z.enum(REVIEW_GROUPS),
  title: z.string(),
  status,
  stale_because: staleBecause,
  risks,
  changed_share: z.number().nullable(),
  body: proposalBody,
  final: z.record(z.string(), z.unknown()).nullable(),
  parts: decidedPart.array().nullable(),
  place,
  created_at: z.string(),
  job: z
    .object({
      id: z.uuid(),
      kind: z.string(),
      title: z.string(),
      topic: z.string().nullable(),
      priority: z.string().nullable(),
      length: z.string().nullable(),
      source_ids: z.uuid().array(),
      /** A model wrote it, so that it can write it anew. */
      is_model: z.boolean(),
      /** It is one lesson of a course. */
      is_lesson: z.boolean(),
      /** Another version is being written. */
      is_writing: z.boolean(),
    })
    .nullable(),
  /** Who drafted it: a job, an import, or the person who asks. */
  origin: z.enum(['job', 'import', 'person']),
  assigned_to: z.uuid().nullable(),
  asked_by_name: z.string().nullable(),
  is_own: z.boolean(),
  may_approve_own: z.boolean(),
  lesson: lesson.nullable(),
  /** The lesson as a stale proposal was written for it. */
  base_md: z.string().nullable(),
  /** Of links: those between the same lessons now, and which of the proposed would close a loop with what is drawn. */
  links: z
    .object({ now: z.object({ source: z.uuid(), target: z.uuid() }).array(), loops: z.number().array() })
    .nullable(),
  passages: passage.array(),
  around: z.object({ title: z.string(), slug: z.string(), is_before: z.boolean() }).array(),
  waits_for_lesson: z.boolean(),
  /** As a model wrote it time after time, this one among them; empty where it was not a model. */
  versions: z.object({ id: z.uuid(), status, created_at: z.string(), instruction: z.string().nullable() }).array(),
  claim,
  decided: z
    .object({
      at: z.string(),
      by_name: z.string().nullable(),
      reason_code: z.number().nullable(),
      reason: z.string().nullable(),
      human_share: z.number().nullable(),
      change_set_id: z.uuid().nullable(),
      made: z.looseObject({ kind: z.string(), id: z.string() }).array(),
    })
    .nullable(),
  behind: behind.nullable(),
});
export type ReviewItem = z.infer<typeof itemJson>;

export const decidedJson = z.object({
  /** `caught` or `missed`: it was a check, and nothing was written. */
  status: z.enum(['approved', 'rejected', 'caught', 'missed']),
  change_set_id: z.uuid().nullable(),
  made: z.looseObject({ kind: z.string(), id: z.string() }).array(),
  behind: behind.nullable(),
  check: toldCheck.optional(),
});

/** An exercise that a proposal changes or removes, as it is now; hash and exercise null where it is in the bank no more. */
export const exerciseNow = z.object({
  exercise_id: z.string(),
  is_as_drafted: z.boolean(),
  hash: z.string().nullable(),
  exercise: z.record(z.string(), z.unknown()).nullable(),
  /** Who wrote it last, or took it out. */
  by_name: z.string().nullable(),
});
export type ExerciseNow = z.infer<typeof exerciseNow>;

/** A proposal as programs read it: with what it changes or removes as that is now, whose hashes an approval names. */
export const itemForPrograms = itemJson.extend({ exercises_now: exerciseNow.array() });
export type ItemForPrograms = z.infer<typeof itemForPrograms>;

/** What a reviewer decides, as it is sent. */
export const decision = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('approve'),
    /** Fields of the body as the reviewer has edited them. */
    final: z
      .object({ content_md: z.string().min(1).max(1_000_000), summary: z.string().max(500).optional() })
      .partial({ content_md: true })
      .optional(),
    parts: decidedPart.array().max(1_000).optional(),
    /** Of the lesson as it stood when a stale proposal was merged with it. */
    base_hash: z.string().max(64).optional(),
    concept_id: z.uuid().optional(),
    domain_id: z.uuid().optional(),
  }),
  z.object({
    do: z.literal('reject'),
    reason_code: z.number().int().min(1).max(REASONS.length),
    reason: z.string().trim().max(LONGEST_REASON_TEXT).optional(),
  }),
]);
export type Decision = z.input<typeof decision>;

/** Why a proposal was left out of what was decided together. */
export const LEFT_OUT = ['decided', 'changed', 'risk', 'gone', 'claimed', 'own', 'no_place'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

export const decidedTogetherJson = z.object({
  decided: z.uuid().array(),
  left_out: z.object({ id: z.uuid(), why: z.enum(LEFT_OUT) }).array(),
  change_set_id: z.uuid().nullable(),
  /** What was chosen and a check. */
  checks: z.object({ id: z.uuid(), status: z.enum(['caught', 'missed']), check: toldCheck }).array(),
});

/** So many proposals are decided, or given to somebody, at once. */
export const MOST_TOGETHER = 200;
export const LONGEST_INSTRUCTION = 2_000;
export const LONGEST_FILTER_NAME = 60;

/** What is decided about several at once: as they are, or rejected for one reason. */
export const decisionTogether = z.discriminatedUnion('do', [
  z.object({ do: z.literal('approve') }),
  z.object({
    do: z.literal('reject'),
    reason_code: z.number().int().min(1).max(REASONS.length),
    reason: z.string().trim().max(LONGEST_REASON_TEXT).optional(),
  }),
]);
export type DecisionTogether = z.infer<typeof decisionTogether>;
