import { assetKey } from '#lib/base/core/asset-address.ts';
import { factsOf } from '#lib/base/core/content-kinds.ts';
import { BUNDLE_ENTITIES, BUNDLE_KINDS, type BundleKind, isBundleKind } from '#lib/base/core/kinds.ts';
import type { BundleItem } from './item.ts';

/** What is chosen, by kind and slug. */
export interface Chosen {
  kind: BundleKind;
  slug: string;
}

export type BundleItems = Map<BundleKind, BundleItem[]>;

/** What comes along with what: `of` with `above`, as the items of `through` say. */
interface Below {
  of: BundleKind;
  above: BundleKind;
  through: BundleKind;
  /** Fields of `through` that name the two. */
  parent: string;
  child: string;
  /** It stands in one place alone, and cannot be without it. */
  isFixed: boolean;
}

const fieldOf = (kind: BundleKind, ref: string) => BUNDLE_ENTITIES[kind].refs.find((one) => one.kind === ref)?.field;

/** What stands in what in the outline, from the top down, and the beacons of sparks. */
const BELOW: readonly Below[] = [
  ...BUNDLE_KINDS.flatMap((of): Below[] => {
    const { parent, moves_as, name } = factsOf(of);
    if (!parent || !name || !isBundleKind(parent.kind)) return [];
    const through = moves_as && isBundleKind(moves_as) ? moves_as : of;
    const field = fieldOf(through, parent.kind);
    const child = through === of ? 'slug' : fieldOf(through, of);
    return field && child ? [{ of, above: parent.kind, through, parent: field, child, isFixed: through === of }] : [];
  }),
  { of: 'beacon', above: 'spark', through: 'spark_beacon', parent: 'spark_slug', child: 'beacon_slug', isFixed: false },
];

const slugOf = (item: BundleItem, field = 'slug') => (typeof item[field] === 'string' ? item[field] : '');

/** Which files the lessons and exercises that are kept name: by the key in an address, and where a file has none by its path. */
function namedIn(texts: string[]): (asset: BundleItem) => boolean {
  const keys = new Set(texts.flatMap((text) => [...text.matchAll(/\/assets\/([0-9a-f]{32})/g)].map(([, key]) => key)));
  return (asset) => {
    const sha256 = slugOf(asset, 'sha256');
    if (sha256 !== '') return keys.has(assetKey(sha256));
    const path = slugOf(asset, 'path');
    return texts.some((text) => text.includes(path));
  };
}

/**
 * The part of a bundle that holds what was chosen with all below it, and what it cannot stand without (the trail of a concept, the
 * domain of a trail). A relation comes along when both of its ends do, so the part is a bundle by itself. Order is kept.
 */
export function selectItems(items: BundleItems, chosen: readonly Chosen[]): BundleItems {
  const kept = new Map<string, Set<string>>(BUNDLE_KINDS.map((kind) => [kind, new Set()]));
  const keep = (kind: string) => kept.get(kind) ?? new Set();
  const list = (kind: BundleKind) => items.get(kind) ?? [];
  for (const { kind, slug } of chosen) keep(kind).add(slug);
  for (const { of, above, through, parent, child } of BELOW) {
    for (const item of list(through)) if (keep(above).has(slugOf(item, parent))) keep(of).add(slugOf(item, child));
  }
  // Upwards only now: what is above comes for the sake of what was chosen, without its other children.
  for (const { of, above, parent } of BELOW.filter(({ isFixed }) => isFixed).reverse()) {
    for (const item of list(of)) if (keep(of).has(slugOf(item)) && item[parent]) keep(above).add(slugOf(item, parent));
  }
  // The voice of a course comes with it.
  for (const profile of list('course_profile'))
    if (keep('trail').has(slugOf(profile, 'trail_slug'))) keep('persona').add(slugOf(profile, 'persona_slug'));

  const texts = [
    ...list('spark').flatMap((spark) => (keep('spark').has(slugOf(spark)) ? slugOf(spark, 'content_md') : [])),
    ...list('package').flatMap((one) => (keep('spark').has(slugOf(one, 'spark_slug')) ? JSON.stringify(one) : [])),
  ];
  const isNamed = namedIn(texts);
  return new Map(
    BUNDLE_KINDS.map((kind) => {
      const { refs, key } = BUNDLE_ENTITIES[kind];
      // A file stands by itself, and comes along with the lesson that names it.
      if (kind === 'asset') return [kind, list(kind).filter(isNamed)];
      const mayStand = (item: BundleItem) =>
        refs.every((ref) => item[ref.field] == null || keep(ref.kind).has(slugOf(item, ref.field)));
      return [kind, list(kind).filter((item) => (key !== 'slug' || keep(kind).has(slugOf(item))) && mayStand(item))];
    }),
  );
}
