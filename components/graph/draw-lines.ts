import { LINK_TYPES } from '#lib/base/core/link-types.ts';
import { bendOf, type Scene } from '#lib/graph/core/scene.ts';
import type { Colours } from './colours.ts';
import type { DrawState, View } from './drawing.ts';
import { STROKES, strokeWidth } from './strokes.ts';

/** Dashes are dear and not to be told apart from afar. */
const DASHES_FROM = 0.3;
const ARROWS_FROM = 0.4;
/** From farther away there are too many numbers to be read, but for those one asks for. */
const NUMBERS_FROM = 0.16;
const WEIGHTS = 4;

/** How much a line stands out: what is asked for is lit, the rest steps back. */
export type Emphasis = 'lit' | 'plain' | 'dim';

export function emphasisOf(scene: Scene, state: DrawState): (line: number) => Emphasis {
  const { lines } = scene;
  const { highlight, link } = state;
  const near = new Set(
    [...state.selected, ...(state.hovered === null ? [] : [state.hovered])].map((node) => scene.endOf[node]),
  );
  if (highlight)
    return (line) => {
      const number = lines.link[line] as number;
      return number >= 0 && highlight.links.has(number) ? 'lit' : 'dim';
    };
  if (near.size === 0 && link === null) return () => 'plain';
  return (line) =>
    (link !== null && lines.link[line] === link) ||
    near.has(lines.from[line] as number) ||
    near.has(lines.to[line] as number)
      ? 'lit'
      : 'dim';
}

/** The more links a card has, the fainter each: what matters then is chosen, not seen at once. */
export function plainAlpha(scene: Scene): number {
  const ends = scene.cards.length + scene.frames.filter(({ isFolded }) => isFolded).length;
  const drawn = scene.lines.quiet.reduce((sum, quiet) => sum + Number(quiet === 0), 0);
  const each = drawn / Math.max(1, ends);
  return Math.max(0.2, Math.min(0.85, 0.95 / Math.sqrt(Math.max(1, each))));
}

/** All lines that cross the view, in one path for all that look the same. */
export function drawLinks(ctx: CanvasRenderingContext2D, scene: Scene, view: View, colours: Colours, state: DrawState) {
  const { lines } = scene;
  const { ends } = lines;
  const emphasis = emphasisOf(scene, state);
  const [left, top] = [-view.x / view.zoom, -view.y / view.zoom];
  const [right, bottom] = [left + view.width / view.zoom, top + view.height / view.zoom];
  const alphas = { plain: plainAlpha(scene), dim: state.highlight ? 0.06 : 0.13, lit: 1 };
  const buckets: Record<Emphasis, number[][]> = { dim: [], plain: [], lit: [] };
  for (let line = 0; line < lines.count; line++) {
    const [x1, y1, x2, y2] = [ends[4 * line], ends[4 * line + 1], ends[4 * line + 2], ends[4 * line + 3]] as [
      number,
      number,
      number,
      number,
    ];
    if (Math.max(y1, y2) < top || Math.min(y1, y2) > bottom) continue;
    const reach = x2 < x1 ? bendOf(x1, x2, y1, y2) : 0;
    if (Math.max(x1, x2) + reach < left || Math.min(x1, x2) - reach > right) continue;
    const bucket =
      (lines.type[line] as number) * WEIGHTS +
      Math.min(WEIGHTS - 1, Math.floor((lines.weight[line] as number) * WEIGHTS));
    const how = emphasis(line);
    if (lines.quiet[line] && how !== 'lit' && (lines.quiet[line] === 1 || scene.step !== 'nodes')) continue;
    const list = buckets[how];
    const same = list[bucket];
    if (same) same.push(line);
    else list[bucket] = [line];
  }
  const scale = Math.max(0.45, Math.min(1, view.zoom * 1.15)) / view.zoom;
  ctx.lineCap = 'round';
  for (const each of ['dim', 'plain', 'lit'] as const) {
    ctx.globalAlpha = alphas[each];
    buckets[each].forEach((list, bucket) => {
      const type = LINK_TYPES[Math.floor(bucket / WEIGHTS)] as (typeof LINK_TYPES)[number];
      const wide = strokeWidth(type, ((bucket % WEIGHTS) + 0.5) / WEIGHTS) * scale * (each === 'lit' ? 1.25 : 1);
      ctx.strokeStyle = colours.links[type];
      ctx.lineWidth = wide;
      ctx.setLineDash(view.zoom >= DASHES_FROM ? STROKES[type].dashes.map((dash) => dash * scale) : []);
      ctx.beginPath();
      for (const line of list) {
        if (lines.quiet[line] && each !== 'lit') traceStubs(ctx, ends, line, view.zoom);
        else trace(ctx, ends, line);
      }
      ctx.stroke();
      ctx.setLineDash([]);
      if (view.zoom < ARROWS_FROM) return;
      ctx.fillStyle = colours.links[type];
      ctx.beginPath();
      for (const line of list) {
        const [x, y] = [ends[4 * line + 2] as number, ends[4 * line + 3] as number];
        const size = (4 + wide) / Math.max(0.6, Math.min(1, view.zoom));
        ctx.moveTo(x, y);
        ctx.lineTo(x - size * 1.4, y - size * 0.7);
        ctx.lineTo(x - size * 1.4, y + size * 0.7);
      }
      ctx.fill();
    });
  }
  ctx.globalAlpha = 1;
}

