import type { Outline } from '#lib/catalogue/core/outline.ts';
import type { GraphLevel, GraphNode } from './graph.ts';

/** The nodes of a graph in the order of the outline; what stands nowhere comes last. Linear in the outline. */
export function graphNodes(outline: Outline, level: GraphLevel): GraphNode[] {
  const placesOf = Map.groupBy(outline.places, ([, concept_id]) => concept_id);
  const concepts = conceptsInOrder(outline);
  if (level === 'concept') {
    const mins = new Map(outline.sparks.map((spark) => [spark.id, spark.mins]));
    return concepts.map(({ id, slug, title, is_published, trail_id }) => {
      const trails = trail_id ? [trail_id] : [];
      const sum = (placesOf.get(id) ?? []).reduce((total, [, , spark_id]) => total + (mins.get(spark_id) ?? 0), 0);
      return { id, slug, title, is_published, difficulty: null, mins: sum, clusters: trails, trails };
    });
  }

  const nodes = new Map<string, GraphNode>();
  const sparks = new Map(outline.sparks.map((spark) => [spark.id, spark]));
  const nodeOf = ({ id, slug, title, is_published, difficulty, mins }: Outline['sparks'][number]) => {
    const known = nodes.get(id);
    if (known) return known;
    const node: GraphNode = { id, slug, title, is_published, difficulty, mins, clusters: [], trails: [] };
    nodes.set(id, node);
    return node;
  };
  for (const { id, trail_id } of concepts)
    for (const [, , spark_id] of placesOf.get(id) ?? []) {
      const spark = sparks.get(spark_id);
      if (!spark) continue;
      const node = nodeOf(spark);
      node.clusters.push(id);
      if (trail_id && !node.trails.includes(trail_id)) node.trails.push(trail_id);
    }
  for (const spark of outline.sparks) nodeOf(spark);
  return [...nodes.values()];
}

/** Concepts as the outline shows them from top to bottom; those without a trail last. */
export function conceptsInOrder(outline: Outline): Outline['concepts'] {
  const conceptsOf = Map.groupBy(outline.concepts, (concept) => concept.trail_id);
  return [...trailsInOrder(outline).map(({ id }) => id), null].flatMap((trail_id) => conceptsOf.get(trail_id) ?? []);
}

/** Trails as the outline shows them from top to bottom. */
export function trailsInOrder({ domains, trails }: Outline): Outline['trails'] {
  const trailsOf = Map.groupBy(trails, (trail) => trail.domain_id);
  return domains.flatMap(({ id }) => trailsOf.get(id) ?? []);
}
