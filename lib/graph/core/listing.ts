import type { ClusteredGraph } from './clusters.ts';
import type { Shown } from './filter.ts';
import { topologicalOrder } from './order.ts';

export interface ListedCluster {
  /** Number of the cluster. */
  cluster: number;
  /** Numbers of its nodes in the order of learning. */
  nodes: number[];
}

/**
 * The same graph to be read from top to bottom: clusters in the order of the outline, and in each first what is learned first.
 * What is learned equally early keeps the order of the outline.
 */
export function listGraph(graph: Pick<ClusteredGraph, 'clusters' | 'index'>, shown: Shown): ListedCluster[] {
  const { level } = topologicalOrder(graph.index);
  // What lies in a loop has no level; it comes last.
  const early = (node: number) => ((level[node] as number) < 0 ? Number.POSITIVE_INFINITY : (level[node] as number));
  return graph.clusters.flatMap(({ nodes }, cluster) => {
    const there = nodes.filter((node) => shown.nodes[node]);
    there.sort((a, b) => (early(a) === early(b) ? a - b : early(a) - early(b)));
    return there.length > 0 ? [{ cluster, nodes: there }] : [];
  });
}
