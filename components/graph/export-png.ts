import { LINK_WORDS } from '#components/base/link-stroke.tsx';
import { LINK_TYPES } from '#lib/base/core/link-types.ts';
import type { Scene } from '#lib/graph/core/scene.ts';
import type { Colours } from './colours.ts';
import { drawScene } from './draw.ts';
import type { DrawState, DrawWords } from './drawing.ts';
import { EXPORT_MARGIN, LEGEND_HEIGHT } from './export-svg.ts';
import { STROKES } from './strokes.ts';

/** Browsers refuse larger pictures, or give back an empty one. */
const MOST_SIDE = 8192;
const MOST_PIXELS = 40_000_000;
const STATE: DrawState = { selected: new Set(), hovered: null, link: null, highlight: null, impossible: null };

/** A scene as a picture. `isShrunk` where it is drawn smaller than cards are on screen. */
export async function sceneToPng(
  scene: Scene,
  colours: Colours,
  words: DrawWords,
): Promise<{ blob: Blob; isShrunk: boolean }> {
  const { bounds } = scene;
  const wide = Math.max(bounds.width, 720) + 2 * EXPORT_MARGIN;
  const high = bounds.height + 2 * EXPORT_MARGIN + 40;
  const zoom = Math.min(
    1,
    MOST_SIDE / wide,
    (MOST_SIDE - LEGEND_HEIGHT) / high,
    Math.sqrt(MOST_PIXELS / (wide * high)),
  );
  const [width, height] = [Math.ceil(wide * zoom), Math.ceil(high * zoom)];
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height + LEGEND_HEIGHT;
  const ctx = canvas.getContext('2d');
  if (!ctx) throw new Error('no canvas');
  ctx.fillStyle = colours.canvas;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  const view = {
    x: (EXPORT_MARGIN - bounds.x) * zoom,
    y: (EXPORT_MARGIN + 40 - bounds.y) * zoom,
    zoom,
    width,
    height,
  };
  drawScene(ctx, scene, view, colours, STATE, words, true);
  LINK_TYPES.forEach((type, at) => {
    const [x, y] = [24 + at * 150, height + LEGEND_HEIGHT / 2];
    ctx.strokeStyle = colours.links[type];
    ctx.lineWidth = STROKES[type].width * 1.25;
    ctx.setLineDash([...STROKES[type].dashes]);
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x + 32, y);
    ctx.stroke();
    ctx.fillStyle = colours.muted;
    ctx.font = `14px ${colours.font}`;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'middle';
    ctx.fillText(LINK_WORDS[type], x + 42, y);
  });
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error('The browser gave no picture');
  return { blob, isShrunk: zoom < 0.5 };
}
