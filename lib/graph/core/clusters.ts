import { USUAL_WEIGHTS } from '#lib/base/core/link-types.ts';
import type { Outline } from '#lib/catalogue/core/outline.ts';
import type { GraphIndex, GraphLevel, GraphLink, GraphNode } from './graph.ts';
import type { LayoutGraph } from './layout.ts';

/** What the cards of a canvas are gathered by. Concepts are gathered by their trails or not at all. */
export const CLUSTERINGS = ['concept', 'trail', 'none'] as const;
export type Clustering = (typeof CLUSTERINGS)[number];

export interface GraphCluster {
  /** Null gathers what stands nowhere. */
  id: string | null;
  slug: string;
  title: string;
  /** Numbers of its nodes, in the order of the outline. A node that stands in several is drawn in the first. */
  nodes: number[];
  /** Number of its group. */
  group: number;
}

export interface GraphGroup {
  id: string | null;
  title: string;
  clusters: number[];
}

/** A graph and how it is gathered: clusters of nodes, groups (trails) of clusters. */
export interface ClusteredGraph {
  nodes: readonly GraphNode[];
  links: readonly GraphLink[];
  index: GraphIndex;
  by: Clustering;
  clusterOf: Int32Array;
  clusters: GraphCluster[];
  groups: GraphGroup[];
  /** Ends of the links by their numbers; -1 for those that are not there. */
  source: Int32Array;
  target: Int32Array;
}

/** What a level is gathered by unless asked otherwise: then positions by hand count, and are kept for everybody. */
export const usualClustering = (level: GraphLevel): Clustering => (level === 'spark' ? 'concept' : 'trail');

export function clusterGraph(
  { nodes, links, index }: Pick<ClusteredGraph, 'nodes' | 'links' | 'index'>,
  by: Clustering,
  outline: Pick<Outline, 'concepts' | 'trails'>,
): ClusteredGraph {
  const named = new Map<string, { slug: string; title: string }>(
    [...outline.trails, ...outline.concepts].map((one) => [one.id, one]),
  );
  const trailOf = new Map(outline.concepts.map(({ id, trail_id }) => [id, trail_id]));
  const clusters: GraphCluster[] = [];
  const groups: GraphGroup[] = [];
  const groupAt = new Map<string | null, number>();
  const clusterAt = new Map<string | null, number>();
  const groupNumber = (id: string | null) => {
    const known = groupAt.get(id);
    if (known !== undefined) return known;
    groupAt.set(id, groups.length);
    groups.push({ id, title: (id && named.get(id)?.title) || '', clusters: [] });
    return groups.length - 1;
  };
  const clusterNumber = (id: string | null) => {
    const known = clusterAt.get(id);
    if (known !== undefined) return known;
    const group = groupNumber(id !== null && by === 'concept' ? (trailOf.get(id) ?? null) : id);
    const { slug = '', title = '' } = (id !== null && named.get(id)) || {};
    clusterAt.set(id, clusters.length);
    groups[group]?.clusters.push(clusters.length);
    clusters.push({ id, slug, title, nodes: [], group });
    return clusters.length - 1;
  };
  const homeOf = (node: GraphNode): string | null => {
    if (by === 'none') return null;
    return (by === 'trail' ? node.trails[0] : node.clusters[0]) ?? null;
  };
  const clusterOf = Int32Array.from(nodes, (node, number) => {
    const cluster = clusterNumber(homeOf(node));
    clusters[cluster]?.nodes.push(number);
    return cluster;
  });
  const end = (id: string) => index.at.get(id) ?? -1;
  return {
    nodes,
    links,
    index,
    by,
    clusterOf,
    clusters,
    groups,
    source: Int32Array.from(links, ({ source_id }) => end(source_id)),
    target: Int32Array.from(links, ({ target_id }) => end(target_id)),
  };
}

export const weightOf = ({ weight, link_type }: Pick<GraphLink, 'weight' | 'link_type'>) =>
  weight ?? USUAL_WEIGHTS[link_type].usual;

/** Numbers of the links whose ends are there. */
export const linksThere = ({ links, source, target }: ClusteredGraph): number[] =>
  [...links.keys()].filter((link) => (source[link] as number) >= 0 && (target[link] as number) >= 0);

/** The same for the layout, with those links. */
export function layoutGraph(graph: ClusteredGraph): LayoutGraph {
  const { clusterOf, clusters, links, source, target } = graph;
  const there = linksThere(graph);
  return {
    cluster: clusterOf,
    group: Int32Array.from(clusters, ({ group }) => group),
    source: Int32Array.from(there, (link) => source[link] as number),
    target: Int32Array.from(there, (link) => target[link] as number),
    weight: Float32Array.from(there, (link) => weightOf(links[link] as GraphLink)),
  };
}
