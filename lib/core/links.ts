export const LINK_TYPES = ['prerequisite', 'recommended', 'related', 'deepens'] as const;
export type LinkType = (typeof LINK_TYPES)[number];

/** What authors usually give each type: the default weight, and the range outside which a hint is shown. */
export const USUAL_WEIGHTS: Record<LinkType, { low: number; high: number; usual: number }> = {
  prerequisite: { low: 0.8, high: 1, usual: 0.9 },
  recommended: { low: 0.5, high: 0.7, usual: 0.6 },
  related: { low: 0.3, high: 0.5, usual: 0.4 },
  deepens: { low: 0.6, high: 0.8, usual: 0.7 },
};

/** A link as ids or slugs: source is learned first. */
export type Edge = readonly [source: string, target: string];

/** Whether a weight lies outside what is usual for its type. Never an error. */
export function isUnusualWeight(type: LinkType, weight: number): boolean {
  const { low, high } = USUAL_WEIGHTS[type];
  return weight < low || weight > high;
}

interface Graph {
  names: string[];
  next: number[][];
}

function buildGraph(edges: Iterable<Edge>): Graph {
  const index = new Map<string, number>();
  const names: string[] = [];
  const next: number[][] = [];
  const place = (name: string): number => {
    const known = index.get(name);
    if (known !== undefined) return known;
    index.set(name, names.length);
    names.push(name);
    next.push([]);
    return names.length - 1;
  };
  for (const [source, target] of edges) {
    const from = place(source);
    const to = place(target);
    next[from]?.push(to);
  }
  return { names, next };
}

/**
 * Strongly connected components with more than one node, or one node that leads to itself: where loops are.
 * Tarjan, "Depth-first search and linear graph algorithms" (1972), with an explicit stack: chains of 5,000 and more are
 * ordinary input. O(nodes + links).
 */
function loopComponents({ next }: Graph): number[][] {
  const order = new Int32Array(next.length).fill(-1);
  const low = new Int32Array(next.length);
  const onStack = new Uint8Array(next.length);
  const stack: number[] = [];
  const components: number[][] = [];
  let counter = 0;

  for (let root = 0; root < next.length; root++) {
    if (order[root] !== -1) continue;
    const work: { node: number; edge: number }[] = [{ node: root, edge: 0 }];
    while (work.length > 0) {
      const frame = work[work.length - 1] as { node: number; edge: number };
      const { node } = frame;
      if (frame.edge === 0) {
        order[node] = low[node] = counter++;
        stack.push(node);
        onStack[node] = 1;
      }
      const successor = next[node]?.[frame.edge];
      if (successor !== undefined) {
        frame.edge++;
        if (order[successor] === -1) work.push({ node: successor, edge: 0 });
        else if (onStack[successor]) low[node] = Math.min(low[node] as number, order[successor] as number);
        continue;
      }
      work.pop();
      const parent = work[work.length - 1]?.node;
      if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[node] as number);
      if (low[node] === order[node]) {
        const component: number[] = [];
        let member: number;
        do {
          member = stack.pop() as number;
          onStack[member] = 0;
          component.push(member);
        } while (member !== node);
        if (component.length > 1 || next[node]?.includes(node)) components.push(component);
      }
    }
  }
  return components;
}

/** The shortest way from one node to another inside a set of nodes, both ends included, or null. Breadth first. */
function shortestWay(next: number[][], from: number, to: number, inside: Set<number>): number[] | null {
  const before = new Map<number, number>([[from, -1]]);
  let frontier = [from];
  while (frontier.length > 0) {
    const further: number[] = [];
    for (const node of frontier) {
      if (node === to) {
        const way: number[] = [];
        for (let at = to; at !== -1; at = before.get(at) as number) way.push(at);
        return way.reverse();
      }
      for (const successor of next[node] ?? []) {
        if (!inside.has(successor) || before.has(successor)) continue;
        before.set(successor, node);
        further.push(successor);
      }
    }
    frontier = further;
  }
  return null;
}

/**
 * The loops of a graph, each as its nodes in order (`a b c` means a -> b -> c -> a), starting at its least node.
 *
 * A tangle of n nodes can hold exponentially many loops, so what is listed is enough to see and mend them all: for each
 * link that lies on a loop, a shortest loop through it. No loops means the graph is acyclic; `limit` bounds each tangle.
 */
export function findLoops(edges: Iterable<Edge>, limit = 200): string[][] {
  const graph = buildGraph(edges);
  const loops: string[][] = [];
  for (const component of loopComponents(graph)) {
    const inside = new Set(component);
    const covered = new Set<string>();
    let found = 0;
    for (const source of [...component].reverse()) {
      for (const target of graph.next[source] ?? []) {
        if (found >= limit) break;
        if (!inside.has(target) || covered.has(`${source}>${target}`)) continue;
        const way = shortestWay(graph.next, target, source, inside);
        if (!way) continue;
        way.forEach((node, at) => {
          covered.add(`${node}>${way[(at + 1) % way.length]}`);
        });
        loops.push(startAtLeast(way.map((node) => graph.names[node] as string)));
        found++;
      }
    }
  }
  return loops.sort((a, b) => a.length - b.length || a.join().localeCompare(b.join()));
}

function startAtLeast(loop: string[]): string[] {
  let least = 0;
  loop.forEach((name, at) => {
    if (name < (loop[least] as string)) least = at;
  });
  return [...loop.slice(least), ...loop.slice(0, least)];
}

/** `a -> b -> c -> a`, shortened in the middle where it is long. */
export function showLoop(loop: string[], most = 12): string {
  const shown =
    loop.length <= most ? loop : [...loop.slice(0, most - 3), `(${loop.length - most + 1} more)`, ...loop.slice(-2)];
  return [...shown, loop[0]].join(' -> ');
}
