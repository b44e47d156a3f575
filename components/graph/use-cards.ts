import { applyNodeChanges, type Node, type NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLatest } from '#components/ui/use-latest.ts';
import type { Rect } from '#lib/graph/core/layout.ts';
import { stretchLines } from '#lib/graph/core/scene.ts';
import { cardsInView, carry, keepSame } from './cards.ts';
import type { DrawState, DrawWords } from './drawing.ts';
import type { CardNode, HeadNode } from './node-card.tsx';
import type { Scenes } from './scenes.ts';

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

/** Holds what React Flow draws, and carries along what belongs to a card or frame that is dragged. */
export function useCards({ scenes, state, window, canWrite, onFold, words, repaint }: CardsProps) {
  const known = useRef<ReadonlyMap<string, CardNode | HeadNode>>(new Map());
  const fold = useLatest(onFold);
  const folds = useRef(new Map<number, () => void>());

  const wanted = useMemo<(CardNode | HeadNode)[]>(() => {
    if (!window) return [];
    const foldOf = (cluster: number) => {
      const before = folds.current.get(cluster);
      const toggle = before ?? (() => fold.current(cluster));
      if (!before) folds.current.set(cluster, toggle);
      return toggle;
    };
    const scene = scenes.step('nodes');
    const cards = keepSame(
      known.current,
      cardsInView({ scene, window, state, canWrite, nowhere: words.nowhere, foldOf }),
    );
    known.current = new Map(cards.map((card) => [card.id, card]));
    return cards;
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
  return { nodes, onChange };
}
