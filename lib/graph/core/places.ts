import type { Outline } from '#lib/catalogue/core/outline.ts';
import type { GraphLevel } from './graph.ts';
import { graphNodes } from './nodes.ts';

/** A trail as it is learned from front to back. */
export interface TrailSteps {
  trail_id: string;
  /** Its concepts in order, with the nodes that stand in each: sparks, or the concept itself. */
  steps: { concept_id: string; ids: string[] }[];
}

/** The trails in the order of the outline, with what stands in them. */
export function trailSteps(outline: Outline, level: GraphLevel): TrailSteps[] {
  const conceptsOf = Map.groupBy(outline.concepts, (concept) => concept.trail_id);
  const placesOf = Map.groupBy(outline.places, ([, concept_id]) => concept_id);
  return outline.trails.map((trail) => ({
    trail_id: trail.id,
    steps: (conceptsOf.get(trail.id) ?? []).map(({ id }) => ({
      concept_id: id,
      ids: level === 'concept' ? [id] : (placesOf.get(id) ?? []).map(([, , spark_id]) => spark_id),
    })),
  }));
}

/** Where each node comes first in a trail, by node and trail. A spark that stands in several concepts counts at its first place. */
export function firstPlaces(trails: readonly TrailSteps[]): Map<string, Map<string, number>> {
  const places = new Map<string, Map<string, number>>();
  for (const { trail_id, steps } of trails) {
    let at = 0;
    for (const id of steps.flatMap(({ ids }) => ids)) {
      const known = places.get(id) ?? new Map<string, number>();
      if (!known.has(trail_id)) known.set(trail_id, at);
      places.set(id, known);
      at++;
    }
  }
  return places;
}

/** The concept that a spark stands in first. */
export function homeConcepts(outline: Outline): Map<string, string | undefined> {
  return new Map(graphNodes(outline, 'spark').map(({ id, clusters }) => [id, clusters[0]]));
}
