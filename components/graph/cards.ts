import { type Node, type NodeHandle, Position } from '@xyflow/react';
import { meets } from '#lib/graph/core/hit.ts';
import { CARD, FRAME, frameAround, type Rect } from '#lib/graph/core/layout.ts';
import type { NodePosition } from '#lib/graph/core/packed.ts';
import type { Scene, SceneFrame } from '#lib/graph/core/scene.ts';
import type { DrawState } from './drawing.ts';
import type { CardData, CardNode, HeadData, HeadNode } from './node-card.tsx';

const HEAD_TOP = 6;
const HANDLE = 12;
const MEASURED = { width: CARD.width, height: CARD.height };
// Said, not measured: React Flow forgets what it measured of a card that changes, and one that is just being linked would be lost.
const HANDLES: NodeHandle[] = (['target', 'source'] as const).map((type) => ({
  type,
  position: type === 'target' ? Position.Left : Position.Right,
  x: (type === 'target' ? 0 : CARD.width) - HANDLE / 2,
  y: (CARD.height - HANDLE) / 2,
  width: HANDLE,
  height: HANDLE,
}));

export interface CardsInView {
  scene: Scene;
  /** What is in view, in units of the canvas. */
  window: Rect;
  state: DrawState;
  canWrite: boolean;
  /** The name of a frame for what stands nowhere. */
  nowhere: string;
  /** The same function each time, or the heads would be drawn each time. */
  foldOf: (cluster: number) => () => void;
}

/** The cards and heads of frames that are in view, as React Flow wants them. */
export function cardsInView({ scene, window, state, canWrite, nowhere, foldOf }: CardsInView): (CardNode | HeadNode)[] {
  const nodes: (CardNode | HeadNode)[] = [];
  for (const node of scene.cards) {
    const rect = scene.rectOf(node);
    if (meets(rect, window)) nodes.push(cardOf(scene, node, rect, state, canWrite));
  }
  for (const frame of scene.frames)
    if (meets({ ...frame.rect, height: FRAME.head + HEAD_TOP }, window))
      nodes.push(headOf(frame, nowhere, canWrite, foldOf(frame.number)));
  return nodes;
}

function headOf(frame: SceneFrame, nowhere: string, canWrite: boolean, onFold: () => void): HeadNode {
  const { number, rect, title, count, isFolded } = frame;
  const data: HeadData = { title: title || nowhere, count, width: rect.width, isFolded, onFold };
  return {
    id: `frame:${number}`,
    type: 'head',
    position: { x: rect.x, y: rect.y + HEAD_TOP },
    data,
    width: rect.width,
    height: FRAME.head,
    measured: { width: rect.width, height: FRAME.head },
    handles: [],
    draggable: canWrite,
    connectable: false,
    zIndex: -1,
  };
}

function cardOf(scene: Scene, node: number, rect: Rect, state: DrawState, canWrite: boolean): CardNode {
  const { id = '', title = '', is_published = false, difficulty = null, mins = 0 } = scene.graph.nodes[node] ?? {};
  const data: CardData = {
    title,
    isPublished: is_published,
    difficulty,
    mins,
    isChosen: state.selected.has(node),
    isDim: state.highlight !== null && !state.highlight.nodes.has(node),
    isImpossible: state.impossible?.has(node) ?? false,
    canLink: canWrite,
  };
  return {
    id,
    type: 'card',
    position: { x: rect.x, y: rect.y },
    data,
    width: CARD.width,
    height: CARD.height,
    measured: MEASURED,
    handles: HANDLES,
    draggable: canWrite,
  };
}

const isSame = (a: Record<string, unknown>, b: Record<string, unknown>) =>
  Object.keys(a).every((name) => Object.is(a[name], b[name]));

/** Of what is to be drawn, what was drawn just so before stays the same object: React Flow draws only what is another one. */
export function keepSame<Card extends CardNode | HeadNode>(before: ReadonlyMap<string, Card>, cards: Card[]): Card[] {
  return cards.map((card) => {
    const known = before.get(card.id);
    const isKept =
      known &&
      known.position.x === card.position.x &&
      known.position.y === card.position.y &&
      known.draggable === card.draggable &&
      isSame(card.data, known.data);
    return isKept ? known : card;
  });
}

const frameNumber = (id: string) => Number(id.slice('frame:'.length));

const membersOf = (scene: Scene, cluster: number) =>
  (scene.graph.clusters[cluster]?.nodes ?? []).filter((node) => scene.endOf[node] !== -1);

/** Moves a card, or a frame with all its cards, within the scene; gives where everything that follows stands now. */
export function carry(scene: Scene, id: string, to: { x: number; y: number }): [string, { x: number; y: number }][] {
  const { positions, graph } = scene;
  const node = graph.index.at.get(id);
  if (node !== undefined) {
    positions.x[node] = to.x;
    positions.y[node] = to.y;
    return [[id, to], ...reframe(scene, graph.clusterOf[node] as number)];
  }
  const cluster = frameNumber(id);
  const frame = scene.frames.find(({ number }) => number === cluster);
  if (!frame) return [];
  const [dx, dy] = [to.x - frame.rect.x, to.y - HEAD_TOP - frame.rect.y];
  const moved = membersOf(scene, cluster).map((member): [string, { x: number; y: number }] => {
    positions.x[member] = (positions.x[member] as number) + dx;
    positions.y[member] = (positions.y[member] as number) + dy;
    return [graph.nodes[member]?.id ?? '', { x: positions.x[member] as number, y: positions.y[member] as number }];
  });
  frame.rect = { ...frame.rect, x: frame.rect.x + dx, y: frame.rect.y + dy };
  return [[id, to], ...moved];
}

function reframe(scene: Scene, cluster: number): [string, { x: number; y: number }][] {
  const frame = scene.frames.find(({ number }) => number === cluster);
  if (!frame) return [];
  frame.rect = frameAround(scene.positions, membersOf(scene, cluster));
  return [[`frame:${cluster}`, { x: frame.rect.x, y: frame.rect.y + HEAD_TOP }]];
}

/** Where the cards stand that were moved by hand, those of a moved frame among them. */
export function movesOf(scene: Scene, moved: readonly Node[]): NodePosition[] {
  const numbers = new Set(
    moved.flatMap(({ id, type }) =>
      type === 'head' ? membersOf(scene, frameNumber(id)) : (scene.graph.index.at.get(id) ?? []),
    ),
  );
  return [...numbers].map((node) => [
    scene.graph.nodes[node]?.id ?? '',
    Math.round(scene.positions.x[node] as number),
    Math.round(scene.positions.y[node] as number),
  ]);
}
