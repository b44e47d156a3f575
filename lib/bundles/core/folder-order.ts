import type { BundleKind } from '#lib/base/core/kinds.ts';
import { compareText } from './folder.ts';
import { type BundleItem, keyOf } from './item.ts';

// The lists of a bundle have an order, that of arrival, which means nothing to people. A folder is read in the order of the
// course; where the two differ, a file keeps the order of arrival, so that a bundle made of the folder is the same bundle.

/** Something with a bundle item in it; the text of a lesson may be missing. */
export interface Entry {
  item: BundleItem;
}
export type Entries<E extends Entry> = Map<BundleKind, E[]>;

/** Puts the entries of a kind, sorted as the course has them, in their final order, by which those below them are sorted. */
type Settle<E extends Entry> = (kind: BundleKind, sorted: E[]) => E[];

const LAST = Number.MAX_SAFE_INTEGER;

/**
 * Sorts entries in the order of the course: by the place of what they belong to and, within that, by `order_index`. What is
 * alike keeps its order: that of the file it is written in.
 */
export function courseOrder<E extends Entry>(
  entries: Entries<E>,
  settle: Settle<E> = (_, sorted) => sorted,
): Entries<E> {
  const sorted: Entries<E> = new Map();
  const ranks = new Map<BundleKind, Map<string, number>>();
  const rank = (kind: BundleKind, slug: unknown) => ranks.get(kind)?.get(String(slug)) ?? LAST;
  const sort = (kind: BundleKind, ...by: ((item: BundleItem) => number | string)[]) => {
    const keyed = (entries.get(kind) ?? []).map((entry) => ({ entry, keys: by.map((key) => key(entry.item)) }));
    keyed.sort((a, b) => compareKeys(a.keys, b.keys));
    const list = settle(
      kind,
      keyed.map(({ entry }) => entry),
    );
    sorted.set(kind, list);
    ranks.set(kind, firstPlaces(list.map(({ item }) => String(item.slug))));
  };
  const place = (item: BundleItem) => (typeof item.order_index === 'number' ? item.order_index : 0);
  const slug = (item: BundleItem) => String(item.slug);

  sort('domain', place, slug);
  sort('trail', (item) => rank('domain', item.domain_slug), place, slug);
  sort('concept', (item) => rank('trail', item.trail_slug), place, slug);
  sort('concept_spark', (item) => rank('concept', item.concept_slug), place);
  const standing = firstPlaces((sorted.get('concept_spark') ?? []).map(({ item }) => String(item.spark_slug)));
  sort('spark', (item) => standing.get(slug(item)) ?? LAST, slug);
  sort('beacon', slug);
  sort('spark_beacon', (item) => rank('spark', item.spark_slug));
  for (const [kind, end] of [['spark_link', 'spark'] as const, ['concept_link', 'concept'] as const]) {
    sort(kind, (item) => rank(end, item[ownerEnd(item, (name) => rank(end, name) < LAST)]));
  }
  sort('objective', (item) => rank('concept', item.concept_slug), place);
  sort('package', (item) => rank('spark', item.spark_slug));
  sort('asset', (item) => String(item.path));
  // Kinds that nothing orders stay as they came.
  for (const [kind, list] of entries) if (!sorted.has(kind)) sorted.set(kind, settle(kind, list));
  return sorted;
}

/** A link is written down where its target is, which says what it builds on; elsewhere only if the target is not here. */
export function ownerEnd(link: BundleItem, is_here: (slug: string) => boolean): 'source_slug' | 'target_slug' {
  return !is_here(String(link.target_slug)) && is_here(String(link.source_slug)) ? 'source_slug' : 'target_slug';
}

function firstPlaces(names: string[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const [at, name] of names.entries()) if (!places.has(name)) places.set(name, at);
  return places;
}

function compareKeys(a: (number | string)[], b: (number | string)[]): number {
  for (const [at, left] of a.entries()) {
    const right = b[at] ?? 0;
    const order = typeof left === 'number' ? left - Number(right) : compareText(left, String(right));
    if (order !== 0) return order;
  }
  return 0;
}

/** An entry as the order file names it, on one line. */
function nameOf(kind: BundleKind, item: BundleItem): string {
  return `${kind} ${JSON.stringify(keyOf(kind, item) ?? '').slice(1, -1)}`;
}

/**
 * The order of arrival of each list that is not in the order of the course: a line an entity. Empty when all are. What belongs
 * to something is expected in the order in which that arrived, so one list out of order does not put all others out.
 */
export function writeOrder<E extends Entry>(arrived: Entries<E>): string {
  const lines: string[] = [];
  courseOrder(arrived, (kind, sorted) => {
    const list = arrived.get(kind) ?? [];
    if (list.some((entry, at) => entry !== sorted[at])) for (const { item } of list) lines.push(nameOf(kind, item));
    return list;
  });
  return lines.map((line) => `${line}\n`).join('');
}

/**
 * Entries in the order that the file remembers. It is only a memory: what it does not know comes after what stands before it
 * in the course, and lines about what is gone, or what a merge left in it, mean nothing.
 */
export function applyOrder<E extends Entry>(entries: Entries<E>, remembered: string): Entries<E> {
  const places = firstPlaces(remembered.split(/\r?\n/));
  return courseOrder(entries, (kind, sorted) => {
    let before = -1;
    const placed = sorted.map((entry) => {
      before = places.get(nameOf(kind, entry.item)) ?? before;
      return { entry, place: before };
    });
    placed.sort((a, b) => a.place - b.place);
    return placed.map(({ entry }) => entry);
  });
}
