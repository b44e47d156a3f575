import { z } from 'zod';
import { NAMED_KINDS, type NamedKind } from '#lib/base/core/content-kinds.ts';
import { JOB_KINDS, type JobKind } from './job.ts';

/** Where a job of a kind puts its result (private.job_kinds says the same): the kinds of place it can have, and whether it needs one. */
export const PLACES: Record<JobKind, { kinds: readonly NamedKind[]; is_needed: boolean }> = {
  trail_outline: { kinds: [], is_needed: false },
  spark_draft: { kinds: ['concept'], is_needed: true },
  exercise_bank: { kinds: ['spark'], is_needed: true },
  prerequisite_links: { kinds: ['trail', 'concept'], is_needed: true },
};

/** What is drafted from files; the others read the place itself. */
export const NEEDS_SOURCE: Record<JobKind, boolean> = {
  trail_outline: true,
  spark_draft: true,
  exercise_bank: false,
  prerequisite_links: false,
};

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

/** What somebody asks for. */
export const jobRequest = z
  .object({
    job_kind: z.enum(JOB_KINDS),
    title: z.string().trim().min(1).max(300),
    source_ids: z.uuid().array().max(MOST_SOURCES).default([]),
    place: place.nullable().default(null),
    is_batch: z.boolean().default(false),
  })
  .superRefine(({ job_kind, title, source_ids, place }, context) => {
    if (isScriptLike(title)) {
      context.addIssue({ code: 'custom', path: ['title'], message: 'This looks like a script. Say it in words.' });
    }
    const { kinds, is_needed } = PLACES[job_kind];
    if (place ? !kinds.includes(place.kind) : is_needed) {
      context.addIssue({
        code: 'custom',
        path: ['place'],
        message: `Choose a place first: a ${kinds.join(' or a ')}.`,
      });
    }
    if (NEEDS_SOURCE[job_kind] && source_ids.length === 0) {
      context.addIssue({
        code: 'custom',
        path: ['source_ids'],
        message: 'Add a source first: it is drafted from what stands there.',
      });
    }
  });
export type JobRequest = z.output<typeof jobRequest>;
