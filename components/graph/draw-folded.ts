import { CARD, type Rect } from '#lib/graph/core/layout.ts';
import type { Scene, SceneFrame } from '#lib/graph/core/scene.ts';
import type { Colours } from './colours.ts';
import { drawLines, fitText } from './draw-text.ts';
import { DIMMED, type DrawState, type DrawWords, type View } from './drawing.ts';
import { type Label, placeLabels } from './place-labels.ts';

/** Pixels of the screen: one size for all names, so that none seems to matter more than another. */
const TITLE = 12;
const COUNT = 11;
const LINE = 1.25;
const PAD = 8;
const TIGHT = 4;
/** What is lower than this has its name beside it, and what is narrower unless the name is short. */
const LEAST = { width: 76, height: 18 };
const LEAST_INSIDE = 34;
const LONGEST_LABEL = 132;

/** Clusters and groups that are folded: piles of cards with name and count, from wherever one looks. */
export function drawFoldedFrames(
  ctx: CanvasRenderingContext2D,
  scene: Scene,
  frames: SceneFrame[],
  view: View,
  colours: Colours,
  state: DrawState,
  words: DrawWords,
) {
  const px = 1 / view.zoom;
  const lit = new Set([...state.selected, ...(state.highlight?.nodes ?? [])].map((node) => scene.endOf[node]));
  const offset = scene.graph.nodes.length;
  const nowhere = scene.step === 'groups' ? words.nowhereGroup : words.nowhere;
  const outside: SceneFrame[] = [];
  const alphaOf = (frame: SceneFrame) =>
    state.highlight && !lit.has(offset + scene.frames.indexOf(frame)) ? DIMMED : 1;
  for (const frame of frames) {
    if (!frame.isFolded) continue;
    ctx.globalAlpha = alphaOf(frame);
    drawPile(ctx, frame.rect, view, colours, lit.has(offset + scene.frames.indexOf(frame)));
    if (!isRoomy(ctx, frame.rect, frame.title || nowhere, px, colours)) outside.push(frame);
    else
      drawPreview(ctx, scene, frame, drawInside(ctx, frame, frame.title || nowhere, px, colours, words), view, colours);
  }
  drawOutside(ctx, scene, outside, px, colours, nowhere, alphaOf);
  ctx.globalAlpha = 1;
}

/** Whether a name stands inside: where it fits whole, or enough of it to know it by. */
function isRoomy(ctx: CanvasRenderingContext2D, { width, height }: Rect, title: string, px: number, colours: Colours) {
  if (height < LEAST.height * px) return false;
  if (width >= LEAST.width * px) return true;
  ctx.font = `600 ${TITLE * px}px ${colours.font}`;
  // Cut neither at its end nor in the middle of a word.
  return fitText(ctx, title, width - 2 * TIGHT * px, linesIn(height, px)).join(' ') === title.trim();
}

const linesIn = (height: number, px: number) =>
  Math.max(1, Math.min(3, Math.floor((height - TIGHT * px) / (TITLE * LINE * px))));

function drawPile(
  ctx: CanvasRenderingContext2D,
  { x, y, width, height }: Rect,
  view: View,
  colours: Colours,
  isLit: boolean,
) {
  const px = 1 / view.zoom;
  const radius = Math.min(16, 6 * px);
  // A second edge below, as of cards in a pile.
  ctx.strokeStyle = colours.lineStrong;
  ctx.fillStyle = colours.sunken;
  ctx.lineWidth = px;
  if (width * view.zoom > 24) {
    ctx.beginPath();
    ctx.roundRect(x + 3 * px, y + 3 * px, width, height, radius);
    ctx.fill();
    ctx.stroke();
  }
  ctx.fillStyle = isLit ? colours.accentSoft : colours.surface;
  ctx.strokeStyle = isLit ? colours.focus : colours.lineStrong;
  ctx.lineWidth = isLit ? 2 * px : px;
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, radius);
  ctx.fill();
  ctx.stroke();
}

