import type { LinkType } from '#lib/base/core/link-types.ts';
import type { GraphIndex, GraphLink, GraphNode } from './graph.ts';
import { keepLinks, keepTypes, REQUIRED_TYPES } from './keep.ts';
import { orderLate } from './order.ts';
import { type Direction, reach } from './reach.ts';

export interface PathGraph {
  nodes: readonly GraphNode[];
  links: readonly GraphLink[];
  index: GraphIndex;
}

export interface PathOptions {
  /** Ids of what the learner knows already. */
  known?: ReadonlySet<string>;
  /** Which links count as needed; prerequisite and deepens unless told. */
  types?: ReadonlySet<LinkType>;
}

/** What to learn, in an order in which it can be learned. */
export interface LearningPath {
  nodes: string[];
  /** The links between them. */
  links: string[];
  mins: number;
  /** What of the known it builds upon. */
  builds_on: string[];
}

/**
 * Everything that has to be learned before some goals, and the goals: all that is needed for them, and for that, and so on.
 * What is known is left out, and what is needed for nothing but the known; the gap between what somebody knows and a goal is
 * this. In the order of the outline wherever the links allow. O((nodes + links) log nodes).
 */
export function learningPath(graph: PathGraph, goals: Iterable<string>, options: PathOptions = {}): LearningPath {
  const { known = new Set(), types = REQUIRED_TYPES } = options;
  const index = keepTypes(graph.index, graph.links, types);
  const isKnown = flags(index, known);
  // Nobody walks on from what is known.
  const open = keepLinks(index, (_link, source, target) => !isKnown[source] && !isKnown[target]);
  const starts = numbers(index, goals).filter((node) => !isKnown[node]);
  return asPath(graph, index, inOrder(index, reach(open, starts, 'in').nodes), isKnown);
}

/**
 * The shortest way to a goal: the fewest nodes from what is known, or from a beginning, along links to the goal. It tells
 * where to come from, and is not all one has to learn. Null for a goal that is not there or known already.
 */
export function shortestPath(graph: PathGraph, goal: string, options: PathOptions = {}): LearningPath | null {
  const { known = new Set(), types = REQUIRED_TYPES } = options;
  const index = keepTypes(graph.index, graph.links, types);
  const isKnown = flags(index, known);
  const [start] = numbers(index, [goal]);
  if (start === undefined || isKnown[start]) return null;
  const { in_start, in: sources } = index;
  const after = new Map([[start, -1]]);
  const queue = [start];
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head] as number;
    const before = sources.subarray(in_start[node], in_start[node + 1]);
    if (before.length === 0 || before.some((source) => isKnown[source])) {
      const way: number[] = [];
      for (let at = node; at !== -1; at = after.get(at) as number) way.push(at);
      return asPath(graph, index, way, isKnown);
    }
    for (const source of before) {
      if (after.has(source)) continue;
      after.set(source, node);
      queue.push(source);
    }
  }
  // Only loops lead to the goal: there is no beginning.
  return null;
}

/** What a node leads to, for somebody who knows some others. */
export interface Unlocked {
  /** What it is needed for, one link away. */
  directly: string[];
  /** Of those, what can be learned next, since all that it needs is known. */
  fully: string[];
}

export function unlocks(graph: PathGraph, id: string, options: PathOptions = {}): Unlocked {
  const { known = new Set(), types = REQUIRED_TYPES } = options;
  const index = keepTypes(graph.index, graph.links, types);
  const [node] = numbers(index, [id]);
  if (node === undefined) return { directly: [], fully: [] };
  const isKnown = flags(index, known);
  isKnown[node] = 1;
  const { in_start, in: sources, out_start, out } = index;
  const directly = [...new Set(out.subarray(out_start[node], out_start[node + 1]))].filter((next) => !isKnown[next]);
  const fully = directly.filter((next) =>
    sources.subarray(in_start[next], in_start[next + 1]).every((source) => isKnown[source]),
  );
  const names = (found: number[]) => found.sort((a, b) => a - b).map((each) => index.ids[each] as string);
  return { directly: names(directly), fully: names(fully) };
}

/** Everything that rests on a node, the nearest first: what a change of it may touch. */
export function impact(
  graph: PathGraph,
  id: string,
  { types = REQUIRED_TYPES }: PathOptions = {},
  direction: Direction = 'out',
): { id: string; hops: number }[] {
  const index = keepTypes(graph.index, graph.links, types);
  const found = reach(index, numbers(index, [id]), direction);
  return found.nodes
    .map((node, at) => ({ node, hops: found.hops[at] as number }))
    .filter(({ hops }) => hops > 0)
    .sort((a, b) => a.hops - b.hops || a.node - b.node)
    .map(({ node, hops }) => ({ id: index.ids[node] as string, hops }));
}

function flags({ ids, at }: GraphIndex, known: ReadonlySet<string>): Uint8Array {
  const isKnown = new Uint8Array(ids.length);
  for (const id of known) {
    const node = at.get(id);
    if (node !== undefined) isKnown[node] = 1;
  }
  return isKnown;
}

const numbers = ({ at }: GraphIndex, ids: Iterable<string>): number[] =>
  Array.from(new Set(ids)).flatMap((id) => at.get(id) ?? []);

/** The links of an index between some of its nodes. */
function between(index: GraphIndex, nodes: readonly number[]): GraphIndex {
  const isOn = new Uint8Array(index.ids.length);
  for (const node of nodes) isOn[node] = 1;
  return keepLinks(index, (_link, source, target) => isOn[source] === 1 && isOn[target] === 1);
}

function inOrder(index: GraphIndex, nodes: readonly number[]): number[] {
  const isOn = new Set(nodes);
  return orderLate(between(index, nodes)).filter((node) => isOn.has(node));
}

function asPath(graph: PathGraph, index: GraphIndex, order: number[], isKnown: Uint8Array): LearningPath {
  const builds = new Set<number>();
  for (const node of order)
    for (const source of index.in.subarray(index.in_start[node], index.in_start[node + 1]))
      if (isKnown[source]) builds.add(source);
  return {
    nodes: order.map((node) => index.ids[node] as string),
    links: Array.from(between(index, order).out_links, (link) => graph.links[link]?.id as string),
    mins: order.reduce((sum, node) => sum + (graph.nodes[node]?.mins ?? 0), 0),
    builds_on: [...builds].sort((a, b) => a - b).map((node) => index.ids[node] as string),
  };
}
