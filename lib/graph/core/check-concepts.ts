import type { Outline } from '#lib/catalogue/core/outline.ts';
import { type CheckInput, type Finding, finding } from './finding.ts';
import { type GraphIndex, type GraphLink, indexGraph } from './graph.ts';
import { growingGraph } from './growing.ts';
import { REQUIRED_TYPES } from './keep.ts';
import { otherWays } from './other-ways.ts';
import { homeConcepts } from './places.ts';

/** What the links of sparks say of their concepts, and the other way round. */
export function checkConcepts(input: CheckInput): Finding[] {
  if (input.level !== 'concept' || !input.spark_links) return [];
  return [...findImplied(input, input.spark_links), ...findUnbacked(input.outline, input.links, input.spark_links)];
}

/** So many pairs are looked at, the best backed first: each is tried against all that came before. */
const MOST_IMPLIED = 200;

interface Implied {
  source: number;
  target: number;
  /** How many links between their sparks say so. */
  count: number;
}

/** Pairs of concepts whose sparks need each other in one direction only. A spark counts where it stands first. */
function impliedPairs(outline: Outline, index: GraphIndex, sparkLinks: readonly GraphLink[]): Implied[] {
  const homes = homeConcepts(outline);
  const size = index.ids.length;
  const pairs = new Map<number, Implied>();
  for (const { source_id, target_id, link_type } of sparkLinks) {
    if (!REQUIRED_TYPES.has(link_type)) continue;
    const source = index.at.get(homes.get(source_id) ?? '');
    const target = index.at.get(homes.get(target_id) ?? '');
    if (source === undefined || target === undefined || source === target) continue;
    const known = pairs.get(source * size + target);
    if (known) known.count++;
    else pairs.set(source * size + target, { source, target, count: 1 });
  }
  return [...pairs.values()]
    .filter(({ source, target }) => !pairs.has(target * size + source))
    .sort((a, b) => b.count - a.count);
}

/** Concept links that spark links imply and nobody drew, or drew against them. */
function findImplied({ outline, index, links }: CheckInput, sparkLinks: readonly GraphLink[]): Finding[] {
  const drawn = new Map(links.map((link) => [`${link.source_id}>${link.target_id}`, link]));
  const between = (source: number, target: number) => drawn.get(`${index.ids[source]}>${index.ids[target]}`);
  const open = impliedPairs(outline, index, sparkLinks).filter(({ source, target }) => !between(source, target));
  const sources = Int32Array.from(open, ({ source }) => source);
  const targets = Int32Array.from(open, ({ target }) => target);
  const back = otherWays(index, targets, sources);
  const isAgainst = ({ source, target }: Implied, at: number) =>
    back[at] === 1 || between(target, source) !== undefined;
  const nodesOf = ({ source, target }: Implied) => [index.ids[source] as string, index.ids[target] as string];
  return [
    ...open.filter(isAgainst).map((pair) => {
      const reverse = between(pair.target, pair.source);
      return finding('concept_against', {
        nodes: nodesOf(pair),
        links: reverse ? [reverse.id] : [],
        count: pair.count,
      });
    }),
    ...worthDrawing(
      index,
      links,
      open.filter((pair, at) => !isAgainst(pair, at)),
    ).map((pair) => {
      const [source_id, target_id] = nodesOf(pair) as [string, string];
      return finding('concept_missing', {
        nodes: [source_id, target_id],
        count: pair.count,
        fixes: [{ fix: 'add', source_id, target_id, link_type: 'prerequisite' }],
      });
    }),
  ];
}

/**
 * Of many pairs those that say something new when all are drawn: the best backed first, none that would close a loop with
 * what is there and with better ones, and none that follows from the others.
 */
function worthDrawing(index: GraphIndex, links: readonly GraphLink[], pairs: readonly Implied[]): Implied[] {
  const nodes = index.ids.map((id) => ({ id }));
  const growing = growingGraph(nodes, links);
  const fit = pairs.slice(0, MOST_IMPLIED).filter(({ source, target }) => {
    const [from, to] = [index.ids[source] as string, index.ids[target] as string];
    if (growing.way(to, from)) return false;
    growing.add(from, to);
    return true;
  });
  const required = links.filter(({ link_type }) => REQUIRED_TYPES.has(link_type));
  const coming = fit.map(({ source, target }) => ({ source_id: nodes[source]?.id, target_id: nodes[target]?.id }));
  const known = otherWays(
    indexGraph(nodes, [...required, ...coming] as Pick<GraphLink, 'source_id' | 'target_id'>[]),
    Int32Array.from(fit, ({ source }) => source),
    Int32Array.from(fit, ({ target }) => target),
  );
  return fit.filter((_pair, at) => !known[at]);
}

/** Concept links that no link between sparks of the two bears out, wherever the sparks stand besides. */
function findUnbacked(outline: Outline, links: readonly GraphLink[], sparkLinks: readonly GraphLink[]): Finding[] {
  const sparksOf = Map.groupBy(outline.places, ([, concept_id]) => concept_id);
  const following = Map.groupBy(sparkLinks, ({ source_id }) => source_id);
  const bySource = Map.groupBy(
    links.filter(({ link_type }) => REQUIRED_TYPES.has(link_type)),
    ({ source_id }) => source_id,
  );
  return [...bySource].flatMap(([source_id, leaving]) => {
    const sparks = sparksOf.get(source_id) ?? [];
    const led = new Set(
      sparks.flatMap(([, , spark_id]) => (following.get(spark_id) ?? []).map(({ target_id }) => target_id)),
    );
    return leaving
      .filter(({ target_id }) => {
        const there = sparksOf.get(target_id) ?? [];
        return sparks.length > 0 && there.length > 0 && !there.some(([, , spark_id]) => led.has(spark_id));
      })
      .map(({ id, target_id }) =>
        finding('concept_unbacked', {
          nodes: [source_id, target_id],
          links: [id],
          fixes: [{ fix: 'remove', link_id: id }],
        }),
      );
  });
}
