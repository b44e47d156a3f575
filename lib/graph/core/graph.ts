import type { LinkType } from '#lib/base/core/link-types.ts';

/** Sparks are linked with sparks, and concepts with concepts: two graphs of one workspace. */
export const GRAPH_LEVELS = ['spark', 'concept'] as const;
export type GraphLevel = (typeof GRAPH_LEVELS)[number];

export interface GraphNode {
  id: string;
  slug: string;
  title: string;
  is_published: boolean;
  /** Null for concepts. */
  difficulty: string | null;
  /** Of a spark its own minutes, of a concept those of its sparks. */
  mins: number;
  /** Where it stands, in the order of the outline: concepts of a spark, the trail of a concept. None for what stands nowhere. */
  clusters: string[];
  /** The trails it stands in. */
  trails: string[];
}

export interface GraphLink {
  id: string;
  /** Learned first. */
  source_id: string;
  /** Learned after. */
  target_id: string;
  link_type: LinkType;
  weight: number | null;
  description: string | null;
  version: number;
}

/**
 * A graph with numbers for names: node `n` is `ids[n]`, and the links that leave it are `out_links[out_start[n]]` up to
 * `out_links[out_start[n + 1] - 1]` (numbers into `links`), their other ends at the same places of `out`. The same for those
 * that arrive. Flat arrays, since 100,000 nodes with 300,000 links are walked many times.
 */
export interface GraphIndex {
  ids: string[];
  /** The number of a node. */
  at: Map<string, number>;
  out_start: Int32Array;
  out: Int32Array;
  out_links: Int32Array;
  in_start: Int32Array;
  in: Int32Array;
  in_links: Int32Array;
}

/** Numbers the nodes of a graph. Links to nodes that are not there are left out. O(nodes + links). */
export function indexGraph(
  nodes: readonly { id: string }[],
  links: readonly { source_id: string; target_id: string }[],
): GraphIndex {
  const ids = nodes.map((node) => node.id);
  const at = new Map(ids.map((id, number) => [id, number]));
  const sources = new Int32Array(links.length);
  const targets = new Int32Array(links.length);
  links.forEach((link, number) => {
    const source = at.get(link.source_id);
    const target = at.get(link.target_id);
    const isThere = source !== undefined && target !== undefined;
    sources[number] = isThere ? source : -1;
    targets[number] = isThere ? target : -1;
  });
  return indexNumbers(ids, at, sources, targets);
}

/** The same of links whose ends are numbers already; -1 is an end that is not there. */
export function indexNumbers(
  ids: string[],
  at: Map<string, number>,
  sources: Int32Array,
  targets: Int32Array,
): GraphIndex {
  const leaving = gather(ids.length, sources, targets);
  const arriving = gather(ids.length, targets, sources);
  return joinEnds(ids, at, leaving, arriving);
}

/** Links in runs, a run for each node. */
interface Runs {
  start: Int32Array;
  ends: Int32Array;
  links: Int32Array;
}

/** An index of what leaves its nodes and what arrives at them. */
export function joinEnds(ids: string[], at: Map<string, number>, leaving: Runs, arriving: Runs): GraphIndex {
  return {
    ids,
    at,
    out_start: leaving.start,
    out: leaving.ends,
    out_links: leaving.links,
    in_start: arriving.start,
    in: arriving.ends,
    in_links: arriving.links,
  };
}

/** Links sorted by one of their ends (counting sort); within a node they keep their order. */
function gather(nodes: number, by: Int32Array, other: Int32Array): Runs {
  const start = new Int32Array(nodes + 1);
  for (const node of by) if (node >= 0) (start[node + 1] as number)++;
  for (let node = 0; node < nodes; node++) (start[node + 1] as number) += start[node] as number;
  const next = start.slice(0, nodes);
  const ends = new Int32Array(start[nodes] as number);
  const links = new Int32Array(start[nodes] as number);
  by.forEach((node, link) => {
    if (node < 0) return;
    const place = (next[node] as number)++;
    ends[place] = other[link] as number;
    links[place] = link;
  });
  return { start, ends, links };
}
