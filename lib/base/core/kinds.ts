import { z } from 'zod';
import { BEACON_CATEGORIES, DIFFICULTIES, NAME_LIMITS } from './content-kinds.ts';
import { defineEntity, slugSchema, text } from './entity.ts';
import { LINK_TYPES, LONGEST_REASON } from './link-types.ts';

export const REVIEW_STATUSES = ['pending', 'approved', 'rejected'] as const;

const isPublished = z.boolean().optional();
const orderIndex = z.number().int().min(0).max(2_147_483_647).optional();
const published = { is_published: { initial: false }, order_index: { initial: 0 } } as const;

export const aiMetadataSchema = z.looseObject({
  generated_by: z.string().nullish(),
  generation_date: z.string().nullish(),
  source_materials: z.array(z.string()).nullish(),
  extraction_confidence: z.number().min(0).max(1).nullish(),
  review_status: z.enum(REVIEW_STATUSES).nullish(),
});

export const domain = defineEntity({
  kind: 'domain',
  table: 'domains',
  list: 'domains',
  label: { one: 'domain', many: 'domains' },
  refs: [],
  key: 'slug',
  fields: {
    name: text(NAME_LIMITS.domain.least, NAME_LIMITS.domain.most),
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

export const trail = defineEntity({
  kind: 'trail',
  table: 'trails',
  list: 'trails',
  label: { one: 'trail', many: 'trails' },
  refs: [{ column: 'domain_id', field: 'domain_slug', kind: 'domain' }],
  key: 'slug',
  fields: {
    title: text(NAME_LIMITS.trail.least, NAME_LIMITS.trail.most),
    slug: slugSchema,
    description: text(0, 1000).nullish(),
    difficulty_level: z.enum(DIFFICULTIES),
    is_published: isPublished,
    order_index: orderIndex,
  },
  notes: published,
});

export const concept = defineEntity({
  kind: 'concept',
  table: 'concepts',
  list: 'concepts',
  label: { one: 'concept', many: 'concepts' },
  refs: [{ column: 'trail_id', field: 'trail_slug', kind: 'trail', is_optional: true }],
  key: 'slug',
  fields: {
    title: text(NAME_LIMITS.concept.least, NAME_LIMITS.concept.most),
    slug: slugSchema,
    description: text(0, 1000).nullish(),
    order_index: orderIndex,
    is_published: isPublished,
  },
  notes: published,
});

export const spark = defineEntity({
  kind: 'spark',
  table: 'sparks',
  list: 'sparks',
  label: { one: 'spark', many: 'sparks' },
  refs: [],
  key: 'slug',
  fields: {
    title: text(NAME_LIMITS.spark.least, NAME_LIMITS.spark.most),
    slug: slugSchema,
    summary: text(0, 500).nullish(),
    content_md: z.string(),
    estimated_mins: z.number().int().min(1).max(60),
    difficulty: z.enum(DIFFICULTIES),
    is_published: isPublished,
    ai_metadata: aiMetadataSchema.nullish(),
  },
  notes: { is_published: { initial: false } },
});

export const beacon = defineEntity({
  kind: 'beacon',
  table: 'beacons',
  list: 'beacons',
  label: { one: 'beacon', many: 'beacons' },
  refs: [],
  key: 'slug',
  fields: {
    name: text(NAME_LIMITS.beacon.least, NAME_LIMITS.beacon.most),
    slug: slugSchema,
    description: text(0, 500).nullish(),
    category: z.enum(BEACON_CATEGORIES).nullish(),
  },
});

export const concept_spark = defineEntity({
  kind: 'concept_spark',
  table: 'concept_sparks',
  list: 'concept_sparks',
  label: { one: 'place of a spark', many: 'places of sparks' },
  refs: [
    { column: 'concept_id', field: 'concept_slug', kind: 'concept' },
    { column: 'spark_id', field: 'spark_slug', kind: 'spark' },
  ],
  fields: { order_index: orderIndex },
  notes: { order_index: { initial: 0 } },
});

export const spark_beacon = defineEntity({
  kind: 'spark_beacon',
  table: 'spark_beacons',
  list: 'spark_beacons',
  label: { one: 'beacon of a spark', many: 'beacons of sparks' },
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

export const spark_link = defineEntity({
  kind: 'spark_link',
  table: 'spark_links',
  list: 'spark_links',
  label: { one: 'spark link', many: 'spark links' },
  refs: [
    { column: 'source_id', field: 'source_slug', kind: 'spark' },
    { column: 'target_id', field: 'target_slug', kind: 'spark' },
  ],
  fields: linkFields,
});

export const concept_link = defineEntity({
  kind: 'concept_link',
  table: 'concept_links',
  list: 'concept_links',
  label: { one: 'concept link', many: 'concept links' },
  refs: [
    { column: 'source_id', field: 'source_slug', kind: 'concept' },
    { column: 'target_id', field: 'target_slug', kind: 'concept' },
  ],
  fields: linkFields,
});

export const objective = defineEntity({
  kind: 'objective',
  table: 'objectives',
  list: 'objectives',
  label: { one: 'learning objective', many: 'learning objectives' },
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

export const lesson_package = defineEntity({
  kind: 'package',
  table: 'packages',
  list: 'packages',
  label: { one: 'lesson package', many: 'lesson packages' },
  refs: [{ column: 'spark_id', field: 'spark_slug', kind: 'spark' }],
  fields: { package: z.looseObject({}) },
  notes: { package: { column: 'body' } },
});

export const asset = defineEntity({
  kind: 'asset',
  table: 'assets',
  list: 'assets',
  label: { one: 'asset', many: 'assets' },
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
} as const;

export type BundleKind = keyof typeof BUNDLE_ENTITIES;
export const BUNDLE_KINDS = Object.keys(BUNDLE_ENTITIES) as BundleKind[];

export function isBundleKind(kind: string): kind is BundleKind {
  return Object.hasOwn(BUNDLE_ENTITIES, kind);
}
