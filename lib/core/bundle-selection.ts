import type { BundleItem } from './bundle-item.ts';
import { BUNDLE_ENTITIES, BUNDLE_KINDS, type BundleKind } from './kinds.ts';

/** What is chosen, by kind and slug. */
export interface Chosen {
  kind: BundleKind;
  slug: string;
}

export type BundleItems = Map<BundleKind, BundleItem[]>;

// What comes along with what: below it in the outline, and what marks it.
const BELOW: { of: BundleKind; through: BundleKind; parent: string; child: string }[] = [
  { of: 'trail', through: 'trail', parent: 'domain_slug', child: 'slug' },
  { of: 'concept', through: 'concept', parent: 'trail_slug', child: 'slug' },
  { of: 'spark', through: 'concept_spark', parent: 'concept_slug', child: 'spark_slug' },
  { of: 'beacon', through: 'spark_beacon', parent: 'spark_slug', child: 'beacon_slug' },
];
const PARENT_OF: Partial<Record<BundleKind, BundleKind>> = {
  trail: 'domain',
  concept: 'trail',
  spark: 'concept',
  beacon: 'spark',
};

const slugOf = (item: BundleItem, field = 'slug') => (typeof item[field] === 'string' ? item[field] : '');

const isNamed = (items: BundleItems, sparks: ReadonlySet<string>, path: string) =>
  (items.get('spark') ?? []).some((spark) => sparks.has(slugOf(spark)) && slugOf(spark, 'content_md').includes(path));

/**
 * The part of a bundle that holds what was chosen with all below it, and what it cannot stand without (the trail of a concept, the
 * domain of a trail). A relation comes along when both of its ends do, so the part is a bundle by itself. Order is kept.
 */
export function selectItems(items: BundleItems, chosen: readonly Chosen[]): BundleItems {
  const kept = new Map<string, Set<string>>(BUNDLE_KINDS.map((kind) => [kind, new Set()]));
  const keep = (kind: string) => kept.get(kind) ?? new Set();
  const list = (kind: BundleKind) => items.get(kind) ?? [];
  for (const { kind, slug } of chosen) keep(kind).add(slug);
  for (const { of, through, parent, child } of BELOW) {
    const above = keep(PARENT_OF[of] ?? of);
    for (const item of list(through)) if (above.has(slugOf(item, parent))) keep(of).add(slugOf(item, child));
  }
  // Upwards only now: what is above comes for the sake of what was chosen, without its other children.
  for (const concept of list('concept'))
    if (keep('concept').has(slugOf(concept)) && concept.trail_slug) keep('trail').add(slugOf(concept, 'trail_slug'));
  for (const trail of list('trail'))
    if (keep('trail').has(slugOf(trail))) keep('domain').add(slugOf(trail, 'domain_slug'));

  return new Map(
    BUNDLE_KINDS.map((kind) => {
      const { refs, key } = BUNDLE_ENTITIES[kind];
      // An asset stands by itself; what a lesson names by its path comes with the lesson.
      if (kind === 'asset')
        return [kind, list(kind).filter((item) => isNamed(items, keep('spark'), slugOf(item, 'path')))];
      const mayStand = (item: BundleItem) =>
        refs.every((ref) => item[ref.field] == null || keep(ref.kind).has(slugOf(item, ref.field)));
      return [kind, list(kind).filter((item) => (key !== 'slug' || keep(kind).has(slugOf(item))) && mayStand(item))];
    }),
  );
}
