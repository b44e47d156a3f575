import { z } from 'zod';
import { BEACON_CATEGORIES, DIFFICULTIES } from '#lib/base/core/content-kinds.ts';
import { slugSchema } from '#lib/base/core/entity.ts';
import { LINK_TYPES } from '#lib/base/core/link-types.ts';

/**
 * What readers get. An answer is parsed by its schema before it is sent, which drops what the schema does not name, and
 * the OpenAPI document is made from the same schemas: what is described is what is sent.
 */

const id = z.uuid().meta({ description: 'Stays the same when the slug changes.' });
const text = z.string();
const optionalText = z.string().nullable();
const count = z.number().int().min(0);
const minutes = z.number().int().min(0).meta({ description: 'Minutes.' });
const difficulty = z.enum(DIFFICULTIES);
const optionalSlug = slugSchema.nullable();

export const snapshotSchema = z
  .object({
    id,
    version_label: text,
    name: optionalText,
    description: optionalText,
    staged_at: text.meta({ format: 'date-time' }),
    content_hash: text.meta({ description: 'Of everything in the snapshot; equal content has an equal hash.' }),
    counts: z.object({ domains: count, trails: count, concepts: count, sparks: count, beacons: count }),
  })
  .meta({ id: 'Snapshot', description: 'The state of the catalogue that readers get.' });

export const domainSchema = z
  .object({
    id,
    slug: slugSchema,
    name: text,
    description: optionalText,
    icon: optionalText,
    color: optionalText.meta({ description: '#RRGGBB' }),
    trail_count: count,
  })
  .meta({ id: 'Domain', description: 'A field of knowledge.' });

export const trailItemSchema = z
  .object({
    id,
    slug: slugSchema,
    title: text,
    description: optionalText,
    difficulty_level: difficulty,
    domain_slug: slugSchema,
    concept_count: count,
    spark_count: count,
    estimated_mins: minutes,
  })
  .meta({ id: 'TrailItem', description: 'A trail as it stands in lists.' });

export const sparkItemSchema = z
  .object({ id, slug: slugSchema, title: text, summary: optionalText, estimated_mins: minutes, difficulty })
  .meta({ id: 'SparkItem', description: 'A spark as it stands in lists: everything but the lesson.' });

export const conceptItemSchema = z
  .object({
    id,
    slug: slugSchema,
    title: text,
    description: optionalText,
    trail_slug: optionalSlug.meta({ description: 'null for a concept that stands alone.' }),
    spark_count: count,
  })
  .meta({ id: 'ConceptItem', description: 'A concept as it stands in lists.' });

export const beaconSchema = z
  .object({
    id,
    slug: slugSchema,
    name: text,
    description: optionalText,
    category: z.enum(BEACON_CATEGORIES).nullable(),
  })
  .meta({ id: 'Beacon', description: 'A tag by which sparks are found across trails.' });

const linkEndSchema = z
  .object({
    slug: slugSchema,
    title: text,
    link_type: z.enum(LINK_TYPES),
    weight: z.number().nullable(),
    description: optionalText,
  })
  .meta({ id: 'LinkEnd', description: 'The other end of a link.' });

const linksSchema = z
  .object({
    before: z.array(linkEndSchema).meta({ description: 'What is learned first.' }),
    after: z.array(linkEndSchema).meta({ description: 'What is learned next.' }),
  })
  .meta({ id: 'Links' });

export const trailSchema = trailItemSchema
  .extend({
    domain: z.object({ id, slug: slugSchema, name: text }),
    concepts: z.array(
      z.object({
        id,
        slug: slugSchema,
        title: text,
        description: optionalText,
        sparks: z.array(sparkItemSchema),
      }),
    ),
  })
  .meta({ id: 'Trail', description: 'A trail with its concepts and their sparks, in the order of learning.' });

export const conceptSchema = conceptItemSchema
  .extend({
    objectives: z.array(z.object({ id: text, title: text, description: optionalText })),
    sparks: z.array(sparkItemSchema),
    links: linksSchema,
  })
  .meta({ id: 'Concept', description: 'A concept with its objectives and sparks.' });

