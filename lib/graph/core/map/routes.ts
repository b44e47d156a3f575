import type { Rect } from '../layout.ts';
import type { Bundle } from './bundles.ts';

/** A bundle as it is drawn: from the foot of a card down to the head of another. */
export interface DrawnWay {
  /** The number of its bundle. */
  bundle: number;
  /** A path of SVG. */
  path: string;
  thickness: number;
  /** Where it leaves, where it arrives. */
  start: Point;
  end: Point;
}

export interface Point {
  x: number;
  y: number;
}

/** Room for the head of an arrow. */
const ARROW = 8;
/** Links leave a card this far from each other, within this share of its edge. */
const APART = 40;
const SHARE = 0.6;

interface Way extends Bundle {
  bundle: number;
  way: readonly number[];
}

/** Curves with a place of their own on the edges of their cards, in the order of what they lead to, so that they do not cross there. */
export function routes(
  ways: readonly Way[],
  boxes: readonly Rect[],
  bendAt: (bend: number) => Point & { height: number },
): DrawnWay[] {
  const middle = (node: number) => {
    const box = boxes[node];
    return box ? box.x + box.width / 2 : bendAt(node).x;
  };
  const leaving = ports(ways, boxes, (way) => [way.from, middle(way.way[1] as number)]);
  const arriving = ports(ways, boxes, (way) => [way.to, middle(way.way.at(-2) as number)]);
  return ways.map((way) => {
    const from = boxes[way.from] as Rect;
    const to = boxes[way.to] as Rect;
    const head = way.back > 0 && way.is_mixed ? ARROW : 0;
    const start = { x: leaving.get(way.bundle) as number, y: from.y + from.height + head };
    const end = { x: arriving.get(way.bundle) as number, y: to.y - ARROW };
    const bends = way.way.slice(1, -1).map(bendAt);
    let path = `M${written(start)}`;
    let last = start;
    for (const bend of bends) {
      path += curve(last, bend);
      last = { x: bend.x, y: bend.y + bend.height };
      path += `L${written(last)}`;
    }
    const thickness = Math.min(6, 1.25 + 0.5 * Math.log2(1 + way.count + way.back));
    return { bundle: way.bundle, path: path + curve(last, end), thickness, start, end };
  });
}

function ports(
  ways: readonly Way[],
  boxes: readonly Rect[],
  endOf: (way: Way) => [card: number, toward: number],
): Map<number, number> {
  const found = new Map<number, number>();
  for (const [card, own] of Map.groupBy(ways, (way) => endOf(way)[0])) {
    const { x, width } = boxes[card] as Rect;
    const spread = Math.min(width * SHARE, APART * (own.length - 1));
    own
      .toSorted((a, b) => endOf(a)[1] - endOf(b)[1])
      .forEach(({ bundle }, at) => {
        const share = own.length > 1 ? at / (own.length - 1) - 0.5 : 0;
        found.set(bundle, x + width / 2 + share * spread);
      });
  }
  return found;
}

/** Down first, then across, then down again. */
function curve(from: Point, to: Point): string {
  const half = (to.y - from.y) / 2;
  return `C${written({ x: from.x, y: from.y + half })} ${written({ x: to.x, y: to.y - half })} ${written(to)}`;
}

const written = ({ x, y }: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`;