function trace(ctx: CanvasRenderingContext2D, ends: Float64Array, line: number) {
  const x1 = ends[4 * line] as number;
  const y1 = ends[4 * line + 1] as number;
  const x2 = ends[4 * line + 2] as number;
  const y2 = ends[4 * line + 3] as number;
  const bend = bendOf(x1, x2, y1, y2);
  ctx.moveTo(x1, y1);
  ctx.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2);
}

/** Only where a line begins and ends, leaning to where it leads. */
function traceStubs(ctx: CanvasRenderingContext2D, ends: Float64Array, line: number, zoom: number) {
  const [x1, y1] = [ends[4 * line] as number, ends[4 * line + 1] as number];
  const [x2, y2] = [ends[4 * line + 2] as number, ends[4 * line + 3] as number];
  const long = Math.min(30, 14 / zoom);
  const lean = Math.max(-0.6, Math.min(0.6, (y2 - y1) / 2400)) * long;
  ctx.moveTo(x1, y1);
  ctx.quadraticCurveTo(x1 + long * 0.6, y1, x1 + long, y1 + lean);
  ctx.moveTo(x2 - long, y2 - lean);
  ctx.quadraticCurveTo(x2 - long * 0.6, y2, x2, y2);
}

/** On lines that stand for several links: how many. Only while few enough are in view to be read. */
export function drawNumbers(
  ctx: CanvasRenderingContext2D,
  scene: Scene,
  view: View,
  colours: Colours,
  state: DrawState,
) {
  const { lines } = scene;
  const emphasis = emphasisOf(scene, state);
  const wanted: number[] = [];
  const isNear = view.zoom >= NUMBERS_FROM;
  const isAny = state.selected.size > 0 || state.hovered !== null || state.highlight !== null;
  for (let line = 0; line < lines.count && wanted.length <= 80; line++)
    if (
      (lines.several[line] as number) > 1 &&
      !(lines.quiet[line] && emphasis(line) !== 'lit') &&
      (isAny ? emphasis(line) === 'lit' : isNear)
    )
      wanted.push(line);
  if (wanted.length > 80) return;
  const size = 11 / view.zoom;
  ctx.font = `500 ${size}px ${colours.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.direction = 'ltr';
  for (const line of wanted) {
    const x = ((lines.ends[4 * line] as number) + (lines.ends[4 * line + 2] as number)) / 2;
    const y = ((lines.ends[4 * line + 1] as number) + (lines.ends[4 * line + 3] as number)) / 2;
    const said = String(lines.several[line]);
    const wide = ctx.measureText(said).width + size * 0.9;
    ctx.fillStyle = colours.surface;
    ctx.strokeStyle = colours.line;
    ctx.lineWidth = 1 / view.zoom;
    ctx.beginPath();
    ctx.roundRect(x - wide / 2, y - size * 0.8, wide, size * 1.6, size * 0.8);
    ctx.fill();
    ctx.stroke();
    ctx.fillStyle = colours.muted;
    ctx.fillText(said, x, y + size * 0.05);
  }
}
