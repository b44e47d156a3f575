import { useStoreApi } from '@xyflow/react';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useLatest } from '#components/ui/use-latest.ts';
import type { Rect } from '#lib/graph/core/layout.ts';
import type { SceneStep } from '#lib/graph/core/scene.ts';
import type { Colours } from './colours.ts';
import { drawScene } from './draw.ts';
import { CARDS_FROM, type DrawState, type DrawWords } from './drawing.ts';
import type { MinimapHandle } from './minimap.tsx';
import type { Scenes } from './scenes.ts';

/** Cards come and go by cells of this size, not with every pixel. */
const CELL = 300;

export interface PainterProps {
  scenes: Scenes;
  state: DrawState;
  colours: Colours;
  words: DrawWords;
  minimap: RefObject<MinimapHandle | null>;
}

/** Paints the canvas below React Flow whenever the view, the scene or what is lit has changed, once a frame. */
export function usePainter({ scenes, state, colours, words, minimap }: PainterProps) {
  const store = useStoreApi();
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useLatest({ scenes, state, colours, words });
  const isMarked = useRef(false);
  const turn = useRef({ frame: 0, isPainted: false, isAsked: false });
  const [window, setWindow] = useState<Rect | null>(null);
  const [step, setStep] = useState<SceneStep>('nodes');
  const [isSized, setSized] = useState(false);

  const paint = useCallback(() => {
    const ctx = canvas.current?.getContext('2d', { alpha: true });
    if (!ctx || !canvas.current) return;
    const {
      transform: [x, y, zoom],
      width,
      height,
    } = store.getState();
    if (width === 0 || height === 0) return;
    const fine = devicePixelRatio || 1;
    const [wide, high] = [Math.round(width * fine), Math.round(height * fine)];
    if (canvas.current.width !== wide || canvas.current.height !== high) {
      canvas.current.width = wide;
      canvas.current.height = high;
    }
    const now = latest.current;
    const view = { x, y, zoom, width, height };
    ctx.setTransform(fine, 0, 0, fine, 0, 0);
    ctx.clearRect(0, 0, width, height);
    drawScene(ctx, now.scenes.at(zoom), view, now.colours, now.state, now.words);
    minimap.current?.show(view);
    // For whoever measures: from the answer of the server to here.
    if (!isMarked.current) performance.mark('graph-drawn');
    isMarked.current = true;
  }, [store, minimap]);

  // In the very frame in which the cards move as well, or they would part from their lines; but once a frame.
  const repaint = useCallback(() => {
    const now = turn.current;
    if (now.isPainted) {
      now.isAsked = true;
      return;
    }
    now.isPainted = true;
    queueMicrotask(paint);
    now.frame = requestAnimationFrame(() => {
      now.isPainted = false;
      if (!now.isAsked) return;
      now.isAsked = false;
      repaint();
    });
  }, [paint]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is drawn has changed.
  useEffect(repaint, [repaint, scenes, state, colours, words]);

  useEffect(() => {
    const look = () => {
      const {
        transform: [x, y, zoom],
        width,
        height,
      } = store.getState();
      setSized(width > 0 && height > 0);
      setStep(latest.current.scenes.stepAt(zoom));
      setWindow((before) => {
        if (zoom < CARDS_FROM) return null;
        const left = Math.floor(-x / zoom / CELL) * CELL;
        const top = Math.floor(-y / zoom / CELL) * CELL;
        const right = Math.ceil((width - x) / zoom / CELL) * CELL;
        const bottom = Math.ceil((height - y) / zoom / CELL) * CELL;
        const next = { x: left, y: top, width: right - left, height: bottom - top };
        const isSame =
          before?.x === left && before.y === top && before.width === next.width && before.height === next.height;
        return isSame ? before : next;
      });
      repaint();
    };
    look();
    const stop = store.subscribe((now, before) => {
      if (now.transform !== before.transform || now.width !== before.width || now.height !== before.height) look();
    });
    return () => {
      stop();
      cancelAnimationFrame(turn.current.frame);
      turn.current = { frame: 0, isPainted: false, isAsked: false };
    };
  }, [store, repaint]);

  return { canvas, repaint, window, step, isSized };
}
