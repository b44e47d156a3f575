import fc from 'fast-check';
import { type GraphIndex, indexGraph } from './graph.ts';
import type { Edge } from './links.ts';

/** A small graph and what can be known of it by trying everything: what the quick algorithms are held against. */
export interface SmallGraph {
  size: number;
  edges: [number, number][];
  index: GraphIndex;
  /** Whether one link or more leads from one node to another. */
  leads: (from: number, to: number, without?: (edge: [number, number]) => boolean) => boolean;
}

export const nodeIds = (size: number) => Array.from({ length: size }, (_, at) => ({ id: `n${at}` }));

export function smallGraph(size: number, edges: [number, number][]): SmallGraph {
  const links = edges.map(([source, target]): { source_id: string; target_id: string } => ({
    source_id: `n${source}`,
    target_id: `n${target}`,
  }));
  const leads: SmallGraph['leads'] = (from, to, without) => {
    const left = without ? edges.filter((edge) => !without(edge)) : edges;
    const found = new Set<number>();
    const walk = (node: number) => {
      for (const [source, target] of left) {
        if (source !== node || found.has(target)) continue;
        found.add(target);
        walk(target);
      }
    };
    walk(from);
    return found.has(to);
  };
  return { size, edges, index: indexGraph(nodeIds(size), links), leads };
}

const sizes = { min: 1, max: 9 };

/** Any links but self links, no pair twice; loops are likely. */
export const anyGraph = fc.integer(sizes).chain((size) => {
  const node = fc.integer({ min: 0, max: size - 1 });
  const pair = fc.tuple(node, node).filter(([a, b]) => a !== b);
  const pairs =
    size === 1
      ? fc.constant<[number, number][]>([])
      : fc.uniqueArray(pair, { maxLength: 18, selector: ([a, b]) => `${a}>${b}` });
  return pairs.map((edges) => smallGraph(size, edges));
});

/** No loops: links follow an order that the numbers of the nodes do not show. */
export const dag = fc.integer(sizes).chain((size) => {
  const ranks = fc.shuffledSubarray(
    Array.from({ length: size }, (_, at) => at),
    { minLength: size },
  );
  const all = Array.from({ length: size }, (_, a) =>
    Array.from({ length: size - a - 1 }, (_, b): [number, number] => [a, a + b + 1]),
  ).flat();
  return fc.tuple(ranks, fc.subarray(all)).map(([rank, edges]) =>
    smallGraph(
      size,
      edges.map(([a, b]): [number, number] => [rank[a] as number, rank[b] as number]),
    ),
  );
});

export const asEdges = ({ edges }: SmallGraph): Edge[] => edges.map(([a, b]): Edge => [`n${a}`, `n${b}`]);
