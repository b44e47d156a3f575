import { bottlenecks } from './bottlenecks.ts';
import { type CheckInput, type Finding, finding } from './finding.ts';
import { pieces } from './islands.ts';
import { keepTypes, REQUIRED_TYPES } from './keep.ts';
import { findLoops } from './links.ts';
import { loopComponents } from './loops.ts';
import { topologicalOrder } from './order.ts';
import { chainTo } from './reach.ts';

/** A chain of more than so many nodes asks a learner for hours before the last. */
const LONG_CHAIN = 30;
/** A bottleneck has at least so many nodes behind it, and so large a share of all. */
const LEAST_BEHIND = 10;
const SHARE_BEHIND = 0.05;
const MOST_BOTTLENECKS = 20;
/** An island has at most this share of the nodes of the mainland. */
const ISLAND_SHARE = 0.1;

/** What can be told from the graph as a whole. */
export function checkShape(input: CheckInput): Finding[] {
  return [...findAllLoops(input), ...findPieces(input), ...findBottlenecks(input), ...findLongChains(input)];
}

function findAllLoops({ index, links }: CheckInput): Finding[] {
  // Naming loops begins with names; that there are none is told by numbers, in a tenth of the time.
  if (loopComponents(index).length === 0) return [];
  const loops = findLoops(links.map(({ source_id, target_id }) => [source_id, target_id]));
  const between = new Map(links.map(({ id, source_id, target_id }) => [`${source_id}>${target_id}`, id]));
  return loops.map((nodes) => {
    const ids = nodes.map((node, at) => between.get(`${node}>${nodes[(at + 1) % nodes.length]}`) as string);
    return finding('loop', { nodes, links: ids, fixes: ids.map((link_id) => ({ fix: 'remove', link_id })) });
  });
}

/** Nodes without a link, and small pieces that no link joins to the largest one. */
function findPieces({ index, links, nodes }: CheckInput): Finding[] {
  const { piece, count } = pieces(index);
  const members = Array.from({ length: count }, (): string[] => []);
  piece.forEach((number, node) => {
    members[number]?.push(index.ids[node] as string);
  });
  const largest = members.reduce((most, { length }) => Math.max(most, length), 0);
  const linksOf = Map.groupBy(links, ({ source_id }) => piece[index.at.get(source_id) ?? -1]);
  return members.flatMap((ids, number) => {
    if (ids.length === 1 && nodes.length > 1) return finding('unlinked', { nodes: ids });
    if (ids.length === 1 || ids.length > largest * ISLAND_SHARE) return [];
    return finding('island', { nodes: ids, links: (linksOf.get(number) ?? []).map(({ id }) => id), count: ids.length });
  });
}

function findBottlenecks({ index, links, nodes }: CheckInput): Finding[] {
  const least = Math.max(LEAST_BEHIND, Math.ceil(nodes.length * SHARE_BEHIND));
  return bottlenecks(keepTypes(index, links, REQUIRED_TYPES), least)
    .slice(0, MOST_BOTTLENECKS)
    .map(({ node, behind }) => finding('bottleneck', { nodes: [index.ids[node] as string], count: behind }));
}

/** The longest chain of each piece, where it is very long. */
function findLongChains({ index, links }: CheckInput): Finding[] {
  const required = keepTypes(index, links, REQUIRED_TYPES);
  const { order, level } = topologicalOrder(required);
  const { piece } = pieces(required);
  const last = new Map<number, number>();
  for (const node of order) {
    const known = last.get(piece[node] as number);
    if (known === undefined || (level[node] as number) > (level[known] as number))
      last.set(piece[node] as number, node);
  }
  return [...last.values()]
    .filter((node) => (level[node] as number) >= LONG_CHAIN)
    .sort((a, b) => (level[b] as number) - (level[a] as number))
    .map((node) => {
      const way = chainTo(required, level, node);
      return finding('long_chain', {
        nodes: way.nodes.map((each) => index.ids[each] as string),
        links: way.links.map((number) => links[number]?.id as string),
        count: way.nodes.length,
      });
    });
}
