import TinyQueue from 'tinyqueue';
import type { GraphIndex } from './graph.ts';
import { loopComponents, withoutLoops } from './loops.ts';

export interface Order {
  /** Nodes so that every link leads from an earlier one to a later one. Those in a loop or behind one are not among them. */
  order: Int32Array;
  /** How many links the longest way to a node has; -1 for those in a loop or behind one. */
  level: Int32Array;
  /** The nodes that lie on a loop themselves. */
  in_loops: number[];
}

/** Kahn, "Topological sorting of large networks" (1962). O(nodes + links). */
export function topologicalOrder(index: GraphIndex): Order {
  const { ids, out_start, out, in_start } = index;
  const waiting = new Int32Array(ids.length);
  const order = new Int32Array(ids.length);
  const level = new Int32Array(ids.length).fill(-1);
  let placed = 0;
  for (let node = 0; node < ids.length; node++) {
    waiting[node] = (in_start[node + 1] as number) - (in_start[node] as number);
    if (waiting[node] !== 0) continue;
    order[placed++] = node;
    level[node] = 0;
  }
  for (let head = 0; head < placed; head++) {
    const node = order[head] as number;
    const below = (level[node] as number) + 1;
    for (let place = out_start[node] as number; place < (out_start[node + 1] as number); place++) {
      const target = out[place] as number;
      waiting[target] = (waiting[target] as number) - 1;
      if (waiting[target] === 0) order[placed++] = target;
      // Final when the last link has arrived; until then nobody reads it.
      if (below > (level[target] as number)) level[target] = below;
    }
  }
  if (placed === ids.length) return { order, level, in_loops: [] };
  for (let node = 0; node < ids.length; node++) if ((waiting[node] as number) > 0) level[node] = -1;
  return { order: order.slice(0, placed), level, in_loops: loopComponents(index).flat() };
}

/**
 * All nodes, every link from an earlier to a later one, and otherwise as they are numbered: of all nodes that may come next,
 * the one with the least number. What stands too early moves down. Links on loops are left out. O((nodes + links) log nodes).
 */
export function orderLate(graph: GraphIndex): number[] {
  const { ids, out_start, out, in_start } = withoutLoops(graph);
  const waiting = new Int32Array(ids.length);
  const ready = new TinyQueue<number>([], (a, b) => a - b);
  for (let node = 0; node < ids.length; node++) {
    waiting[node] = (in_start[node + 1] as number) - (in_start[node] as number);
    if (waiting[node] === 0) ready.push(node);
  }
  const order: number[] = [];
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    order.push(node);
    for (let place = out_start[node] as number; place < (out_start[node + 1] as number); place++) {
      const target = out[place] as number;
      waiting[target] = (waiting[target] as number) - 1;
      if (waiting[target] === 0) ready.push(target);
    }
  }
  return order;
}

/**
 * The same the other way round: goes through the nodes as they are numbered and brings forward, just before a node, what it
 * needs. What stands too late moves up. Links on loops are left out. O(nodes + links).
 */
export function orderEarly(graph: GraphIndex): number[] {
  const { ids, in_start, in: sources } = withoutLoops(graph);
  const isSeen = new Uint8Array(ids.length);
  const next = in_start.slice(0, ids.length);
  const order: number[] = [];
  const path: number[] = [];
  for (let first = 0; first < ids.length; first++) {
    if (!isSeen[first]) path.push(first);
    while (path.length > 0) {
      const node = path[path.length - 1] as number;
      isSeen[node] = 1;
      const place = next[node] as number;
      if (place < (in_start[node + 1] as number)) {
        next[node] = place + 1;
        const source = sources[place] as number;
        if (!isSeen[source]) path.push(source);
        continue;
      }
      path.pop();
      order.push(node);
    }
  }
  return order;
}

/** Of the two, the one that leaves more nodes where they are among the others. */
export function stableOrder(index: GraphIndex): number[] {
  const late = orderLate(index);
  const early = orderEarly(index);
  return staying(early).length > staying(late).length ? early : late;
}

/** The numbers of an order that need not move, the most there can be: a longest rising subsequence. O(n log n). */
export function staying(order: readonly number[]): number[] {
  /** Where the least end of a rising row of each length stands. */
  const ends: number[] = [];
  const before = new Int32Array(order.length).fill(-1);
  order.forEach((value, at) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((order[ends[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    before[at] = low > 0 ? (ends[low - 1] as number) : -1;
    ends[low] = at;
  });
  const found: number[] = [];
  for (let at = ends.at(-1) ?? -1; at !== -1; at = before[at] as number) found.push(order[at] as number);
  return found.reverse();
}
