import type { LinkType } from '#lib/base/core/link-types.ts';
import { type ClusteredGraph, weightOf } from './clusters.ts';
import type { GraphIndex, GraphLink, GraphNode } from './graph.ts';

/** What of a graph is wanted on screen. */
export interface GraphFilter {
  /** Id of a trail. */
  trail: string | null;
  /** None means all of them. */
  types: readonly LinkType[];
  /** Both ends included. */
  least: number;
  most: number;
  difficulty: string | null;
  /** Ids of the sparks that bear the beacon asked for; null when none is asked for. */
  marked: ReadonlySet<string> | null;
  /** Only what is at most so many links away from a node. */
  focus: { id: string; hops: number } | null;
}

/** By number: 1 for what is shown. A link is shown when it fits and both of its ends are. */
export interface Shown {
  nodes: Uint8Array;
  links: Uint8Array;
  node_count: number;
  link_count: number;
}

export function filterGraph(
  graph: Pick<ClusteredGraph, 'nodes' | 'links' | 'index' | 'source' | 'target'>,
  filter: GraphFilter,
): Shown {
  const links = Uint8Array.from(graph.links, (link) => Number(fitsLink(link, filter)));
  const nodes = Uint8Array.from(graph.nodes, (node) => Number(fitsNode(node, filter)));
  if (filter.focus) {
    const near = within(graph.index, links, filter.focus.id, filter.focus.hops);
    for (let node = 0; node < nodes.length; node++) if (!near.has(node)) nodes[node] = 0;
  }
  for (let link = 0; link < links.length; link++) {
    const [source, target] = [graph.source[link] as number, graph.target[link] as number];
    if (source < 0 || target < 0 || !nodes[source] || !nodes[target]) links[link] = 0;
  }
  return { nodes, links, node_count: sum(nodes), link_count: sum(links) };
}

const sum = (list: Uint8Array) => list.reduce((total, each) => total + each, 0);

const fitsLink = (link: GraphLink, { types, least, most }: GraphFilter) =>
  (types.length === 0 || types.includes(link.link_type)) && weightOf(link) >= least && weightOf(link) <= most;

const fitsNode = (node: GraphNode, { trail, difficulty, marked }: GraphFilter) =>
  (trail === null || node.trails.includes(trail)) &&
  (difficulty === null || node.difficulty === difficulty) &&
  (marked === null || marked.has(node.id));

/**
 * Numbers of the nodes at most so many links away, over the links that fit: what leads to a node, and what it leads to. Not what
 * is merely beside it, as in `neighbourhood`.
 */
function within(index: GraphIndex, fits: Uint8Array, id: string, hops: number): Set<number> {
  const start = index.at.get(id);
  if (start === undefined) return new Set();
  const sides = [
    { first: index.out_start, ends: index.out, links: index.out_links },
    { first: index.in_start, ends: index.in, links: index.in_links },
  ];
  const near = new Set([start]);
  for (const { first, ends, links } of sides) {
    const seen = new Set([start]);
    let edge = [start];
    for (let hop = 0; hop < hops && edge.length > 0; hop++) {
      const further: number[] = [];
      for (const node of edge) {
        for (let at = first[node] as number; at < (first[node + 1] as number); at++) {
          const other = ends[at] as number;
          if (!fits[links[at] as number] || seen.has(other)) continue;
          seen.add(other);
          further.push(other);
        }
      }
      edge = further;
    }
    for (const node of seen) near.add(node);
  }
  return near;
}
