import type { Rect } from './layout.ts';
import { bendOf, type Scene } from './scene.ts';

/** What lies under a point: a card, a line, the head or the body of a frame. */
export type Hit =
  | { is: 'node'; node: number }
  | { is: 'line'; line: number }
  | { is: 'frame'; frame: number; isHead: boolean }
  | null;

export const holds = ({ x, y, width, height }: Rect, px: number, py: number, more = 0) =>
  px >= x - more && px <= x + width + more && py >= y - more && py <= y + height + more;

export const meets = (a: Rect, b: Rect) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Of lines that are not drawn in full: whether this one is just now. */
type IsLit = (line: number) => boolean;

/** The canvas has no elements to ask: cards lie over lines, lines over frames. `reach` is how near a line must be. */
export function hit(scene: Scene, x: number, y: number, reach: number, head: number, isLit: IsLit = () => false): Hit {
  for (let at = scene.cards.length - 1; at >= 0; at--) {
    const node = scene.cards[at] as number;
    if (holds(scene.rectOf(node), x, y)) return { is: 'node', node };
  }
  const folded = scene.frames.findIndex(({ rect, isFolded }) => isFolded && holds(rect, x, y));
  if (folded >= 0) return { is: 'frame', frame: folded, isHead: false };
  const line = hitLine(scene, x, y, reach, isLit);
  if (line >= 0) return { is: 'line', line };
  const frame = scene.frames.findIndex(({ rect }) => holds(rect, x, y));
  if (frame < 0) return null;
  return { is: 'frame', frame, isHead: y <= (scene.frames[frame]?.rect.y ?? 0) + head };
}

const STEPS = 24;

/** The nearest line within reach, or -1. */
function hitLine({ lines }: Scene, x: number, y: number, reach: number, isLit: IsLit): number {
  let best = -1;
  let least = reach;
  for (let line = 0; line < lines.count; line++) {
    if (lines.quiet[line] && !isLit(line)) continue;
    const x1 = lines.ends[4 * line] as number;
    const y1 = lines.ends[4 * line + 1] as number;
    const x2 = lines.ends[4 * line + 2] as number;
    const y2 = lines.ends[4 * line + 3] as number;
    const bend = bendOf(x1, x2, y1, y2);
    if (y < Math.min(y1, y2) - reach || y > Math.max(y1, y2) + reach) continue;
    if (x < Math.min(x1, x2 - bend) - reach || x > Math.max(x2, x1 + bend) + reach) continue;
    let [lastX, lastY] = [x1, y1];
    for (let step = 1; step <= STEPS; step++) {
      const t = step / STEPS;
      const s = 1 - t;
      const px = s * s * s * x1 + 3 * s * s * t * (x1 + bend) + 3 * s * t * t * (x2 - bend) + t * t * t * x2;
      const py = s * s * s * y1 + 3 * s * s * t * y1 + 3 * s * t * t * y2 + t * t * t * y2;
      const far = toSegment(x, y, lastX, lastY, px, py);
      if (far < least) [least, best] = [far, line];
      [lastX, lastY] = [px, py];
    }
  }
  return best;
}

function toSegment(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const long = dx * dx + dy * dy;
  const t = long === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / long));
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy);
}
