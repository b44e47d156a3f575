import type { GraphIndex } from './graph.ts';
import { keepLinks } from './keep.ts';

/**
 * Strongly connected components with more than one node, or one node that leads to itself: where loops are.
 * Tarjan, "Depth-first search and linear graph algorithms" (1972), with an explicit stack: chains of 5,000 and more are
 * ordinary input. O(nodes + links).
 */
export function loopComponents({ ids, out_start, out }: GraphIndex): number[][] {
  const order = new Int32Array(ids.length).fill(-1);
  const low = new Int32Array(ids.length);
  const onStack = new Uint8Array(ids.length);
  const next = out_start.slice(0, ids.length);
  const stack: number[] = [];
  const path: number[] = [];
  const components: number[][] = [];
  let counter = 0;

  for (let root = 0; root < ids.length; root++) {
    if (order[root] !== -1) continue;
    path.push(root);
    while (path.length > 0) {
      const node = path[path.length - 1] as number;
      if (order[node] === -1) {
        order[node] = low[node] = counter++;
        stack.push(node);
        onStack[node] = 1;
      }
      const place = next[node] as number;
      if (place < (out_start[node + 1] as number)) {
        next[node] = place + 1;
        const successor = out[place] as number;
        if (order[successor] === -1) path.push(successor);
        else if (onStack[successor]) low[node] = Math.min(low[node] as number, order[successor] as number);
        continue;
      }
      path.pop();
      const parent = path[path.length - 1];
      if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[node] as number);
      if (low[node] !== order[node]) continue;
      const component: number[] = [];
      let member: number;
      do {
        member = stack.pop() as number;
        onStack[member] = 0;
        component.push(member);
      } while (member !== node);
      if (component.length > 1 || out.subarray(out_start[node], out_start[node + 1]).includes(node))
        components.push(component);
    }
  }
  return components;
}

/** The same graph without the links that lie on a loop; those that lead to a loop or away from it stay. O(nodes + links). */
export function withoutLoops(index: GraphIndex): GraphIndex {
  const components = loopComponents(index);
  if (components.length === 0) return index;
  const component = new Int32Array(index.ids.length).fill(-1);
  components.forEach((nodes, number) => {
    for (const node of nodes) component[node] = number;
  });
  return keepLinks(
    index,
    (_link, source, target) => component[source] === -1 || component[source] !== component[target],
  );
}