/** The name and, where there is room, the count below it. Gives where they end. */
function drawInside(
  ctx: CanvasRenderingContext2D,
  frame: SceneFrame,
  title: string,
  px: number,
  colours: Colours,
  words: DrawWords,
): number {
  const { x, y, width, height } = frame.rect;
  const size = TITLE * px;
  const room = height - TIGHT * px;
  const side = (width < LEAST.width * px ? TIGHT : PAD) * px;
  const box = { x: x + side, width: width - 2 * side };
  ctx.textBaseline = 'top';
  ctx.font = `600 ${size}px ${colours.font}`;
  const lines = fitText(ctx, title, box.width, linesIn(height, px));
  const high = lines.length * size * LINE;
  const hasCount = room - high > COUNT * LINE * px;
  const whole = high + (hasCount ? COUNT * LINE * px : 0);
  const top = y + Math.max(0, Math.min(PAD * px, (height - whole) / 2));
  ctx.fillStyle = colours.text;
  drawLines(ctx, lines, { ...box, y: top }, size * LINE);
  if (!hasCount) return top + high;
  ctx.font = `400 ${COUNT * px}px ${colours.font}`;
  ctx.fillStyle = colours.muted;
  drawLines(ctx, fitText(ctx, words.count(frame), box.width, 1), { ...box, y: top + high + px }, COUNT * LINE * px);
  return top + whole + 4 * px;
}

/**
 * Names of frames too small for them, beside these where nothing else stands, as towns have theirs on a map; the beginning of a
 * name inside where there is no such place.
 */
function drawOutside(
  ctx: CanvasRenderingContext2D,
  scene: Scene,
  frames: SceneFrame[],
  px: number,
  colours: Colours,
  nowhere: string,
  alphaOf: (frame: SceneFrame) => number,
) {
  if (frames.length === 0) return;
  const size = COUNT * px;
  ctx.font = `500 ${size}px ${colours.font}`;
  const labels = frames.map((frame): Label<SceneFrame> => {
    const [line = ''] = fitText(ctx, frame.title || nowhere, LONGEST_LABEL * px, 1);
    return { of: frame, text: line, width: ctx.measureText(line).width, height: size * LINE };
  });
  const taken = [
    ...scene.frames.map(({ rect }) => rect),
    ...scene.fields.map(({ rect }) => ({ x: rect.x, y: rect.y - 20 * px, width: rect.width, height: 16 * px })),
  ];
  ctx.textBaseline = 'top';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3 * px;
  const placed = placeLabels(labels, taken, 3 * px);
  for (const { of, text, box } of placed) {
    ctx.globalAlpha = alphaOf(of);
    ctx.direction = 'ltr';
    ctx.textAlign = 'left';
    // Lines that pass below it step back.
    ctx.strokeStyle = colours.canvas;
    ctx.strokeText(text, box.x, box.y);
    ctx.fillStyle = colours.muted;
    ctx.fillText(text, box.x, box.y);
  }
  const isPlaced = new Set(placed.map(({ of }) => of));
  for (const frame of frames) {
    const { x, y, width, height } = frame.rect;
    if (isPlaced.has(frame) || width < LEAST_INSIDE * px || height < size * LINE) continue;
    ctx.globalAlpha = alphaOf(frame);
    ctx.fillStyle = colours.text;
    const lines = fitText(ctx, frame.title || nowhere, width - TIGHT * px, linesIn(height, px));
    const top = y + (height - lines.length * size * LINE) / 2;
    drawLines(ctx, lines, { x: x + (TIGHT / 2) * px, y: top, width: width - TIGHT * px }, size * LINE);
  }
}

/** What is in a folded frame, hinted at below its title, where there is room for it. */
function drawPreview(
  ctx: CanvasRenderingContext2D,
  scene: Scene,
  frame: SceneFrame,
  below: number,
  view: View,
  colours: Colours,
) {
  if (scene.step !== 'clusters' || frame.rect.width * view.zoom < 90 || frame.rect.height * view.zoom < 70) return;
  ctx.fillStyle = colours.sunken;
  ctx.beginPath();
  for (const node of scene.graph.clusters[frame.number]?.nodes ?? []) {
    if (scene.endOf[node] === -1) continue;
    const [x, y] = [scene.positions.x[node] as number, scene.positions.y[node] as number];
    if (y > below) ctx.rect(x, y, CARD.width, CARD.height);
  }
  ctx.fill();
}
