import { LINK_TYPES, type LinkType } from '#lib/base/core/link-types.ts';
import { type ClusteredGraph, weightOf } from './clusters.ts';
import type { Shown } from './filter.ts';
import { type GraphLink, indexGraph } from './graph.ts';
import { CARD, frameAround, type Positions, type Rect } from './layout.ts';
import { otherWays } from './other-ways.ts';

/** How near one is: single cards, clusters as one card each, or whole groups as one card each. */
export type SceneStep = 'nodes' | 'clusters' | 'groups';

/** A cluster or a group: a frame around its cards, or a card itself when it is folded. */
export interface SceneFrame {
  /** Number of the cluster, or of the group. */
  number: number;
  rect: Rect;
  title: string;
  isFolded: boolean;
  count: number;
  mins: number;
  drafts: number;
}

/**
 * What is drawn, in units of the canvas, for the canvas, the little map and files alike. A line leads from end to end: ends below
 * the number of nodes are cards, the others folded frames.
 */
export interface Scene {
  step: SceneStep;
  graph: ClusteredGraph;
  positions: Positions;
  /** Numbers of the nodes that are drawn as cards. */
  cards: Int32Array;
  frames: SceneFrame[];
  /** Groups in the background of clusters, with their names. */
  fields: { title: string; rect: Rect; number: number }[];
  lines: {
    count: number;
    from: Int32Array;
    to: Int32Array;
    /** x1, y1, x2, y2 of each. */
    ends: Float64Array;
    /** Place in LINK_TYPES; of several links the most frequent. */
    type: Uint8Array;
    weight: Float32Array;
    /** Number of the link, or -1 where several are drawn as one. */
    link: Int32Array;
    /** How many links it stands for. */
    several: Int32Array;
    /** What is drawn in full only where it is asked for: 1 where longer ways imply it, 2 where it leads far away among many. */
    quiet: Uint8Array;
  };
  bounds: Rect;
  /** Of each node the end that stands for it; -1 for what is not drawn. */
  endOf: Int32Array;
  /** The rectangle of an end. */
  rectOf: (end: number) => Rect;
}

/** More lines than these from frame to frame nobody can follow by eye. */
const MANY_FAR = 90;
/** Up to this length the eye follows. */
const NEAR = 640;
const TYPE_AT = Object.fromEntries(LINK_TYPES.map((type, at) => [type, at])) as Record<LinkType, number>;
const EMPTY: Rect = { x: 0, y: 0, width: CARD.width, height: CARD.height };

export function buildScene(
  graph: ClusteredGraph,
  positions: Positions,
  shown: Shown,
  folded: ReadonlySet<number>,
  step: SceneStep,
  implied: ReadonlySet<string> = new Set(),
): Scene {
  const count = graph.nodes.length;
  const isFramed = graph.by !== 'none';
  const visible = (node: number) => shown.nodes[node] === 1 && !Number.isNaN(positions.x[node] as number);
  const members = graph.clusters.map(({ nodes }) => nodes.filter(visible));
  const rects = members.map((nodes) => (nodes.length > 0 ? frameAround(positions, nodes) : EMPTY));
  const groupRects = graph.groups.map(({ clusters }) => {
    const there = clusters.filter((cluster) => (members[cluster] as number[]).length > 0);
    return there.length > 0 ? unite(there.map((cluster) => rects[cluster] as Rect)) : null;
  });

  const frames: SceneFrame[] = [];
  // Of each node the end that stands for it.
  const endOf = new Int32Array(count).fill(-1);
  const addFrame = (number: number, nodes: readonly number[], rect: Rect, title: string, isFolded: boolean) => {
    if (nodes.length === 0) return;
    let [mins, drafts] = [0, 0];
    for (const node of nodes) {
      mins += graph.nodes[node]?.mins ?? 0;
      if (!graph.nodes[node]?.is_published) drafts++;
      endOf[node] = isFolded ? count + frames.length : node;
    }
    frames.push({ number, rect, title, isFolded, count: nodes.length, mins, drafts });
  };
  if (step === 'groups')
    graph.groups.forEach(({ title, clusters }, number) => {
      const nodes = clusters.flatMap((cluster) => members[cluster] as number[]);
      addFrame(number, nodes, groupRects[number] ?? EMPTY, title, true);
    });
  else if (isFramed)
    graph.clusters.forEach(({ title }, number) => {
      addFrame(
        number,
        members[number] as number[],
        rects[number] as Rect,
        title,
        step === 'clusters' || folded.has(number),
      );
    });
  else for (const nodes of members) for (const node of nodes) endOf[node] = node;

  const cards = Int32Array.from(members.flat().filter((node) => endOf[node] === node));
  const rectOf = (end: number): Rect =>
    end < count
      ? { x: positions.x[end] as number, y: positions.y[end] as number, width: CARD.width, height: CARD.height }
      : (frames[end - count]?.rect ?? EMPTY);
  const lines = buildLines(graph, shown, endOf, implied);
  const fields =
    step !== 'groups' && graph.by === 'concept' && graph.groups.length > 1
      ? graph.groups.flatMap(({ title }, number) => {
          const rect = groupRects[number];
          return rect ? [{ title, rect, number }] : [];
        })
      : [];
  const all = [...cards].map(rectOf).concat(frames.map(({ rect }) => rect));
  const scene: Scene = {
    step,
    graph,
    positions,
    cards,
    frames,
    fields,
    lines,
    bounds: all.length > 0 ? unite(all) : EMPTY,
    endOf,
    rectOf,
  };
  stretchLines(scene);
  quieten(scene);
  return scene;
}

