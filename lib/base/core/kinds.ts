import { z } from 'zod';
import { BEACON_CATEGORIES, DIFFICULTIES, KINDS, LONGEST_LESSON } from './content-kinds.ts';
import { dateText, defineEntity, slugSchema, text } from './entity.ts';
import { LINK_TYPES, LONGEST_REASON } from './link-types.ts';
import {
  course_profile,
  lesson_profile,
  market_research,
  persona,
  resource,
  trail_objective,
  trail_performance,
  unit_profile,
} from './profile-kinds.ts';

export const REVIEW_STATUSES = ['pending', 'approved', 'rejected'] as const;

const isPublished = z.boolean().optional();
const orderIndex = z.number().int().min(0).max(2_147_483_647).optional();
const published = { is_published: { initial: false }, order_index: { initial: 0 } } as const;

export const aiMetadataSchema = z.looseObject({
  generated_by: z.string().nullish(),
  generation_date: dateText.nullish(),
  source_materials: z.array(z.string()).nullish(),
  extraction_confidence: z.number().min(0).max(1).nullish(),
  review_status: z.enum(REVIEW_STATUSES).nullish(),
});

export const domain = defineEntity('domain', {
  list: 'domains',
  refs: [],
  key: 'slug',
  fields: {
    name: text(KINDS.domain.name.least, KINDS.domain.name.most),
    slug: slugSchema,
    description: text(0, 500).nullish(),
    icon: text(0, 50).nullish(),
    color: z
      .string()
      .regex(/^#[0-9A-Fa-f]{6}$/)
      .nullish(),
    is_published: isPublished,
    order_index: orderIndex,
  },
  notes: published,
});

export const trail = defineEntity('trail', {
  list: 'trails',
  refs: [{ column: 'domain_id', field: 'domain_slug', kind: 'domain' }],
  key: 'slug',
  fields: {
    title: text(KINDS.trail.name.least, KINDS.trail.name.most),
    slug: slugSchema,
    description: text(0, 1000).nullish(),
    difficulty_level: z.enum(DIFFICULTIES),
    is_published: isPublished,
    order_index: orderIndex,
  },
  notes: published,
});

export const concept = defineEntity('concept', {
  list: 'concepts',
  refs: [{ column: 'trail_id', field: 'trail_slug', kind: 'trail', is_optional: true }],
  key: 'slug',
  fields: {
    title: text(KINDS.concept.name.least, KINDS.concept.name.most),
    slug: slugSchema,
    description: text(0, 1000).nullish(),
    order_index: orderIndex,
    is_published: isPublished,
  },
  notes: published,
});

export const spark = defineEntity('spark', {
  list: 'sparks',
  refs: [],
  key: 'slug',
  fields: {
    title: text(KINDS.spark.name.least, KINDS.spark.name.most),
    slug: slugSchema,
    summary: text(0, 500).nullish(),
    content_md: text(0, LONGEST_LESSON),
    estimated_mins: z.number().int().min(1).max(60),
    difficulty: z.enum(DIFFICULTIES),
    is_published: isPublished,
    ai_metadata: aiMetadataSchema.nullish(),
  },
  notes: { is_published: { initial: false } },
});

export const beacon = defineEntity('beacon', {
  list: 'beacons',
  refs: [],
  key: 'slug',
  fields: {
    name: text(KINDS.beacon.name.least, KINDS.beacon.name.most),
    slug: slugSchema,
    description: text(0, 500).nullish(),
    category: z.enum(BEACON_CATEGORIES).nullish(),
  },
});

export const concept_spark = defineEntity('concept_spark', {
  list: 'concept_sparks',
  refs: [
    { column: 'concept_id', field: 'concept_slug', kind: 'concept' },
    { column: 'spark_id', field: 'spark_slug', kind: 'spark' },
  ],
  fields: { order_index: orderIndex },
  notes: { order_index: { initial: 0 } },
});

export const spark_beacon = defineEntity('spark_beacon', {
  list: 'spark_beacons',
  refs: [
    { column: 'spark_id', field: 'spark_slug', kind: 'spark' },
    { column: 'beacon_id', field: 'beacon_slug', kind: 'beacon' },
  ],
  fields: {},
});

const linkFields = {
  link_type: z.enum(LINK_TYPES),
  weight: z.number().min(0).max(1).nullish(),
  description: text(0, LONGEST_REASON).nullish(),
};

export const spark_link = defineEntity('spark_link', {
  list: 'spark_links',
  refs: [
    { column: 'source_id', field: 'source_slug', kind: 'spark' },
    { column: 'target_id', field: 'target_slug', kind: 'spark' },
  ],
  fields: linkFields,
});

export const concept_link = defineEntity('concept_link', {
  list: 'concept_links',
  refs: [
    { column: 'source_id', field: 'source_slug', kind: 'concept' },
    { column: 'target_id', field: 'target_slug', kind: 'concept' },
  ],
  fields: linkFields,
});

export const objective = defineEntity('objective', {
  list: 'objectives',
  refs: [{ column: 'concept_id', field: 'concept_slug', kind: 'concept' }],
  key: 'id',
  fields: {
    id: text(1, 100),
    title: text(1, 500),
    description: text(0, 2000).nullish(),
    order_index: orderIndex,
  },
  notes: { id: { column: 'objective_id' }, order_index: { initial: 0 } },
});

export const lesson_package = defineEntity('package', {
  list: 'packages',
  refs: [{ column: 'spark_id', field: 'spark_slug', kind: 'spark' }],
  fields: { package: z.looseObject({}) },
  notes: { package: { column: 'body' } },
});

export const asset = defineEntity('asset', {
  list: 'assets',
  refs: [],
  key: 'path',
  fields: {
    path: text(1, 500),
    media_type: text(1, 200),
    byte_size: z.number().int().min(0).nullish(),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullish(),
    width: z.number().int().min(1).max(2_147_483_647).nullish(),
    height: z.number().int().min(1).max(2_147_483_647).nullish(),
    alt_text: text(0, 1000).nullish(),
  },
});

/** The kinds that travel in bundles, in the order in which they are inserted. */
export const BUNDLE_ENTITIES = {
  domain,
  trail,
  concept,
  spark,
  beacon,
  concept_spark,
  spark_beacon,
  spark_link,
  concept_link,
  objective,
  package: lesson_package,
  asset,
  persona,
  course_profile,
  market_research,
  unit_profile,
  resource,
  lesson_profile,
  trail_objective,
  trail_performance,
} as const;

export type BundleKind = keyof typeof BUNDLE_ENTITIES;
export const BUNDLE_KINDS = Object.keys(BUNDLE_ENTITIES) as BundleKind[];

export function isBundleKind(kind: string): kind is BundleKind {
  return Object.hasOwn(BUNDLE_ENTITIES, kind);
}
