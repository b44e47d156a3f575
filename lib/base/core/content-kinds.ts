// What kinds there are, without the schemas: the browser reads these lists on pages that check nothing, and zod is 30 KB.

/** Kinds of content, in the order in which they can be inserted: a kind refers only to kinds before it. */
export const CONTENT_KINDS = [
  'domain',
  'trail',
  'concept',
  'spark',
  'beacon',
  'concept_spark',
  'spark_beacon',
  'spark_link',
  'concept_link',
  'objective',
  'package',
  'asset',
  'persona',
  'course_profile',
  'market_research',
  'unit_profile',
  'resource',
  'lesson_profile',
] as const;
export type ContentKind = (typeof CONTENT_KINDS)[number];

/** The kinds that people name, open and move by slug. */
export const NAMED_KINDS = ['domain', 'trail', 'concept', 'spark', 'beacon'] as const satisfies readonly ContentKind[];
export type NamedKind = (typeof NAMED_KINDS)[number];

/** Kinds that people count when they look at a catalogue. */
export type CountedKind = NamedKind | 'spark_link' | 'concept_link';

export const DIFFICULTIES = ['beginner', 'intermediate', 'advanced', 'expert'] as const;
export const BEACON_CATEGORIES = ['technology', 'concept', 'application', 'level', 'format'] as const;

/** How long the name of a kind may be, in characters: its title, or the name of a domain or beacon. */
export const NAME_LIMITS = {
  domain: { field: 'name', least: 2, most: 100 },
  trail: { field: 'title', least: 2, most: 200 },
  concept: { field: 'title', least: 2, most: 200 },
  spark: { field: 'title', least: 2, most: 200 },
  beacon: { field: 'name', least: 2, most: 100 },
} as const satisfies Record<NamedKind, { field: 'name' | 'title'; least: number; most: number }>;
