import type { GraphIndex } from './graph.ts';
import type { Asked } from './other-ways-asked.ts';

/** The first pass: a short search from each source. Gives the sources that took too long. */
export function searchEach(dag: GraphIndex, level: Int32Array, asked: Asked, patience: number): number[] {
  const search = new Search(dag, level, asked, patience);
  const put: number[] = [];
  for (let source = 0; source < dag.ids.length; source++) if (!search.from(source)) put.push(source);
  return put;
}

/** Searches one after the other. Marks of one are told from those of another by the source, so nothing is ever wiped. */
class Search {
  private readonly dag: GraphIndex;
  private readonly level: Int32Array;
  private readonly asked: Asked;
  private readonly patience: number;
  private readonly seen: Int32Array;
  private readonly wanted: Int32Array;
  private readonly reached: Int32Array;
  private readonly stack: number[] = [];

  constructor(dag: GraphIndex, level: Int32Array, asked: Asked, patience: number) {
    this.dag = dag;
    this.level = level;
    this.asked = asked;
    this.patience = patience;
    this.seen = new Int32Array(dag.ids.length).fill(-1);
    this.wanted = new Int32Array(dag.ids.length).fill(-1);
    this.reached = new Int32Array(dag.ids.length).fill(-1);
  }

  /** Finds what is asked of one source; false where it gave up, and then nothing is written down. */
  from(source: number): boolean {
    const { start, pair, targets, found } = this.asked;
    const [from, to] = [start[source] as number, start[source + 1] as number];
    if (from === to) return true;
    const { missing, deepest } = this.want(source);
    this.stack.length = 0;
    this.pushNext(source, source, deepest);
    const left = this.spread(source, missing, deepest);
    if (left > 0 && this.stack.length > 0) return false;
    for (let at = from; at < to; at++)
      if (this.reached[targets[pair[at] as number] as number] === source) found[pair[at] as number] = 1;
    return true;
  }

  /** Marks the targets that are not found yet: how many nodes they are, and the deepest level among them. */
  private want(source: number): { missing: number; deepest: number } {
    const { start, pair, targets, found } = this.asked;
    let missing = 0;
    let deepest = -1;
    for (let at = start[source] as number; at < (start[source + 1] as number); at++) {
      if (found[pair[at] as number]) continue;
      const target = targets[pair[at] as number] as number;
      if (this.wanted[target] !== source) missing++;
      this.wanted[target] = source;
      deepest = Math.max(deepest, this.level[target] as number);
    }
    return { missing, deepest };
  }

  /** Puts what a node leads to on the stack, but for what no target can lie behind. */
  private pushNext(node: number, source: number, deepest: number): void {
    const { dag, level, seen, stack } = this;
    for (let place = dag.out_start[node] as number; place < (dag.out_start[node + 1] as number); place++) {
      const next = dag.out[place] as number;
      if (seen[next] === source || (level[next] as number) >= deepest) continue;
      seen[next] = source;
      stack.push(next);
    }
  }

  /** Goes on until nothing is missing, nothing is left, or it takes too long. Gives how many are missing. */
  private spread(source: number, missing: number, deepest: number): number {
    const { dag, wanted, reached, stack, patience } = this;
    let left = missing;
    let steps = 0;
    while (left > 0 && stack.length > 0 && steps <= patience) {
      const node = stack.pop() as number;
      const [begin, end] = [dag.out_start[node] as number, dag.out_start[node + 1] as number];
      steps += end - begin;
      for (let place = begin; place < end; place++) {
        const next = dag.out[place] as number;
        if (wanted[next] !== source || reached[next] === source) continue;
        reached[next] = source;
        left--;
      }
      this.pushNext(node, source, deepest);
    }
    return left;
  }
}