function buildLines(
  { links, source, target, nodes }: ClusteredGraph,
  shown: Shown,
  endOf: Int32Array,
  isImplied: ReadonlySet<string>,
): Scene['lines'] {
  const from: number[] = [];
  const to: number[] = [];
  const type: number[] = [];
  const weight: number[] = [];
  const link: number[] = [];
  const several: number[] = [];
  const implied: number[] = [];
  const known = new Map<number, number>();
  const votes = new Map<number, number[]>();
  const most = nodes.length * 2 + 2;
  for (let number = 0; number < links.length; number++) {
    if (!shown.links[number]) continue;
    const a = endOf[source[number] as number] as number;
    const b = endOf[target[number] as number] as number;
    if (a < 0 || b < 0 || a === b) continue;
    const own = links[number] as GraphLink;
    const isBundle = a >= nodes.length || b >= nodes.length;
    const line = isBundle ? known.get(a * most + b) : undefined;
    if (line !== undefined) {
      several[line] = (several[line] as number) + 1;
      link[line] = -1;
      if (!isImplied.has(own.id)) implied[line] = 0;
      weight[line] = Math.max(weight[line] as number, weightOf(own));
      const vote = votes.get(line) as number[];
      vote[TYPE_AT[own.link_type]] = (vote[TYPE_AT[own.link_type]] as number) + 1;
      type[line] = vote.indexOf(Math.max(...vote));
      continue;
    }
    if (isBundle) {
      known.set(a * most + b, from.length);
      votes.set(
        from.length,
        LINK_TYPES.map((each) => Number(each === own.link_type)),
      );
    }
    from.push(a);
    to.push(b);
    type.push(TYPE_AT[own.link_type]);
    weight.push(weightOf(own));
    link.push(number);
    several.push(1);
    implied.push(Number(isImplied.has(own.id)));
  }
  return {
    count: from.length,
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    ends: new Float64Array(from.length * 4),
    type: Uint8Array.from(type),
    weight: Float32Array.from(weight),
    link: Int32Array.from(link),
    several: Int32Array.from(several),
    quiet: Uint8Array.from(implied),
  };
}

/**
 * Among many lines those that lead from frame to frame (from afar: from group to group) would cover everything else, and so
 * would those between folded frames that others imply.
 */
function quieten({ graph, lines, step, frames }: Scene) {
  const count = graph.nodes.length;
  const clusterOf = (end: number) =>
    end < count ? (graph.clusterOf[end] as number) : step === 'groups' ? -1 : (frames[end - count]?.number ?? -1);
  const homeOf = (end: number) => {
    const cluster = clusterOf(end);
    return step === 'clusters' ? (graph.clusters[cluster]?.group ?? -1) : cluster;
  };
  if (step !== 'nodes') {
    const pairs = [...lines.several.keys()].filter((line) => !lines.quiet[line]);
    const end = (of: 'from' | 'to') => Int32Array.from(pairs, (line) => (lines[of][line] as number) - count);
    const [sources, targets] = [end('from'), end('to')];
    const index = indexGraph(
      frames.map((_, at) => ({ id: String(at) })),
      pairs.map((_, at) => ({ source_id: String(sources[at]), target_id: String(targets[at]) })),
    );
    otherWays(index, sources, targets).forEach((has, at) => {
      if (has) lines.quiet[pairs[at] as number] = 1;
    });
  }
  if (graph.by === 'none' || step === 'groups') return;
  const far = [...lines.several.keys()].filter(
    (line) =>
      !lines.quiet[line] &&
      homeOf(lines.from[line] as number) !== homeOf(lines.to[line] as number) &&
      lengthOf(lines.ends, line) > NEAR,
  );
  if (far.length > MANY_FAR) for (const line of far) lines.quiet[line] = 2;
}

const lengthOf = (ends: Float64Array, line: number) =>
  Math.hypot(
    (ends[4 * line + 2] as number) - (ends[4 * line] as number),
    (ends[4 * line + 3] as number) - (ends[4 * line + 1] as number),
  );

/** Lines leave on the right and arrive on the left. Called again when cards have moved. */
export function stretchLines({ lines, rectOf }: Pick<Scene, 'lines' | 'rectOf'>) {
  for (let line = 0; line < lines.count; line++) {
    const from = rectOf(lines.from[line] as number);
    const to = rectOf(lines.to[line] as number);
    lines.ends[4 * line] = from.x + from.width;
    lines.ends[4 * line + 1] = from.y + from.height / 2;
    lines.ends[4 * line + 2] = to.x;
    lines.ends[4 * line + 3] = to.y + to.height / 2;
  }
}

/** How far a line runs straight on before it bends: the control points of its curve lie so far from its ends. */
export function bendOf(x1: number, x2: number, y1 = 0, y2 = 0): number {
  const across = x2 - x1;
  if (across >= 0) return Math.max(32, across / 2);
  return Math.min(420, 80 - across / 3 + Math.abs(y2 - y1) / 8);
}

export function unite(rects: readonly Rect[]): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of rects) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
