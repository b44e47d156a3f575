import type { Outline } from '../outline.ts';
import { type CheckInput, type Finding, finding } from './finding.ts';
import type { GraphIndex, GraphLink } from './graph.ts';
import { keepTypes, REQUIRED_TYPES } from './keep.ts';
import { otherWays } from './other-ways.ts';
import { homeConcepts } from './places.ts';

/** What the links of sparks say of their concepts, and the other way round. */
export function checkConcepts(input: CheckInput): Finding[] {
  if (input.level !== 'concept' || !input.spark_links) return [];
  return [...findImplied(input, input.spark_links), ...findUnbacked(input.outline, input.links, input.spark_links)];
}

interface Implied {
  source: number;
  target: number;
  /** How many links between their sparks say so. */
  count: number;
}

/** Pairs of concepts whose sparks need each other in one direction only. A spark counts where it stands first. */
function impliedPairs(outline: Outline, index: GraphIndex, sparkLinks: readonly GraphLink[]): Implied[] {
  const homes = homeConcepts(outline);
  const pairs = new Map<string, Implied>();
  for (const { source_id, target_id, link_type } of sparkLinks) {
    if (!REQUIRED_TYPES.has(link_type)) continue;
    const source = index.at.get(homes.get(source_id) ?? '');
    const target = index.at.get(homes.get(target_id) ?? '');
    if (source === undefined || target === undefined || source === target) continue;
    const key = `${source}>${target}`;
    const known = pairs.get(key);
    if (known) known.count++;
    else pairs.set(key, { source, target, count: 1 });
  }
  return [...pairs.values()]
    .filter(({ source, target }) => !pairs.has(`${target}>${source}`))
    .sort((a, b) => b.count - a.count);
}

/** Concept links that spark links imply and nobody drew, or drew against them. */
function findImplied({ outline, index, links }: CheckInput, sparkLinks: readonly GraphLink[]): Finding[] {
  const drawn = new Map(links.map((link) => [`${link.source_id}>${link.target_id}`, link]));
  const between = (source: number, target: number) => drawn.get(`${index.ids[source]}>${index.ids[target]}`);
  const open = impliedPairs(outline, index, sparkLinks).filter(({ source, target }) => !between(source, target));
  const sources = Int32Array.from(open, ({ source }) => source);
  const targets = Int32Array.from(open, ({ target }) => target);
  const known = otherWays(keepTypes(index, links, REQUIRED_TYPES), sources, targets);
  const against = otherWays(index, targets, sources);
  return open.flatMap(({ source, target, count }, at) => {
    const nodes = [index.ids[source] as string, index.ids[target] as string];
    const reverse = between(target, source);
    if (reverse || against[at]) return finding('concept_against', { nodes, links: reverse ? [reverse.id] : [], count });
    if (known[at]) return [];
    const [source_id, target_id] = nodes as [string, string];
    return finding('concept_missing', {
      nodes,
      count,
      fixes: [{ fix: 'add', source_id, target_id, link_type: 'prerequisite' }],
    });
  });
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
