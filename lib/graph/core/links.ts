import { indexGraph } from './graph.ts';
import { loopComponents } from './loops.ts';
import { shortestWay } from './reach.ts';

/** A link as ids or slugs: source is learned first. */
export type Edge = readonly [source: string, target: string];

/**
 * The loops of a graph, each as its nodes in order (`a b c` means a -> b -> c -> a), starting at its least node.
 *
 * A tangle of n nodes can hold exponentially many loops, so what is listed is enough to see and mend them all: for each
 * link that lies on a loop, a shortest loop through it. No loops means the graph is acyclic; `limit` bounds each tangle.
 */
export function findLoops(edges: Iterable<Edge>, limit = 200): string[][] {
  const links = Array.from(edges, ([source_id, target_id]) => ({ source_id, target_id }));
  const names = new Set(links.flatMap(({ source_id, target_id }) => [source_id, target_id]));
  const index = indexGraph(
    Array.from(names, (id) => ({ id })),
    links,
  );
  const loops: string[][] = [];
  for (const component of loopComponents(index)) {
    const inside = new Set(component);
    const covered = new Set<string>();
    let found = 0;
    for (const source of [...component].reverse()) {
      for (const target of index.out.subarray(index.out_start[source], index.out_start[source + 1])) {
        if (found >= limit) break;
        if (!inside.has(target) || covered.has(`${source}>${target}`)) continue;
        const way = shortestWay(index, target, source, inside)?.nodes;
        if (!way) continue;
        way.forEach((node, at) => {
          covered.add(`${node}>${way[(at + 1) % way.length]}`);
        });
        loops.push(startAtLeast(way.map((node) => index.ids[node] as string)));
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
