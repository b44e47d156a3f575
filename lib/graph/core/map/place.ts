import type { Outline } from '#lib/catalogue/core/outline.ts';
import { homeConcepts } from '../places.ts';

/** What of a course the map shows: its trails, the concepts of one trail, or the sparks of one concept. */
export type MapPlace =
  | { level: 'all' }
  /** Null is what stands in no trail. */
  | { level: 'trail'; trail_id: string | null }
  | { level: 'concept'; trail_id: string | null; concept_id: string };

export const ALL: MapPlace = { level: 'all' };

/** Stands for the slug of a trail where there is none; no slug begins so. */
const NO_TRAIL = '_';

/** A place as the address names it: `trail` or `trail/concept`, by their slugs; null for all trails. */
export function writePlace(outline: Outline, place: MapPlace): string | null {
  if (place.level === 'all') return null;
  const trail = outline.trails.find(({ id }) => id === place.trail_id)?.slug ?? NO_TRAIL;
  if (place.level === 'trail') return trail;
  return `${trail}/${outline.concepts.find(({ id }) => id === place.concept_id)?.slug ?? ''}`;
}

/** The place that an address names. A concept says itself in which trail it stands; null for what is not there. */
export function readPlace(outline: Outline, at: string | null): MapPlace | null {
  if (at === null) return ALL;
  const [trailSlug = '', conceptSlug] = at.split('/');
  if (conceptSlug !== undefined) {
    const concept = outline.concepts.find(({ slug }) => slug === conceptSlug);
    return concept ? { level: 'concept', trail_id: concept.trail_id, concept_id: concept.id } : null;
  }
  if (trailSlug === NO_TRAIL) return { level: 'trail', trail_id: null };
  const trail = outline.trails.find(({ slug }) => slug === trailSlug);
  return trail ? { level: 'trail', trail_id: trail.id } : null;
}

/** One level out, or null where that is all there is. */
export function outOf(place: MapPlace): MapPlace | null {
  if (place.level === 'all') return null;
  return place.level === 'trail' ? ALL : { level: 'trail', trail_id: place.trail_id };
}

/** Where a trail, concept or spark has its card, by its id; null for a spark in no concept. */
export function placeHolding(outline: Outline, id: string): MapPlace | null {
  if (outline.trails.some((trail) => trail.id === id)) return ALL;
  const concept = outline.concepts.find((each) => each.id === id);
  if (concept) return { level: 'trail', trail_id: concept.trail_id };
  const home = homeConcepts(outline).get(id);
  const holder = outline.concepts.find((each) => each.id === home);
  return holder ? { level: 'concept', trail_id: holder.trail_id, concept_id: holder.id } : null;
}
