import { FRAME, type Rect } from '#lib/graph/core/layout.ts';
import type { Scene, SceneFrame } from '#lib/graph/core/scene.ts';
import type { Colours } from './colours.ts';
import { drawFoldedFrames } from './draw-folded.ts';
import { drawLinks, drawNumbers } from './draw-lines.ts';
import { drawLines, fitText } from './draw-text.ts';
import { CARDS_FROM, DIMMED, type DrawState, type DrawWords, TITLES_FROM, type View } from './drawing.ts';

const ROUND_FROM = 0.3;

/** Draws what is in view, for a file with the cards however near they are. The context stands in pixels of the screen, already scaled for fine screens. */
export function drawScene(
  ctx: CanvasRenderingContext2D,
  scene: Scene,
  view: View,
  colours: Colours,
  state: DrawState,
  words: DrawWords,
  isFile = false,
) {
  ctx.save();
  ctx.translate(view.x, view.y);
  ctx.scale(view.zoom, view.zoom);
  const frames = scene.frames.filter(({ rect }) => isInView(rect, view));
  drawFields(ctx, scene, view, colours, words);
  drawOpenFrames(ctx, frames, view, colours);
  drawLinks(ctx, scene, view, colours, state);
  drawNumbers(ctx, scene, view, colours, state);
  drawFoldedFrames(ctx, scene, frames, view, colours, state, words);
  const withCards = isFile || view.zoom < CARDS_FROM;
  if (withCards) drawCards(ctx, scene, view, colours, state);
  // From near they are elements of the page, like the cards.
  if (withCards) drawHeads(ctx, frames, view, colours, words);
  ctx.restore();
}

const isInView = ({ x, y, width, height }: Rect, view: View) =>
  (x + width) * view.zoom + view.x >= 0 &&
  x * view.zoom + view.x <= view.width &&
  (y + height) * view.zoom + view.y >= 0 &&
  y * view.zoom + view.y <= view.height;

/** The names of trails, at the same size from wherever one looks, as on a map. */
function drawFields(ctx: CanvasRenderingContext2D, scene: Scene, view: View, colours: Colours, words: DrawWords) {
  const size = Math.min(200, Math.max(13 / view.zoom, 18));
  ctx.textBaseline = 'alphabetic';
  for (const { rect, title } of scene.fields) {
    const head = size * 1.6;
    if (!isInView({ ...rect, y: rect.y - head, height: rect.height + head }, view)) continue;
    ctx.font = `600 ${size}px ${colours.font}`;
    ctx.fillStyle = colours.muted;
    const [line] = fitText(ctx, title || words.nowhereGroup, rect.width, 1);
    if (line && rect.width * view.zoom > 40) drawLines(ctx, [line], { ...rect, y: rect.y - size * 0.7 }, size);
  }
}

function drawOpenFrames(ctx: CanvasRenderingContext2D, frames: SceneFrame[], view: View, colours: Colours) {
  ctx.fillStyle = colours.sunken;
  ctx.strokeStyle = colours.line;
  ctx.lineWidth = 1 / view.zoom;
  ctx.beginPath();
  for (const { rect, isFolded } of frames) {
    if (!isFolded) ctx.roundRect(rect.x, rect.y, rect.width, rect.height, 16);
  }
  ctx.fill();
  ctx.stroke();
}

/** Titles of open frames. Where the head is too low for them they lie over the cards, on a ground of their own. */
function drawHeads(
  ctx: CanvasRenderingContext2D,
  frames: SceneFrame[],
  view: View,
  colours: Colours,
  words: DrawWords,
) {
  const size = Math.max(14, 11 / view.zoom);
  ctx.textBaseline = 'middle';
  for (const frame of frames) {
    const { rect, isFolded, title } = frame;
    if (isFolded || rect.width * view.zoom < 72) continue;
    const room = FRAME.head + FRAME.padding / 2;
    const isTight = size * 1.5 > room;
    const width = rect.width - 2 * FRAME.padding;
    ctx.font = `600 ${size}px ${colours.font}`;
    const [line] = fitText(ctx, title || words.nowhere, width, 1);
    if (!line) continue;
    const y = rect.y + (isTight ? size : room / 2);
    if (isTight) {
      ctx.fillStyle = colours.sunken;
      ctx.globalAlpha = 0.9;
      ctx.fillRect(rect.x + 2, rect.y + 2, rect.width - 4, size * 1.7);
      ctx.globalAlpha = 1;
    }
    ctx.fillStyle = colours.text;
    drawLines(ctx, [line], { x: rect.x + FRAME.padding, y, width }, size);
  }
}

function drawCards(ctx: CanvasRenderingContext2D, scene: Scene, view: View, colours: Colours, state: DrawState) {
  const px = 1 / view.zoom;
  const inView: number[] = [];
  for (const node of scene.cards) if (isInView(scene.rectOf(node), view)) inView.push(node);
  const isLit = (node: number) =>
    state.impossible ? !state.impossible.has(node) : state.highlight ? state.highlight.nodes.has(node) : true;
  const isRound = view.zoom >= ROUND_FROM;
  const paint = (nodes: number[], fill: string, stroke: string, wide: number) => {
    if (nodes.length === 0) return;
    ctx.fillStyle = fill;
    ctx.strokeStyle = stroke;
    ctx.lineWidth = wide * px;
    ctx.beginPath();
    for (const node of nodes) {
      const { x, y, width, height } = scene.rectOf(node);
      if (isRound) ctx.roundRect(x, y, width, height, 8);
      else ctx.rect(x, y, width, height);
    }
    ctx.fill();
    ctx.stroke();
  };
  for (const lit of [false, true]) {
    const some = inView.filter((node) => isLit(node) === lit);
    ctx.globalAlpha = lit ? 1 : DIMMED;
    const isPublished = (node: number) => scene.graph.nodes[node]?.is_published === true;
    paint(some.filter(isPublished), colours.surface, colours.lineStrong, isRound ? 1 : 0.75);
    paint(
      some.filter((node) => !isPublished(node)),
      colours.draftSoft,
      colours.lineStrong,
      isRound ? 1 : 0.75,
    );
    if (view.zoom >= TITLES_FROM) for (const node of some) drawTitle(ctx, scene, node, view, colours);
  }
  ctx.globalAlpha = 1;
  const chosen = inView.filter((node) => state.selected.has(node) || state.hovered === node);
  for (const node of chosen) {
    const { x, y, width, height } = scene.rectOf(node);
    ctx.strokeStyle = colours.focus;
    ctx.lineWidth = 2 * px;
    ctx.beginPath();
    ctx.roundRect(x - px, y - px, width + 2 * px, height + 2 * px, 9);
    ctx.stroke();
  }
}

function drawTitle(ctx: CanvasRenderingContext2D, scene: Scene, node: number, view: View, colours: Colours) {
  const { x, y, width, height } = scene.rectOf(node);
  // In steps, so that the same lines serve many zooms.
  const size = Math.min(24, Math.max(14, Math.ceil(10.5 / view.zoom / 2) * 2));
  ctx.font = `500 ${size}px ${colours.font}`;
  ctx.fillStyle = colours.text;
  ctx.textBaseline = 'middle';
  const lines = fitText(ctx, scene.graph.nodes[node]?.title ?? '', width - 20, size > 20 ? 2 : 3);
  const lineHeight = size * 1.2;
  drawLines(
    ctx,
    lines,
    { x: x + 10, y: y + height / 2 - ((lines.length - 1) * lineHeight) / 2, width: width - 20 },
    lineHeight,
  );
}
