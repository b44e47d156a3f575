import { applyNodeChanges, type Node, type NodeChange, type NodeHandle, Position } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { CARD, FRAME, frameAround, type Rect } from '#lib/graph/core/layout.ts';
import type { NodePosition } from '#lib/graph/core/packed.ts';
import { type Scene, stretchLines } from '#lib/graph/core/scene.ts';
import type { DrawState, DrawWords } from './draw.ts';
import type { CardData, CardNode, HeadData, HeadNode } from './node-card.tsx';
import type { Scenes } from './scenes.ts';

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

export interface CardsProps {
  scenes: Scenes;
  state: DrawState;
  /** What is in view, in units of the canvas; null from afar. */
  window: Rect | null;
  canWrite: boolean;
  onFold: (cluster: number) => void;
  words: DrawWords;
  repaint: () => void;
}

export const meets = (a: Rect, b: Rect) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const isSame = (a: Record<string, unknown>, b: Record<string, unknown>) =>
  Object.keys(a).every((name) => Object.is(a[name], b[name]));

/** The cards and heads of frames that are in view, as React Flow wants them; what has not changed stays the same object. */
export function useCards({ scenes, state, window, canWrite, onFold, words, repaint }: CardsProps) {
  const known = useRef(new Map<string, CardNode | HeadNode>());
  const fold = useRef(onFold);
  fold.current = onFold;
  const folds = useRef(new Map<number, () => void>());

  const wanted = useMemo<(CardNode | HeadNode)[]>(() => {
    if (!window) return [];
    const scene = scenes.step('nodes');
    const nodes: (CardNode | HeadNode)[] = [];
    for (const node of scene.cards) {
      const rect = scene.rectOf(node);
      if (meets(rect, window)) nodes.push(cardOf(scene, node, rect, state, canWrite));
    }
    for (const frame of scene.frames) {
      if (!meets({ ...frame.rect, height: FRAME.head + HEAD_TOP }, window)) continue;
      const { number, rect, title, count, isFolded } = frame;
      if (!folds.current.has(number)) folds.current.set(number, () => fold.current(number));
      const data: HeadData = {
        title: title || words.nowhere,
        count,
        width: rect.width,
        isFolded,
        onFold: folds.current.get(number) as () => void,
      };
      nodes.push({
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
      });
    }
    const next = new Map<string, CardNode | HeadNode>();
    const same = nodes.map((node) => {
      const before = known.current.get(node.id);
      const isKept =
        before &&
        before.position.x === node.position.x &&
        before.position.y === node.position.y &&
        before.draggable === node.draggable &&
        isSame(node.data, before.data);
      const kept = isKept ? before : node;
      next.set(node.id, kept);
      return kept;
    });
    known.current = next;
    return same;
  }, [scenes, state, window, canWrite, words]);

  const [nodes, setNodes] = useState<Node[]>(wanted);
  useEffect(() => setNodes(wanted), [wanted]);

  const onChange = useCallback(
    (changes: NodeChange[]) => {
      const scene = scenes.step('nodes');
      const carried = new Map<string, { x: number; y: number }>();
      for (const change of changes)
        if (change.type === 'position' && change.position)
          for (const [id, place] of carry(scene, change.id, change.position)) carried.set(id, place);
      setNodes((now) => {
        const changed = applyNodeChanges(changes, now);
        if (carried.size === 0) return changed;
        return changed.map((node) => {
          const place = carried.get(node.id);
          return place && !node.dragging ? { ...node, position: place } : node;
        });
      });
      if (carried.size > 0) {
        stretchLines(scene);
        repaint();
      }
    },
    [scenes, repaint],
  );

  const movesOf = useCallback(
    (moved: readonly Node[]): NodePosition[] => {
      const scene = scenes.step('nodes');
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
    },
    [scenes],
  );
  return { nodes, onChange, movesOf };
}

const frameNumber = (id: string) => Number(id.slice('frame:'.length));

const membersOf = (scene: Scene, cluster: number) =>
  (scene.graph.clusters[cluster]?.nodes ?? []).filter((node) => scene.endOf[node] !== -1);

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

/** Moves a card, or a frame with all its cards, within the scene; gives where everything that follows stands now. */
function carry(scene: Scene, id: string, to: { x: number; y: number }): [string, { x: number; y: number }][] {
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
