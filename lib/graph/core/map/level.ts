import type { LinkType } from '#lib/base/core/link-types.ts';
import type { Outline } from '#lib/catalogue/core/outline.ts';
import type { GraphLink } from '../graph.ts';
import { conceptsInOrder, trailsInOrder } from '../nodes.ts';
import { homeConcepts } from '../places.ts';
import { type Bundle, bundleLinks } from './bundles.ts';
import { type MapPlace, outOf, writePlace } from './place.ts';
import { type MapSteps, stepsOf } from './steps.ts';

/** A trail, a concept or a spark, as the map shows it. */
export interface MapCard {
  /** Null for what stands in no trail. */
  id: string | null;
  slug: string;
  title: string;
  is_published: boolean;
  /** The place that it opens, as the address names it; null for a spark. */
  at: string | null;
  /** Sparks below, each counted once. */
  spark_count: number;
  mins: number;
  /** Titles of what is inside, in the order of the outline. */
  names: string[];
}

/** Another card beside the open one, and how many links there are. */
export interface MapNeighbour {
  title: string;
  at: string | null;
  count: number;
}

/** What the map shows at one place. */
export interface MapLevel extends MapSteps {
  cards: MapCard[];
  bundles: Bundle[];
  /** All links between different cards. */
  link_count: number;
  /** Beside the card that is open, what it comes after and what it leads to. */
  before: MapNeighbour[];
  after: MapNeighbour[];
}

/** The links of both levels: those of concepts lead between trails as those of sparks do. */
export type MapLinks = Record<'concept' | 'spark', readonly Pick<GraphLink, 'source_id' | 'target_id' | 'link_type'>[]>;

/** These say what is learned first; `related` says nothing of an order. */
const ORDERING: ReadonlySet<LinkType> = new Set(['prerequisite', 'deepens', 'recommended']);

/** The cards of a place with the links between them, in steps. Linear in the outline and its links, but for the steps of some cards. */
export function mapLevel(outline: Outline, links: MapLinks, place: MapPlace): MapLevel {
  const { cards, cardOf } = sheetOf(outline, place);
  const bundles = bundleLinks(between(links, cardOf));
  const link_count = bundles.reduce((sum, { count, back }) => sum + count + back, 0);
  const beside = neighbours(outline, links, place);
  return { cards, bundles, link_count, ...beside, ...stepsOf(cards.length, bundles) };
}

/** Sparks that stand in no concept: on no card of the map. */
export function looseCount({ places, sparks }: Outline): number {
  const placed = new Set(places.map(([, , spark_id]) => spark_id));
  return sparks.filter(({ id }) => !placed.has(id)).length;
}

interface Sheet {
  cards: MapCard[];
  /** The number of the card that a concept or spark is on; a spark with several places is on that of its first. */
  cardOf: Map<string, number>;
}

function sheetOf(outline: Outline, place: MapPlace): Sheet {
  const homes = homeConcepts(outline);
  const sparks = new Map(outline.sparks.map((spark) => [spark.id, spark]));
  const placesOf = Map.groupBy(outline.places, ([, concept_id]) => concept_id);
  const sparksIn = (concept_id: string) =>
    (placesOf.get(concept_id) ?? []).flatMap(([, , spark_id]) => sparks.get(spark_id) ?? []);
  const cardOf = new Map<string, number>();

  if (place.level === 'concept') {
    const inside = sparksIn(place.concept_id);
    inside.forEach(({ id }, card) => {
      cardOf.set(id, card);
    });
    return { cards: inside.map((spark) => ({ ...naming(spark), at: null, ...sums([spark]), names: [] })), cardOf };
  }

  const concepts = conceptsInOrder(outline);
  const conceptsOf = Map.groupBy(concepts, ({ trail_id }) => trail_id);
  const stand = (concept_id: string, card: number) => {
    cardOf.set(concept_id, card);
    for (const { id } of sparksIn(concept_id)) if (homes.get(id) === concept_id) cardOf.set(id, card);
  };
  if (place.level === 'trail') {
    const { trail_id } = place;
    const cards = (conceptsOf.get(trail_id) ?? []).map((concept, card): MapCard => {
      const inside = sparksIn(concept.id);
      stand(concept.id, card);
      const at = writePlace(outline, { level: 'concept', trail_id, concept_id: concept.id });
      return { ...naming(concept), at, ...sums(inside), names: inside.map(({ title }) => title) };
    });
    return { cards, cardOf };
  }

  const rest = { id: null, slug: '', title: '', is_published: true };
  const holders = [...trailsInOrder(outline).map(naming), ...(conceptsOf.has(null) ? [rest] : [])];
  const cards = holders.map((trail, card): MapCard => {
    const inside = conceptsOf.get(trail.id) ?? [];
    for (const { id } of inside) stand(id, card);
    const at = writePlace(outline, { level: 'trail', trail_id: trail.id });
    const names = inside.map(({ title }) => title);
    return { ...trail, at, ...sums(inside.flatMap(({ id }) => sparksIn(id))), names };
  });
  return { cards, cardOf };
}

const naming = ({ id, slug, title, is_published }: Omit<Outline['concepts'][number], 'trail_id'>) => ({
  id,
  slug,
  title,
  is_published,
});

function sums(sparks: readonly Outline['sparks'][number][]) {
  const each = [...new Set(sparks)];
  return {
    spark_count: each.length,
    mins: each.reduce((sum, { mins }) => sum + mins, 0),
  };
}

function* between(links: MapLinks, cardOf: Sheet['cardOf']): Generator<[number, number]> {
  for (const { source_id, target_id, link_type } of [...links.concept, ...links.spark])
    if (ORDERING.has(link_type)) yield [cardOf.get(source_id) ?? -1, cardOf.get(target_id) ?? -1];
}

/** What the open card is linked with one level further out, what has the most links first. */
function neighbours(outline: Outline, links: MapLinks, place: MapPlace): Pick<MapLevel, 'before' | 'after'> {
  const outer = outOf(place);
  if (!outer || place.level === 'all') return { before: [], after: [] };
  const { cards, cardOf } = sheetOf(outline, outer);
  const open = cards.findIndex(({ id }) => id === (place.level === 'trail' ? place.trail_id : place.concept_id));
  const counts = { before: new Map<number, number>(), after: new Map<number, number>() };
  for (const [from, to] of between(links, cardOf)) {
    if (from === to || from < 0 || to < 0) continue;
    if (to === open) counts.before.set(from, (counts.before.get(from) ?? 0) + 1);
    if (from === open) counts.after.set(to, (counts.after.get(to) ?? 0) + 1);
  }
  const named = (side: Map<number, number>): MapNeighbour[] =>
    [...side]
      .map(([card, count]) => ({ card, count }))
      .sort((a, b) => b.count - a.count || a.card - b.card)
      .map(({ card, count }) => ({ title: cards[card]?.title ?? '', at: cards[card]?.at ?? null, count }));
  return { before: named(counts.before), after: named(counts.after) };
}
