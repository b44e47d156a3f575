import { z } from 'zod';
import { NAMED_KINDS, type NamedKind } from '#lib/base/core/content-kinds.ts';
import { MOST_IMPROVED } from './asks/improve.ts';
import { courseBrief } from './course/brief.ts';
import { JOB_KINDS, type JobKind } from './job.ts';
import { MAKERS, needsModel, PIECE_TYPES, PRIORITIES } from './maker.ts';
import { LENGTHS } from './prompt/content-types.ts';

/** Where a job of a kind puts its result (private.job_kinds says the same): the kinds of place it can have, and whether it needs one. */
export const PLACES: Record<JobKind, { kinds: readonly NamedKind[]; is_needed: boolean }> = {
  trail_outline: { kinds: [], is_needed: false },
  spark_draft: { kinds: ['concept'], is_needed: true },
  exercise_bank: { kinds: ['spark'], is_needed: true },
  prerequisite_links: { kinds: ['trail', 'concept'], is_needed: true },
  course: { kinds: [], is_needed: false },
  market_research: { kinds: [], is_needed: false },
  spark_rewrite: { kinds: ['spark'], is_needed: true },
  quiz: { kinds: ['spark'], is_needed: true },
  podcast_transcript: { kinds: ['spark'], is_needed: true },
  companion_piece: { kinds: ['trail'], is_needed: false },
  quality_review: { kinds: ['spark'], is_needed: true },
  icp_extraction: { kinds: [], is_needed: false },
  voice_extraction: { kinds: [], is_needed: false },
  course_upgrade: { kinds: ['trail'], is_needed: true },
};

/** Drafted from files and from nothing else, whoever drafts. */
const FROM_FILES: readonly JobKind[] = ['icp_extraction', 'voice_extraction'];
/** Drafted from files, or by a model from what it is told. */
const FROM_FILES_OR_TOPIC: readonly JobKind[] = ['trail_outline', 'spark_draft', 'course'];

/** Whether there has to be a source: the built-in drafter makes nothing up. */
export const needsSource = (kind: JobKind, maker: 'builtin' | 'model'): boolean =>
  FROM_FILES.includes(kind) || (maker === 'builtin' && FROM_FILES_OR_TOPIC.includes(kind));

/** A topic of fewer characters says nothing. */
export const LEAST_TOPIC = 5;

/** A job is made from so many sources at most. */
export const MOST_SOURCES = 20;

const SCRIPT_LIKE = /<\s*script|javascript\s*:|onerror\s*=/i;

const decoded = (text: string): string =>
  text
    .replace(/&#x([0-9a-f]{1,6});?/gi, (_, hex: string) => codePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});?/g, (_, number: string) => codePoint(Number(number)))
    .replace(/&(lt|colon|equals|tab|newline);?/gi, (_, name: string) => NAMED[name.toLowerCase()] ?? '');
const NAMED: Record<string, string> = { lt: '<', colon: ':', equals: '=', tab: '', newline: '' };
const codePoint = (number: number): string => (number > 0 && number <= 0x10ffff ? String.fromCodePoint(number) : '');

/** Whether a topic holds what could be run as a script, however it is spelled. */
export function isScriptLike(text: string): boolean {
  // Browsers read over control characters inside of a name.
  const plain = decoded(decoded(text))
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '');
  return SCRIPT_LIKE.test(plain);
}

const place = z.object({ kind: z.enum(NAMED_KINDS), id: z.uuid() });

/** Of exercises: those of the lesson that are to be made better, by their ids; an empty list for all of it. */
export const improves = z.string().min(1).max(200).array().max(MOST_IMPROVED).optional();

/** What a job is asked for with, field by field. */
export const jobFields = z.object({
  job_kind: z.enum(JOB_KINDS),
  title: z.string().trim().min(1).max(300),
  source_ids: z.uuid().array().max(MOST_SOURCES).default([]),
  place: place.nullable().default(null),
  is_batch: z.boolean().default(false),
  maker: z.enum(MAKERS).default('builtin'),
  /** What it is about, or what is to be changed, in the words of whoever asks. */
  topic: z.string().trim().min(LEAST_TOPIC).max(1000).optional(),
  keywords: z.string().trim().min(1).max(50).array().max(10).default([]),
  length: z.enum(LENGTHS).default('medium'),
  priority: z.enum(PRIORITIES).default('balanced'),
  content_type: z.enum(PIECE_TYPES).default('blog'),
  /** A provider and a model instead of those that the priority chooses. */
  provider_id: z.uuid().optional(),
  model: z.string().trim().min(1).max(200).optional(),
  budget_micros: z.number().int().min(0).optional(),
  /** Of a course: what its brief says. */
  brief: courseBrief.optional(),
});

export const BUILTIN_CHANGES_NOTHING =
  'The built-in drafter writes new exercises and leaves those that are there. Choose a model.';

/** What somebody asks for. */
export const jobRequest = jobFields
  .extend({ improves })
  .superRefine(({ job_kind, title, topic, keywords, source_ids, place, maker, improves }, context) => {
    const said = { title, topic: topic ?? '', keywords: keywords.join(' ') };
    for (const [field, text] of Object.entries(said)) {
      if (!isScriptLike(text)) continue;
      context.addIssue({ code: 'custom', path: [field], message: 'This looks like a script. Say it in words.' });
    }
    const { kinds, is_needed } = PLACES[job_kind];
    if (place ? !kinds.includes(place.kind) : is_needed) {
      context.addIssue({
        code: 'custom',
        path: ['place'],
        message: `Choose a place first: a ${kinds.join(' or a ')}.`,
      });
    }
    if (improves && job_kind !== 'exercise_bank')
      context.addIssue({ code: 'custom', path: ['improves'], message: 'Only exercises are improved by this.' });
    if (improves && maker !== 'model')
      context.addIssue({ code: 'custom', path: ['maker'], message: BUILTIN_CHANGES_NOTHING });
    if (needsSource(job_kind, needsModel(job_kind) ? 'model' : maker) && source_ids.length === 0) {
      context.addIssue({
        code: 'custom',
        path: ['source_ids'],
        message: 'Add a source first: it is drafted from what stands there.',
      });
    }
  })
  .transform((request) => ({ ...request, maker: needsModel(request.job_kind) ? ('model' as const) : request.maker }));
export type JobRequest = z.output<typeof jobRequest>;
/** The same with what may be left unsaid. */
export type JobAsk = z.input<typeof jobRequest>;
