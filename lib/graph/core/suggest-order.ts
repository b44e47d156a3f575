import type { Outline } from '#lib/catalogue/core/outline.ts';
import { type GraphLink, indexGraph } from './graph.ts';
import { REQUIRED_TYPES } from './keep.ts';
import { loopComponents } from './loops.ts';
import { stableOrder } from './order.ts';

export interface SuggestedOrder {
  /** The concepts of the trail in today's order, and in the one that is suggested. */
  concepts: { before: string[]; after: string[] };
  /** The concepts within which sparks move, with their sparks. */
  sparks: { concept_id: string; before: string[]; after: string[] }[];
  /** Links that the suggested order does not follow: no order of whole concepts does. */
  unsettled: string[];
}

interface Pair {
  id: string;
  source: string;
  target: string;
}

/** A trail as it may be: its concepts in order, and the sparks of each in order. */
interface Arrangement {
  concepts: string[];
  sparks: Map<string, string[]>;
}

/** A spark that stands in several concepts belongs to the first, so moving concepts may ask for moving others. */
const ROUNDS = 12;

/**
 * An order of a trail that follows its links and otherwise stays as it is: of its concepts, by the links between them and
 * between their sparks, and of the sparks within each. Links between concepts come first; where spark links make concepts need
 * each other, they do not move the concepts. Today's order stays unless another one has fewer links against it.
 */
export function suggestOrder(
  outline: Outline,
  trail_id: string,
  links: { spark: readonly GraphLink[]; concept: readonly GraphLink[] },
): SuggestedOrder {
  const today = arrangementOf(outline, trail_id);
  const inTrail = new Set([...today.sparks.values()].flat());
  const isConcept = new Set(today.concepts);
  const drawn = pairsAmong(links.concept, isConcept);
  const needed = pairsAmong(links.spark, inTrail);

  let best = today;
  let against = linksAgainst(today, drawn, needed);
  let next = today;
  for (let round = 0; round < ROUNDS && against.length > 0; round++) {
    const last = next;
    next = arrange(last, drawn, needed);
    const left = linksAgainst(next, drawn, needed);
    if (left.length < against.length) [best, against] = [next, left];
    if (isSame(last, next)) break;
  }
  return {
    concepts: { before: today.concepts, after: best.concepts },
    sparks: today.concepts.flatMap((concept_id) => {
      const [before, after] = [today.sparks.get(concept_id) ?? [], best.sparks.get(concept_id) ?? []];
      return isEqual(before, after) ? [] : { concept_id, before, after };
    }),
    unsettled: against,
  };
}

function arrangementOf(outline: Outline, trail_id: string): Arrangement {
  const concepts = outline.concepts.filter((concept) => concept.trail_id === trail_id).map(({ id }) => id);
  const sparks = new Map(concepts.map((id): [string, string[]] => [id, []]));
  for (const [, concept_id, spark_id] of outline.places) sparks.get(concept_id)?.push(spark_id);
  return { concepts, sparks };
}

const pairsAmong = (links: readonly GraphLink[], inside: ReadonlySet<string>): Pair[] =>
  links
    .filter(
      ({ link_type, source_id, target_id }) =>
        REQUIRED_TYPES.has(link_type) && inside.has(source_id) && inside.has(target_id),
    )
    .map(({ id, source_id, target_id }) => ({ id, source: source_id, target: target_id }));

/** One step nearer to an order that follows the links. */
function arrange({ concepts, sparks }: Arrangement, drawn: Pair[], needed: Pair[]): Arrangement {
  const home = new Map<string, string>();
  for (const concept_id of concepts)
    for (const spark_id of sparks.get(concept_id) ?? []) if (!home.has(spark_id)) home.set(spark_id, concept_id);
  const implied = needed
    .map(({ id, source, target }) => ({ id, source: home.get(source) ?? '', target: home.get(target) ?? '' }))
    .filter(({ source, target }) => source !== target);
  const leaving = Map.groupBy(needed, ({ source }) => source);
  const within = concepts.map((concept_id): [string, string[]] => {
    const ids = sparks.get(concept_id) ?? [];
    const here = new Set(ids);
    const pairs = ids.flatMap((id) => leaving.get(id) ?? []).filter(({ target }) => here.has(target));
    return [concept_id, orderPairs(ids, pairs, [])];
  });
  return { concepts: orderPairs(concepts, drawn, implied), sparks: new Map(within) };
}

/** Orders ids by firm pairs and, where these leave it open, by loose ones; loose ones that lie on a loop are left. */
function orderPairs(ids: string[], firm: Pair[], loose: Pair[]): string[] {
  const nodes = ids.map((id) => ({ id }));
  const index = (pairs: Pair[]) =>
    indexGraph(
      nodes,
      pairs.map(({ source, target }) => ({ source_id: source, target_id: target })),
    );
  const component = new Map<string, number>();
  loopComponents(index([...firm, ...loose])).forEach((members, number) => {
    for (const node of members) component.set(ids[node] as string, number);
  });
  const isLooped = ({ source, target }: Pair) =>
    component.has(source) && component.get(source) === component.get(target);
  const settled = index([...firm, ...loose.filter((pair) => !isLooped(pair))]);
  return stableOrder(settled).map((node) => ids[node] as string);
}

/** The links whose source comes after their target. A spark counts at its first place. */
function linksAgainst({ concepts, sparks }: Arrangement, drawn: Pair[], needed: Pair[]): string[] {
  const place = new Map(concepts.map((id, at) => [id, at]));
  let at = concepts.length;
  for (const id of concepts.flatMap((concept_id) => sparks.get(concept_id) ?? [])) {
    if (!place.has(id)) place.set(id, at);
    at++;
  }
  return [...drawn, ...needed]
    .filter(({ source, target }) => (place.get(source) ?? 0) > (place.get(target) ?? 0))
    .map(({ id }) => id);
}

const isEqual = (a: readonly string[], b: readonly string[]) => a.every((id, at) => id === b[at]);

const isSame = (a: Arrangement, b: Arrangement) =>
  isEqual(a.concepts, b.concepts) && a.concepts.every((id) => isEqual(a.sparks.get(id) ?? [], b.sparks.get(id) ?? []));
