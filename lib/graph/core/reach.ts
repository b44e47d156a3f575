import type { GraphIndex } from './graph.ts';

/** A way along links: its nodes in order, and the links between them. */
export interface Way {
  nodes: number[];
  links: number[];
}

/** Along the links, or against them. */
export type Direction = 'out' | 'in';

export interface Reached {
  /** The starts first, then what is one link away, and so on. */
  nodes: number[];
  /** How many links away each of them is. */
  hops: number[];
}

/** Everything that can be reached from some nodes within so many links. O(what is reached and its links). */
export function reach(index: GraphIndex, starts: Iterable<number>, direction: Direction, most = Infinity): Reached {
  const start = direction === 'out' ? index.out_start : index.in_start;
  const ends = direction === 'out' ? index.out : index.in;
  const seen = new Set(starts);
  const nodes = [...seen];
  const hops = nodes.map(() => 0);
  for (let head = 0; head < nodes.length; head++) {
    const node = nodes[head] as number;
    const further = (hops[head] as number) + 1;
    if (further > most) break;
    for (let place = start[node] as number; place < (start[node + 1] as number); place++) {
      const next = ends[place] as number;
      if (seen.has(next)) continue;
      seen.add(next);
      nodes.push(next);
      hops.push(further);
    }
  }
  return { nodes, hops };
}

/** All that comes before a node, the nearest first, itself left out. */
export const ancestors = (index: GraphIndex, node: number): number[] => reach(index, [node], 'in').nodes.slice(1);

/** All that comes after a node, the nearest first, itself left out. */
export const descendants = (index: GraphIndex, node: number): number[] => reach(index, [node], 'out').nodes.slice(1);

/**
 * What leads to a node and what it leads to, within so many links, and the node itself. Not what is merely beside it:
 * through one common beginning everything would be near to everything.
 */
export function neighbourhood(index: GraphIndex, node: number, hops: number): number[] {
  return [...new Set([...reach(index, [node], 'in', hops).nodes, ...reach(index, [node], 'out', hops).nodes])];
}

/** A way with the fewest links, or null. To itself it has none. `inside` bounds where it may go. */
export function shortestWay(index: GraphIndex, from: number, to: number, inside?: ReadonlySet<number>): Way | null {
  const { ids, out_start, out, out_links } = index;
  // Where each node was come to from, and by which link; not yet seen: -2.
  const before = new Int32Array(ids.length).fill(-2);
  const by = new Int32Array(ids.length);
  before[from] = -1;
  const queue = [from];
  for (let head = 0; head < queue.length && before[to] === -2; head++) {
    const node = queue[head] as number;
    for (let place = out_start[node] as number; place < (out_start[node + 1] as number); place++) {
      const next = out[place] as number;
      if (before[next] !== -2 || (inside && !inside.has(next))) continue;
      before[next] = node;
      by[next] = out_links[place] as number;
      queue.push(next);
    }
  }
  if (before[to] === -2) return null;
  const way: Way = { nodes: [], links: [] };
  for (let at = to; at !== -1; at = before[at] as number) {
    way.nodes.push(at);
    if (at !== from) way.links.push(by[at] as number);
  }
  return { nodes: way.nodes.reverse(), links: way.links.reverse() };
}

/** A longest way to a node that is neither in a loop nor behind one: back along the links that its level comes from. */
export function chainTo({ in_start, in: sources, in_links }: GraphIndex, level: Int32Array, last: number): Way {
  const way: Way = { nodes: [], links: [] };
  for (let node = last; node !== -1; ) {
    way.nodes.push(node);
    let before = -1;
    for (let place = in_start[node] as number; place < (in_start[node + 1] as number); place++) {
      const source = sources[place] as number;
      if (level[source] !== (level[node] as number) - 1 || level[source] === -1) continue;
      before = source;
      way.links.push(in_links[place] as number);
      break;
    }
    node = before;
  }
  return { nodes: way.nodes.reverse(), links: way.links.reverse() };
}
