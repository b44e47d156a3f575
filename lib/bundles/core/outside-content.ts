import { BUNDLE_ENTITIES, BUNDLE_KINDS, type BundleKind } from '#lib/base/core/kinds.ts';
import type { CourseContent } from './courses/write-course.ts';
import type { BundleItem } from './item.ts';
import type { Json } from './outside.ts';
import type { KeptConversation, KeptRun, UnitContent } from './units/write-unit.ts';

/** Records by the slug of what they belong to, in order. */
export type RecordsByOwner = ReadonlyMap<string, Json[]>;

/** All items of an export by what they belong to, and their records. */
export class Content {
  private readonly below = new Map<string, BundleItem[]>();
  private readonly sparks: ReadonlyMap<unknown, BundleItem>;
  readonly items: ReadonlyMap<BundleKind, BundleItem[]>;

  constructor(items: ReadonlyMap<BundleKind, BundleItem[]>) {
    this.items = items;
    for (const kind of BUNDLE_KINDS)
      for (const ref of BUNDLE_ENTITIES[kind].refs) for (const item of items.get(kind) ?? []) this.add(kind, ref, item);
    this.sparks = new Map((items.get('spark') ?? []).map((spark) => [spark.slug, spark]));
  }

  private add(kind: BundleKind, ref: { kind: string; field: string }, item: BundleItem): void {
    const key = `${kind}:${ref.kind}:${item[ref.field]}`;
    const there = this.below.get(key);
    if (there) there.push(item);
    else this.below.set(key, [item]);
  }

  /** What of a kind belongs to something, in order. */
  of(kind: BundleKind, owner: BundleKind, slug: unknown): BundleItem[] {
    const items = [...(this.below.get(`${kind}:${owner}:${slug}`) ?? [])];
    // Where the kind has no order, a member of that name is somebody's own.
    if (!('order_index' in BUNDLE_ENTITIES[kind].fields)) return items;
    return items.sort((a, b) => Number(a.order_index ?? 0) - Number(b.order_index ?? 0));
  }

  one(kind: BundleKind, owner: BundleKind, slug: unknown): BundleItem | null {
    return this.of(kind, owner, slug)[0] ?? null;
  }

  named(kind: BundleKind, slug: unknown): BundleItem | null {
    return this.items.get(kind)?.find((item) => item.slug === slug) ?? null;
  }

  /** The sparks of a concept in order. */
  sparksOf(concept: unknown): BundleItem[] {
    return this.of('concept_spark', 'concept', concept).flatMap((place) => {
      const spark = this.sparks.get(place.spark_slug);
      return spark ? [spark] : [];
    });
  }
}

/** All that the unit file of a concept is made of. */
export function unitContent(
  content: Content,
  concept: BundleItem,
  records: { runs: RecordsByOwner; conversations: RecordsByOwner },
): UnitContent {
  return {
    concept,
    profile: content.one('unit_profile', 'concept', concept.slug),
    objectives: content.of('objective', 'concept', concept.slug),
    resources: content.of('resource', 'concept', concept.slug),
    conversations: (records.conversations.get(String(concept.slug)) ?? []) as unknown[] as KeptConversation[],
    lessons: content.sparksOf(concept.slug).map((spark) => ({
      spark,
      profile: content.one('lesson_profile', 'spark', spark.slug),
      package: content.one('package', 'spark', spark.slug),
      run: (records.runs.get(String(spark.slug))?.[0] as KeptRun | undefined) ?? null,
    })),
  };
}

/** All that a trail is made of as a course. */
export function courseContent(content: Content, trail: BundleItem): CourseContent {
  const profile = content.one('course_profile', 'trail', trail.slug);
  return {
    trail,
    profile,
    persona: profile?.persona_slug ? content.named('persona', profile.persona_slug) : null,
    objectives: content.of('trail_objective', 'trail', trail.slug),
    research: content.one('market_research', 'trail', trail.slug),
    performance: content.of('trail_performance', 'trail', trail.slug),
    modules: content.of('concept', 'trail', trail.slug).map((concept) => ({
      concept,
      profile: content.one('unit_profile', 'concept', concept.slug),
      lessons: content.sparksOf(concept.slug).map((spark) => ({
        spark,
        profile: content.one('lesson_profile', 'spark', spark.slug),
      })),
    })),
  };
}
