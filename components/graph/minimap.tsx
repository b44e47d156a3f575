'use client';

import { type PointerEvent, type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { Rect } from '#lib/graph/core/layout.ts';
import type { Scene } from '#lib/graph/core/scene.ts';
import type { Colours } from './colours.ts';
import type { View } from './drawing.ts';
import { graphText } from './text.ts';

const WIDTH = 176;
const HEIGHT = 112;
const MARGIN = 8;

export interface MinimapHandle {
  /** Follows the view; called in every frame of a movement. */
  show: (view: View) => void;
}

export interface MinimapProps {
  scene: Scene;
  colours: Colours;
  onGo: (x: number, y: number) => void;
  ref: Ref<MinimapHandle>;
}

/** The whole graph, small, and what of it is in view. Drawn once; only the frame of the view moves. */
export function Minimap({ scene, colours, onGo, ref }: MinimapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const fit = fitInto(scene.bounds);

  useEffect(() => {
    const ctx = canvas.current?.getContext('2d');
    if (!ctx || !canvas.current) return;
    const fine = devicePixelRatio || 1;
    canvas.current.width = WIDTH * fine;
    canvas.current.height = HEIGHT * fine;
    ctx.setTransform(fine * fit.scale, 0, 0, fine * fit.scale, fine * fit.x, fine * fit.y);
    ctx.fillStyle = colours.line;
    for (const { rect } of scene.frames) ctx.fillRect(rect.x, rect.y, rect.width, rect.height);
    ctx.fillStyle = colours.faint;
    const least = 1.5 / fit.scale;
    for (const node of scene.cards) {
      const { x, y, width, height } = scene.rectOf(node);
      ctx.fillRect(x, y, Math.max(width, least), Math.max(height, least));
    }
  }, [scene, colours, fit.scale, fit.x, fit.y]);

  useImperativeHandle(ref, () => ({
    show: ({ x, y, zoom, width, height }) => {
      const element = frame.current;
      if (!element) return;
      const left = Math.max(0, (-x / zoom) * fit.scale + fit.x);
      const top = Math.max(0, (-y / zoom) * fit.scale + fit.y);
      const right = Math.min(WIDTH, ((width - x) / zoom) * fit.scale + fit.x);
      const bottom = Math.min(HEIGHT, ((height - y) / zoom) * fit.scale + fit.y);
      element.style.transform = `translate(${left}px, ${top}px)`;
      element.style.width = `${Math.max(3, right - left)}px`;
      element.style.height = `${Math.max(3, bottom - top)}px`;
    },
  }));

  const go = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onGo((event.clientX - box.left - fit.x) / fit.scale, (event.clientY - box.top - fit.y) / fit.scale);
  };
  return (
    <div
      role="img"
      aria-label={graphText.minimap}
      style={{ width: WIDTH, height: HEIGHT }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={(event) => event.buttons === 1 && go(event)}
      className="relative shrink-0 touch-none overflow-hidden rounded-lg border bg-raised max-md:hidden"
    >
      <canvas ref={canvas} style={{ width: WIDTH, height: HEIGHT }} />
      <div ref={frame} className="absolute start-0 top-0 rounded-sm border border-focus bg-accent-soft/40" />
    </div>
  );
}

function fitInto(bounds: Rect) {
  const scale = Math.min((WIDTH - 2 * MARGIN) / bounds.width, (HEIGHT - 2 * MARGIN) / bounds.height);
  return {
    scale,
    x: (WIDTH - bounds.width * scale) / 2 - bounds.x * scale,
    y: (HEIGHT - bounds.height * scale) / 2 - bounds.y * scale,
  };
}
