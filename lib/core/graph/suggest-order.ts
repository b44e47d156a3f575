import type { Outline } from '../outline.ts';
import { type GraphLink, indexGraph } from './graph.ts';
import { REQUIRED_TYPES } from './keep.ts';
import { loopComponents } from './loops.ts';
import { stableOrder } from './order.ts';

export interface SuggestedOrder {
  /** The concepts of the trail in the order they are suggested in, and in today's. */
  concepts: { before: string[]; after: string[] };
  /** The concepts within which sparks move, with their sparks. */
  sparks: { concept_id: string; before: string[]; after: string[] }[];
  /** Links that no order of whole concepts can follow: their concepts need each other. */
  unsettled: string[];
}

interface Pair {
  id: string;
  source: string;
  target: string;
}

/**
 * An order of a trail that follows its links and otherwise stays as it is: of its concepts, by the links between them and
 * between their sparks, and of the sparks within each. Links between concepts come first; where spark links make concepts need
 * each other, they do not move the concepts, and are named.
 */
export function suggestOrder(
  outline: Outline,
  trail_id: string,
  links: { spark: readonly GraphLink[]; concept: readonly GraphLink[] },
): SuggestedOrder {
  const concepts = outline.concepts.filter((concept) => concept.trail_id === trail_id).map(({ id }) => id);
  const isOurs = new Set(concepts);
  const placesOf = Map.groupBy(
    outline.places.filter(([, concept_id]) => isOurs.has(concept_id)),
    ([, concept_id]) => concept_id,
  );
  const home = new Map<string, string>();
  for (const concept_id of concepts)
    for (const [, , spark_id] of placesOf.get(concept_id) ?? [])
      if (!home.has(spark_id)) home.set(spark_id, concept_id);

  const required = links.spark.filter(
    ({ link_type, source_id, target_id }) =>
      REQUIRED_TYPES.has(link_type) && home.has(source_id) && home.has(target_id),
  );
  const drawn = links.concept
    .filter(
      ({ link_type, source_id, target_id }) =>
        REQUIRED_TYPES.has(link_type) && isOurs.has(source_id) && isOurs.has(target_id),
    )
    .map((link): Pair => ({ id: link.id, source: link.source_id, target: link.target_id }));
  const implied = required
    .map(
      (link): Pair => ({
        id: link.id,
        source: home.get(link.source_id) as string,
        target: home.get(link.target_id) as string,
      }),
    )
    .filter(({ source, target }) => source !== target);
  const { after, left } = orderPairs(concepts, drawn, implied);

  const leaving = Map.groupBy(required, ({ source_id }) => source_id);
  const within = concepts.flatMap((concept_id) => {
    const places = placesOf.get(concept_id) ?? [];
    const ids = places.map(([, , spark_id]) => spark_id);
    const here = new Set(ids);
    const pairs = ids
      .flatMap((id) => leaving.get(id) ?? [])
      .filter(({ target_id }) => here.has(target_id))
      .map((link): Pair => ({ id: link.id, source: link.source_id, target: link.target_id }));
    const ordered = orderPairs(ids, pairs, []).after;
    return ordered.every((id, at) => id === ids[at]) ? [] : { concept_id, before: ids, after: ordered };
  });
  return { concepts: { before: concepts, after }, sparks: within, unsettled: left };
}

/** Orders ids by firm pairs and, where these leave it open, by loose ones; loose ones that lie on a loop are left. */
function orderPairs(ids: string[], firm: Pair[], loose: Pair[]): { after: string[]; left: string[] } {
  const nodes = ids.map((id) => ({ id }));
  const index = (pairs: Pair[]) =>
    indexGraph(
      nodes,
      pairs.map(({ source, target }) => ({ source_id: source, target_id: target })),
    );
  const all = index([...firm, ...loose]);
  const component = new Map<string, number>();
  loopComponents(all).forEach((members, number) => {
    for (const node of members) component.set(ids[node] as string, number);
  });
  const isLooped = ({ source, target }: Pair) =>
    component.has(source) && component.get(source) === component.get(target);
  const settled = index([...firm, ...loose.filter((pair) => !isLooped(pair))]);
  return {
    after: stableOrder(settled).map((node) => ids[node] as string),
    left: loose.filter(isLooped).map(({ id }) => id),
  };
}
