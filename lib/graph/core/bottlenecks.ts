import type { GraphIndex } from './graph.ts';
import { topologicalOrder } from './order.ts';

/**
 * The immediate dominator of each node: the last of those that every way to it leads through, whichever beginning it starts
 * at; -1 where there is none, -2 for what is in a loop or behind one.
 *
 * Dominators rather than articulation points, since those ask what falls apart when links may be walked both ways, and a
 * learner cannot. Without loops one pass in topological order does it: the dominator of a node is where the dominators of
 * what it needs meet (Cooper, Harvey and Kennedy, "A simple, fast dominance algorithm", 2001). They are met by jump
 * pointers (Myers, "An applicative random-access stack", 1983), so that a chain of 100,000 is no trap:
 * O((nodes + links) log nodes).
 */
export function dominators(index: GraphIndex, { order } = topologicalOrder(index)): Int32Array {
  const { ids, in_start, in: sources } = index;
  // Place 0 is before all beginnings; node n is n + 1.
  const parent = new Int32Array(ids.length + 1).fill(-1);
  const jump = new Int32Array(ids.length + 1);
  const depth = new Int32Array(ids.length + 1);

  const meet = (left: number, right: number): number => {
    let [a, b] = [left, right];
    if ((depth[a] as number) < (depth[b] as number)) [a, b] = [b, a];
    while ((depth[a] as number) > (depth[b] as number))
      a = (depth[jump[a] as number] as number) >= (depth[b] as number) ? (jump[a] as number) : (parent[a] as number);
    while (a !== b) {
      const isFar = jump[a] !== jump[b];
      [a, b] = isFar ? [jump[a] as number, jump[b] as number] : [parent[a] as number, parent[b] as number];
    }
    return a;
  };

  for (const node of order) {
    let found = -1;
    for (let place = in_start[node] as number; place < (in_start[node + 1] as number) && found !== 0; place++) {
      const source = (sources[place] as number) + 1;
      found = found === -1 ? source : meet(found, source);
    }
    const above = found === -1 ? 0 : found;
    parent[node + 1] = above;
    depth[node + 1] = (depth[above] as number) + 1;
    const over = jump[above] as number;
    const isEven =
      (depth[above] as number) - (depth[over] as number) ===
      (depth[over] as number) - (depth[jump[over] as number] as number);
    jump[node + 1] = isEven ? (jump[over] as number) : above;
  }
  return parent.subarray(1).map((above) => above - 1);
}

export interface Bottleneck {
  node: number;
  /** How many nodes can be reached through it only. */
  behind: number;
}

/**
 * Nodes that much depends on and nothing leads around, most first. Where ways go on from: of a chain, each of whose links is as
 * narrow, only the last before it parts. Beginnings are none, since everything starts somewhere.
 */
export function bottlenecks(index: GraphIndex, least: number): Bottleneck[] {
  const sorted = topologicalOrder(index);
  const above = dominators(index, sorted);
  const behind = new Int32Array(index.ids.length);
  const children = new Int32Array(index.ids.length);
  for (let at = sorted.order.length - 1; at >= 0; at--) {
    const node = sorted.order[at] as number;
    const dominator = above[node] as number;
    if (dominator < 0) continue;
    behind[dominator] = (behind[dominator] as number) + (behind[node] as number) + 1;
    children[dominator] = (children[dominator] as number) + 1;
  }
  const found: Bottleneck[] = [];
  for (const node of sorted.order) {
    const isPassed = (sorted.level[node] as number) > 0 && (children[node] as number) > 1;
    if (isPassed && (behind[node] as number) >= least) found.push({ node, behind: behind[node] as number });
  }
  return found.sort((a, b) => b.behind - a.behind || a.node - b.node);
}