const provenanceSchema = z
  .object({
    generated_by: text.meta({ description: 'The model, or `builtin` for the drafter that extracts word for word.' }),
    generation_date: optionalText,
    template_version: optionalText,
    human_share: z.number().nullable().meta({ description: 'Of the words, the share that a person wrote: 0 to 1.' }),
    reviewed_by: optionalText.meta({
      description: 'Who approved it. Null unless the workspace named its reviewers when the snapshot was staged.',
    }),
    reviewed_at: optionalText,
  })
  .meta({ id: 'Provenance', description: 'Who wrote a lesson and who approved it.' });

export const sparkSchema = sparkItemSchema
  .extend({
    content_md: text.meta({ description: 'The lesson, as Markdown.' }),
    provenance: provenanceSchema.nullable().meta({ description: 'What a model had a part in; null where none had.' }),
    has_package: z.boolean().meta({ description: 'Whether there are exercises at /sparks/{slug}/package.' }),
    concepts: z.array(z.object({ slug: slugSchema, title: text, trail_slug: optionalSlug })),
    beacons: z.array(beaconSchema),
    links: linksSchema,
  })
  .meta({ id: 'Spark', description: 'One lesson.' });

export const packageSchema = z
  .looseObject({ package_schema_version: z.number().int().optional() })
  .meta({ id: 'LessonPackage', description: 'Exercise bank and quiz, exactly as they were imported or edited.' });

const graphLinkSchema = z
  .object({
    source: slugSchema.meta({ description: 'Learned first.' }),
    target: slugSchema.meta({ description: 'Learned after.' }),
    link_type: z.enum(LINK_TYPES),
    weight: z.number().nullable(),
    description: optionalText,
  })
  .meta({ id: 'GraphLink' });

const graphNodeSchema = z
  .object({
    id,
    slug: slugSchema,
    title: text,
    estimated_mins: minutes,
    trail_slug: optionalSlug,
    difficulty: difficulty.optional().meta({ description: 'Of a spark.' }),
    concept_slug: optionalSlug.optional().meta({ description: 'Of a spark: the first concept it stands in.' }),
    spark_count: count.optional().meta({ description: 'Of a concept.' }),
  })
  .meta({ id: 'GraphNode' });

export const graphSchema = z
  .object({
    level: z.enum(['spark', 'concept']),
    nodes: z.array(graphNodeSchema).meta({ description: 'In the order of the trails.' }),
    links: z.array(graphLinkSchema).meta({ description: 'Without loops, all types together.' }),
  })
  .meta({ id: 'Graph' });
export type Graph = z.infer<typeof graphSchema>;

const stepSchema = z
  .object({ slug: slugSchema, title: text, estimated_mins: minutes, trail_slug: optionalSlug })
  .meta({ id: 'PathStep' });

export const pathSchema = z
  .object({
    level: z.enum(['spark', 'concept']),
    to: slugSchema,
    steps: z
      .array(stepSchema)
      .meta({ description: 'What to learn, each after all it needs; the target is last. Empty if it is known.' }),
    total_mins: minutes,
    recommended: z
      .array(stepSchema.extend({ link_type: z.enum(['recommended', 'deepens']), before: slugSchema }))
      .meta({ description: 'What would help before a step without being needed. Not in the total.' }),
    unknown: z.array(slugSchema).meta({ description: 'Slugs of `known` that name nothing here.' }),
  })
  .meta({ id: 'Path' });
export type Path = z.infer<typeof pathSchema>;

export const searchHitSchema = sparkItemSchema
  .extend({
    concept_slug: optionalSlug,
    excerpt: text.meta({ description: 'Where it was found, as plain text.' }),
    excerpt_html: text.meta({ description: 'The same, escaped, with <mark> around the words found.' }),
  })
  .meta({ id: 'SearchHit' });

/** A page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    data: z.array(item),
    next_cursor: z.string().nullable().meta({ description: 'Send it as `cursor` for the next page; null at the end.' }),
  });
}
