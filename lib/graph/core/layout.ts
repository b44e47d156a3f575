import { arrange } from './layout-arrange.ts';
import type { Sizes } from './layout-columns.ts';
import type { Tie } from './layout-layers.ts';

/** The room of things on the canvas, in its own units: pixels at a zoom of 1. */
export const CARD = { width: 216, height: 72 };
const CARD_GAPS = { x: 64, y: 16 };
/** A cluster is a frame around its cards, with its title above them. */
export const FRAME = { padding: 20, head: 48 };
const FRAME_GAPS = { x: 88, y: 48 };
const GROUP_GAPS = { x: 160, y: 140 };
const GROUP_HEAD = 120;

/** A graph by numbers, everything in the order of the outline. */
export interface LayoutGraph {
  /** The cluster of each node. */
  cluster: Int32Array;
  /** The group (the trail) of each cluster. */
  group: Int32Array;
  source: Int32Array;
  target: Int32Array;
  weight: Float32Array;
}

/** Upper left corners of the cards. */
export interface Positions {
  x: Float64Array;
  y: Float64Array;
}

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Lays a graph out in three steps, cards in clusters and clusters in groups by the links within, then the groups. */
export function layOut(graph: LayoutGraph): Positions {
  const { cluster, group } = graph;
  const clusters = membersOf(cluster, group.length);
  const groups = membersOf(
    group,
    group.reduce((most, each) => Math.max(most, each + 1), 0),
  );
  const groupOfNode = cluster.map((each) => group[each] as number);

  const x = new Float64Array(cluster.length);
  const y = new Float64Array(cluster.length);
  const frames: Sizes & { width: number[]; height: number[] } = { width: [], height: [] };
  const cardTies = tiesWithin(graph, cluster, null);
  clusters.forEach((nodes, each) => {
    const cards = arrange(
      { width: nodes.map(() => CARD.width), height: nodes.map(() => CARD.height) },
      numbered(cardTies.get(each), nodes),
      CARD_GAPS,
    );
    nodes.forEach((node, index) => {
      x[node] = (cards.x[index] as number) + FRAME.padding;
      y[node] = (cards.y[index] as number) + FRAME.padding + FRAME.head;
    });
    frames.width.push(cards.width + 2 * FRAME.padding);
    frames.height.push(cards.height + 2 * FRAME.padding + FRAME.head);
  });

  const frameX = new Float64Array(group.length);
  const frameY = new Float64Array(group.length);
  const fields: Sizes & { width: number[]; height: number[] } = { width: [], height: [] };
  const frameTies = tiesWithin(graph, groupOfNode, cluster);
  groups.forEach((members, each) => {
    const placed = arrange(
      { width: pick(frames.width, members), height: pick(frames.height, members) },
      numbered(frameTies.get(each), members),
      FRAME_GAPS,
    );
    members.forEach((member, index) => {
      frameX[member] = placed.x[index] as number;
      frameY[member] = (placed.y[index] as number) + GROUP_HEAD;
    });
    fields.width.push(placed.width);
    fields.height.push(placed.height + GROUP_HEAD);
  });

  // Groups follow each other as in the outline, like paragraphs: what links them is too much to be followed by eye.
  const whole = arrange(fields, [], GROUP_GAPS);
  for (let node = 0; node < cluster.length; node++) {
    const each = cluster[node] as number;
    const field = group[each] as number;
    x[node] = Math.round((x[node] as number) + (frameX[each] as number) + (whole.x[field] as number));
    y[node] = Math.round((y[node] as number) + (frameY[each] as number) + (whole.y[field] as number));
  }
  return { x, y };
}

const pick = (list: readonly number[], at: readonly number[]) => at.map((index) => list[index] as number);

function membersOf(owner: Int32Array, count: number): number[][] {
  const members: number[][] = Array.from({ length: count }, () => []);
  owner.forEach((each, member) => {
    members[each]?.push(member);
  });
  return members;
}

/** Links of each owner that stay within it, between nodes or between what the nodes stand in. */
function tiesWithin(graph: LayoutGraph, owner: Int32Array, inner: Int32Array | null): Map<number, Tie[]> {
  const within = new Map<number, Tie[]>();
  const known = new Map<number, Tie>();
  for (let link = 0; link < graph.source.length; link++) {
    const [source, target] = [graph.source[link] as number, graph.target[link] as number];
    const each = owner[source] as number;
    if (each !== owner[target]) continue;
    const [from, to] = inner ? [inner[source] as number, inner[target] as number] : [source, target];
    if (from === to) continue;
    const weight = graph.weight[link] as number;
    const key = from * graph.cluster.length + to;
    const before = inner ? known.get(key) : undefined;
    if (before) {
      before.weight += weight;
      continue;
    }
    const tie = { from, to, weight };
    if (inner) known.set(key, tie);
    const list = within.get(each);
    if (list) list.push(tie);
    else within.set(each, [tie]);
  }
  return within;
}

/** The same links with the numbers that their ends have among the members. */
function numbered(ties: readonly Tie[] | undefined, members: readonly number[]): Tie[] {
  if (!ties) return [];
  const at = new Map(members.map((member, index) => [member, index]));
  return ties.map(({ from, to, weight }) => ({ from: at.get(from) as number, to: at.get(to) as number, weight }));
}

/** The frame around cards. */
export function frameAround(positions: Positions, nodes: readonly number[]): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const node of nodes) {
    const [x, y] = [positions.x[node] as number, positions.y[node] as number];
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + CARD.width);
    bottom = Math.max(bottom, y + CARD.height);
  }
  const { padding, head } = FRAME;
  return {
    x: left - padding,
    y: top - padding - head,
    width: right - left + 2 * padding,
    height: bottom - top + 2 * padding + head,
  };
}
