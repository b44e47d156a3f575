import { z } from 'zod';
import { DIFFICULTIES } from '#lib/base/core/content-kinds.ts';
import { outlineJson } from './outline.ts';

/** Fields of a lesson beside its text, as somebody would have them. */
export const changedFields = z
  .object({ title: z.string(), summary: z.string(), estimated_mins: z.number(), difficulty: z.enum(DIFFICULTIES) })
  .partial();

/** Words of a lesson as they are shown, and the words that somebody would have in their place. */
export const changedPassage = z.object({
  quote: z.string(),
  before: z.string(),
  after: z.string(),
  at: z.number(),
  words: z.string(),
});

/** A spark as it would be written. */
const spark = z.object({
  kind: z.literal('spark'),
  title: z.string(),
  summary: z.string(),
  content_md: z.string(),
  words: z.number(),
  minutes: z.number(),
  key_terms: z.string().array(),
  /** Of what a person proposes: the fields that they changed, why, and the passage where it is about one. */
  fields: changedFields.optional(),
  note: z.string().optional(),
  passage: changedPassage.optional(),
});

const rawExercise = z.record(z.string(), z.unknown());

/** One that goes into the bank. Proposals of older studios do not say what they do: they add. */
const addedExercise = z.object({
  do: z.literal('add').default('add'),
  exercise: rawExercise,
  needs_distractors: z.boolean(),
});
/** One of the bank, as it was when this was drafted and as it would be. */
const changedExercise = z.object({
  do: z.literal('change'),
  exercise_id: z.string(),
  before: rawExercise,
  exercise: rawExercise,
});
/** One that would go, and why. */
const removedExercise = z.object({
  do: z.literal('remove'),
  exercise_id: z.string(),
  before: rawExercise,
  why: z.string(),
});
const exercisePart = z.union([changedExercise, removedExercise, addedExercise]);
export type ExercisePart = z.infer<typeof exercisePart>;

/** What becomes of the exercises of one spark, part by part; evidence stands in the same order. */
const exercises = z.object({
  kind: z.literal('exercises'),
  /** Of the spark that they are for, where that is a proposal itself. */
  spark: z.string().nullable(),
  exercises: exercisePart.array(),
});

/** A lesson; with the version whose text was read where it stands in the studio. */
const end = z.object({ title: z.string(), id: z.string().nullable(), version: z.number().nullable() });

/** That one lesson is to be learned before another, and the sentence that says so. */
const links = z.object({
  kind: z.literal('links'),
  links: z.object({ source: end, target: end, term: z.string(), reason: z.string(), confidence: z.number() }).array(),
});

const outline = outlineJson.extend({ kind: z.literal('outline') });

/** Questions that are asked together, with what an exercise bank has. */
const quiz = exercises.extend({ kind: z.literal('quiz') });

/** A text beside lessons: a report, a transcript, an announcement. `form` says which. */
const piece = z.object({
  kind: z.literal('piece'),
  form: z.string(),
  title: z.string(),
  content_md: z.string(),
  seo_notes: z.string().nullable(),
  words: z.number(),
});

/** What sources say about somebody, field by field, with their words. */
const profile = z.object({
  kind: z.literal('profile'),
  form: z.string(),
  title: z.string(),
  fields: z.object({ name: z.string(), value: z.string(), quote: z.string().nullable() }).array(),
});

/** The opinion of a model: a score from 0 to 1, and what it found. */
const review = z.object({
  kind: z.literal('review'),
  score: z.number(),
  findings: z.object({ quote: z.string(), reason: z.string(), suggestion: z.string().nullable() }).array(),
});

/** A lesson that stands in the catalogue and was marked as a draft by whoever imported it: approved as it is. */
const draft = z.object({ kind: z.literal('draft') });

/** What a proposal would write. */
export const proposalBody = z.discriminatedUnion('kind', [
  spark,
  exercises,
  links,
  outline,
  quiz,
  piece,
  profile,
  review,
  draft,
]);
export type ProposalBody = z.infer<typeof proposalBody>;
export type ProposalKind = ProposalBody['kind'];
export const PROPOSAL_KINDS = [
  'outline',
  'spark',
  'exercises',
  'links',
  'quiz',
  'piece',
  'profile',
  'review',
  'draft',
] as const satisfies readonly ProposalKind[];

/** Where words of a proposal stand in a source: from, to in the source; in: from, to in what is proposed; all in UTF-16. */
export const evidenceJson = z.object({
  source_id: z.uuid(),
  from: z.number(),
  to: z.number(),
  in: z.tuple([z.number(), z.number()]).optional(),
  /** The number of the sentence in its source, from 1. */
  number: z.number().optional(),
});
export type Evidence = z.infer<typeof evidenceJson>;

/** What a job would write, before it is stored. */
export interface NewProposal {
  kind: ProposalKind;
  title: string;
  body: ProposalBody;
  evidence?: readonly Evidence[];
  place_kind?: string;
  place_id?: string;
  base_version?: number;
}
