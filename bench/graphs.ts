import type { Edge } from '#lib/graph/core/links.ts';
import { randomNumbers } from './generate.ts';

export const GRAPH_KINDS = ['local', 'random'] as const;
export type GraphKind = (typeof GRAPH_KINDS)[number];

/** A target of a local graph stands at most this far behind its source, as in the generated bundles. */
const REACH = 200;

/**
 * Three links a node, without loops, always the same. Local: lessons build on what came shortly before, deep and with many
 * ways, the hard case. Random: anywhere. The numbers of the nodes do not show their order.
 */
export function generateEdges(kind: GraphKind, nodes: number, seed = 1): Edge[] {
  const random = randomNumbers(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const names = Array.from({ length: nodes }, (_, at) => at);
  for (let at = nodes - 1; at > 0; at--) {
    const other = below(at + 1);
    [names[at], names[other]] = [names[other] as number, names[at] as number];
  }
  const seen = new Set<number>();
  const edges: Edge[] = [];
  while (edges.length < 3 * nodes) {
    const a = below(nodes);
    const b = kind === 'local' ? Math.min(nodes - 1, a + 1 + below(REACH)) : below(nodes);
    const key = Math.min(a, b) * nodes + Math.max(a, b);
    if (a === b || seen.has(key)) continue;
    seen.add(key);
    edges.push([`n${names[Math.min(a, b)]}`, `n${names[Math.max(a, b)]}`]);
  }
  return edges;
}
