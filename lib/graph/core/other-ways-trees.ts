import type { GraphIndex } from './graph.ts';
import type { Asked } from './other-ways-asked.ts';

/** A source that leads to more than so many is no matter for the trees. */
const MOST_BESIDE = 64;

/** In preorder the nodes below another one are a run of numbers: from its own, as many as it has with itself. */
interface Trees {
  first: Int32Array;
  size: Int32Array;
}

/**
 * Some ways can be seen without a search. Each node hangs below the latest that it needs; that makes trees, and numbered in
 * preorder the nodes below another one are a run of numbers. What hangs below something that the source leads to is reached
 * (Agrawal, Borgida and Jagadish, "Efficient management of transitive relationships", 1989). In a long chain with short cuts
 * that is every short cut.
 */
export function findByTree(dag: GraphIndex, order: Int32Array, level: Int32Array, asked: Asked) {
  const { start, pair, targets, found } = asked;
  const trees = numberTrees(order, parentsOf(dag, order, level));
  for (const source of order) {
    // Of a hub every target would be held against every other: the search is quicker.
    if ((dag.out_start[source + 1] as number) - (dag.out_start[source] as number) > MOST_BESIDE) continue;
    for (let at = start[source] as number; at < (start[source + 1] as number); at++)
      if (hangsBelowNext(dag, trees, source, targets[pair[at] as number] as number)) found[pair[at] as number] = 1;
  }
}

/** Of each node the latest that it needs, or -1. */
function parentsOf({ ids, in_start, in: before }: GraphIndex, order: Int32Array, level: Int32Array): Int32Array {
  const parent = new Int32Array(ids.length).fill(-1);
  for (const node of order)
    for (let link = in_start[node] as number; link < (in_start[node + 1] as number); link++) {
      const above = parent[node] as number;
      const source = before[link] as number;
      if (above === -1 || (level[source] as number) > (level[above] as number)) parent[node] = source;
    }
  return parent;
}

function numberTrees(order: Int32Array, parent: Int32Array): Trees {
  const size = new Int32Array(parent.length).fill(1);
  for (let at = order.length - 1; at >= 0; at--) {
    const node = order[at] as number;
    const above = parent[node] as number;
    if (above !== -1) size[above] = (size[above] as number) + (size[node] as number);
  }
  const first = new Int32Array(parent.length);
  // The next number to be given below each node.
  const free = new Int32Array(parent.length);
  let roots = 0;
  for (const node of order) {
    const above = parent[node] as number;
    first[node] = above === -1 ? roots : (free[above] as number);
    if (above === -1) roots += size[node] as number;
    else free[above] = (free[above] as number) + (size[node] as number);
    free[node] = (first[node] as number) + 1;
  }
  return { first, size };
}

/** Whether a target hangs below another node that the source leads to. */
function hangsBelowNext(
  { out_start, out }: GraphIndex,
  { first, size }: Trees,
  source: number,
  target: number,
): boolean {
  const number = first[target] as number;
  const end = out_start[source + 1] as number;
  for (let place = out_start[source] as number; place < end; place++) {
    const next = out[place] as number;
    const begin = first[next] as number;
    if (next !== target && number >= begin && number < begin + (size[next] as number)) return true;
  }
  return false;
}
