import { z } from 'zod';
import { NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import type { JobKind } from './job.ts';
import {
  CONTENT_TYPES,
  type ContentType,
  LENGTHS,
  RESEARCH_REPORTS,
  type ResearchReport,
} from './prompt/content-types.ts';
import { promptRequest } from './prompt/input.ts';
import { MOST_SOURCES, needsSource, PLACES } from './request.ts';

/** A text of a template: a version of the workspace by its number, or one that it would follow without. */
export const templateChoice = z.union([z.enum(['followed', 'builtin']), z.int().min(1)]);

/** Two versions of a template, and the inputs that both are tried on. */
export const templateTest = z.object({
  content_type: z.enum(CONTENT_TYPES),
  versions: z
    .tuple([templateChoice, templateChoice])
    .refine(([one, other]) => one !== other, 'Choose two different versions.'),
  topic: promptRequest.shape.topic,
  length: z.enum(LENGTHS).default('medium'),
  place: z
    .object({ kind: z.enum(NAMED_KINDS), id: z.uuid() })
    .nullable()
    .default(null),
  source_ids: z.uuid().array().max(MOST_SOURCES).default([]),
  /** Null: the first one that is asked for balanced. */
  model: z
    .object({ provider_id: z.uuid(), model: z.string().min(1).max(200) })
    .nullable()
    .default(null),
});
export type TemplateTest = z.output<typeof templateTest>;

/** The kind of job whose prompts a template is for; public.start_template_test says the same. */
export function kindTested(content_type: ContentType): JobKind {
  switch (content_type) {
    case 'companion_blog':
    case 'companion_social':
    case 'companion_local':
      return 'companion_piece';
    case 'curriculum':
      return 'course';
    default:
      return content_type;
  }
}

/** Which report a template of market research is tried on: the first, as the preview shows it. */
export const reportTested = (content_type: ContentType): { report?: ResearchReport } =>
  content_type === 'market_research' ? { report: RESEARCH_REPORTS[0] } : {};

/** What a test of a template has to be given. A lesson that nobody keeps has to stand nowhere. */
export function testNeeds(content_type: ContentType) {
  const kind = kindTested(content_type);
  const { kinds, is_needed } = PLACES[kind];
  return {
    places: kinds,
    needs_place: is_needed && content_type !== 'spark_draft',
    needs_source: needsSource(kind, 'model'),
  };
}

/** The fields of an answer as text, whatever they are; an answer that is no object is one field without a name. */
export function fieldsOf(answer: string): [name: string, text: string][] {
  let said: unknown;
  try {
    said = JSON.parse(answer);
  } catch {
    return [['', answer]];
  }
  if (said === null || typeof said !== 'object' || Array.isArray(said)) return [['', answer]];
  return Object.entries(said).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value, null, 2),
  ]);
}
