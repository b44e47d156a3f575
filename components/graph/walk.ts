import type { ClusteredGraph } from '#lib/graph/core/clusters.ts';
import type { Shown } from '#lib/graph/core/filter.ts';
import type { Positions } from '#lib/graph/core/layout.ts';
import { graphText } from './text.ts';

/** What one walks through. */
export interface Ground {
  graph: ClusteredGraph;
  shown: Shown;
  positions: Positions;
}

type Side = 'in' | 'out';

const FOLLOW: Readonly<Record<string, Side>> = { ArrowRight: 'out', ArrowLeft: 'in' };
const STEP: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };

/** Walking through the graph by keys: along its links, and among what stands beside. */
export class Walk {
  // Where the last step along a link began: up and down go through what else it could have led to.
  private fork: { node: number; side: Side } | null = null;

  /** The number of the node that an arrow leads to from another (-1 for none); null where it leads nowhere. */
  next(key: string, ground: Ground, current: number): number | null {
    if (current < 0) {
      const first = ground.graph.nodes.findIndex((_, node) => ground.shown.nodes[node] === 1);
      return first < 0 ? null : first;
    }
    const side = FOLLOW[key];
    if (side) return this.follow(side, ground, current);
    const by = STEP[key];
    return by ? this.step(by, ground, current) : null;
  }

  private follow(side: Side, ground: Ground, current: number): number | null {
    const [next] = beside(ground, current, side);
    if (next === undefined) return null;
    this.fork = { node: current, side };
    return next;
  }

  private step(by: 1 | -1, ground: Ground, current: number): number | null {
    const others = this.fork ? beside(ground, this.fork.node, this.fork.side) : [];
    const at = others.indexOf(current);
    if (at >= 0 && others.length > 1) return others[at + by] ?? null;
    const { graph, shown } = ground;
    for (let node = current + by; node >= 0 && node < graph.nodes.length; node += by)
      if (shown.nodes[node]) return node;
    return null;
  }
}

/** What a node is linked to on one side, from top to bottom. */
function beside({ graph: { index }, shown, positions }: Ground, node: number, side: Side): number[] {
  const start = side === 'out' ? index.out_start : index.in_start;
  const ends = side === 'out' ? index.out : index.in;
  const links = side === 'out' ? index.out_links : index.in_links;
  const found: number[] = [];
  for (let at = start[node] as number; at < (start[node + 1] as number); at++)
    if (shown.links[links[at] as number]) found.push(ends[at] as number);
  return found.sort((a, b) => (positions.y[a] as number) - (positions.y[b] as number));
}

/** What a screen reader says of the node that is chosen. */
export function saidOf({ nodes, index }: ClusteredGraph, current: number, write: (count: number) => string): string {
  const node = nodes[current];
  if (!node) return '';
  const count = (start: Int32Array) => (start[current + 1] as number) - (start[current] as number);
  const state = node.is_published ? graphText.states.published : graphText.states.draft;
  return graphText.said(node.title, state, write(count(index.in_start)), write(count(index.out_start)));
}
