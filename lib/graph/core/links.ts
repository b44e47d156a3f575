import { indexNumbers } from './graph.ts';
import { loopComponents } from './loops.ts';
import { shortestWay } from './reach.ts';

/** A link as ids or slugs: source is learned first. */
export type Edge = readonly [source: string, target: string];

/** Links as they come, by number, so that looking for loops need not name every node once more. */
export class LinkSet {
  private readonly names: string[] = [];
  private readonly at = new Map<string, number>();
  private readonly sources: number[] = [];
  private readonly targets: number[] = [];

  add(source: string, target: string): void {
    this.sources.push(this.number(source));
    this.targets.push(this.number(target));
  }

  /** Which link leads from one to the other, by its place among those added, the last one if there are several; or -1. */
  find(source: string, target: string): number {
    const [from, to] = [this.at.get(source), this.at.get(target)];
    for (let nth = this.sources.length - 1; nth >= 0; nth--)
      if (this.sources[nth] === from && this.targets[nth] === to) return nth;
    return -1;
  }

  private number(name: string): number {
    const known = this.at.get(name);
    if (known !== undefined) return known;
    this.at.set(name, this.names.length);
    this.names.push(name);
    return this.names.length - 1;
  }

  /**
   * The loops of these links, each as its nodes in order (`a b c` means a -> b -> c -> a), starting at its least node. Null in
   * between is a place for a pause: what comes between two of them takes milliseconds, whatever the number of links.
   *
   * A tangle of n nodes can hold exponentially many loops, so what is listed is enough to see and mend them all: for each
   * link that lies on a loop, a shortest loop through it. No loops means the graph is acyclic; `limit` bounds each tangle.
   */
  *loops(limit = 200): Generator<string[] | null> {
    const { names } = this;
    const index = indexNumbers(names, this.at, Int32Array.from(this.sources), Int32Array.from(this.targets));
    yield null;
    for (const component of loopComponents(index)) {
      yield null;
      const inside = new Set(component);
      // A link as one number, and so that links between the same two count as one.
      const linkOf = (source: number, target: number) => source * names.length + target;
      const covered = new Set<number>();
      let found = 0;
      for (const source of component.toReversed()) {
        if (found >= limit) break;
        for (const target of index.out.subarray(index.out_start[source], index.out_start[source + 1])) {
          if (found >= limit) break;
          if (!inside.has(target) || covered.has(linkOf(source, target))) continue;
          const way = shortestWay(index, target, source, inside)?.nodes;
          yield null;
          if (!way) continue;
          way.forEach((node, at) => {
            covered.add(linkOf(node, way[(at + 1) % way.length] as number));
          });
          yield null;
          found++;
          yield startAtLeast(way.map((node) => names[node] as string));
        }
      }
    }
  }
}

/** All loops of a graph, see `LinkSet.loops`: short ones first, then by name. */
export function findLoops(edges: Iterable<Edge>, limit = 200): string[][] {
  const links = new LinkSet();
  for (const [source, target] of edges) links.add(source, target);
  return sortLoops([...links.loops(limit)].filter((loop) => loop !== null));
}

/** Short ones first, then by name. */
export function sortLoops(loops: string[][]): string[][] {
  const named = loops.map((loop) => ({ loop, name: loop.join() }));
  named.sort((a, b) => a.loop.length - b.loop.length || (a.name < b.name ? -1 : Number(a.name > b.name)));
  return named.map(({ loop }) => loop);
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
