import type { Rect } from '../layout.ts';
import { settle } from '../layout-columns.ts';
import type { Bundle } from './bundles.ts';
import { type DrawnWay, routes } from './routes.ts';
import type { MapSteps } from './steps.ts';

/** Pixels. What is written on a card is read at this size whatever the level is like: what does not fit wraps, it never shrinks. */
export const MAP_SIZES = {
  least: 168,
  most: 520,
  /** Of a card that shows nothing of what is inside. */
  lowMost: 300,
  height: 104,
  low: 82,
  compact: 34,
  gap: 16,
  /** Between steps, with room for a link and its count; between the lines of one step. */
  rise: 52,
  line: 10,
  lane: 20,
  /** Of cards that stand in lines, as many as fit: at least so wide. */
  inLine: 216,
  compactInLine: 240,
} as const;

/** More lines than this on one level are a weave that nobody follows. */
const MOST_LINES = 40;
const SWEEPS = 24;
/** A link bends as little as it can: its bends hold to each other more than to its ends (Brandes and Köpf 2001). */
const STRAIGHT = 4;

export interface MapBand {
  /** Counted from 1; null for what is not linked. */
  step: number | null;
  cards: number[];
  y: number;
}

/** Where everything of a level stands. `x` counts from the side where lines of text begin. */
export interface MapLayout {
  boxes: Rect[];
  bands: MapBand[];
  lines: DrawnWay[];
  /** The level does not fit: small cards in lines, and only the links of the card in question. */
  is_compact: boolean;
  height: number;
}

export interface MapShape extends MapSteps {
  cards: readonly unknown[];
  bundles: readonly Bundle[];
}

/** Steps run downwards, each as wide as the view at most. `hasNames`: cards show what is inside. */
export function layMapOut(shape: MapShape, width: number, hasNames: boolean): MapLayout {
  const { gap, least } = MAP_SIZES;
  const fits = shape.steps.every((cards) => cards.length * (least + gap) - gap <= width);
  const is_compact = !fits || shape.drawn.length > MOST_LINES;
  if (is_compact) return wrapped(shape, width);
  const { height, most, low, lowMost } = MAP_SIZES;
  return linked(shape, width, hasNames ? { height, most } : { height: low, most: lowMost });
}

/** The lines of a layout with all that are of one card: those that had no room are drawn straight from card to card. */
export function linesWith(shape: MapShape, { boxes, lines }: MapLayout, card: number | null): DrawnWay[] {
  if (card === null) return lines;
  const there = new Set(lines.map(({ bundle }) => bundle));
  const ways = shape.drawn.flatMap((bundle) => {
    const each = shape.bundles[bundle] as Bundle;
    const isOwn = each.from === card || each.to === card;
    return isOwn && !there.has(bundle) ? [{ ...each, bundle, way: [each.from, each.to] }] : [];
  });
  return [...lines, ...routes(ways, boxes, () => ({ x: 0, y: 0, height: 0 }))];
}

/** As many cards a line as there is room for, the steps below each other. */
function wrapped(shape: MapShape, width: number): MapLayout {
  const layout: MapLayout = { boxes: [], bands: [], lines: [], is_compact: true, height: 0 };
  const compact = { wide: MAP_SIZES.compactInLine, height: MAP_SIZES.compact };
  shape.steps.forEach((cards, at) => {
    addLines(layout, { cards, step: at + 1 }, width, compact);
  });
  if (shape.unlinked.length > 0) addLines(layout, { cards: shape.unlinked, step: null }, width, compact);
  return layout;
}

function addLines(
  layout: MapLayout,
  { cards, step }: Omit<MapBand, 'y'>,
  width: number,
  least: { wide: number; height: number },
): void {
  const { line, rise } = MAP_SIZES;
  const { height } = least;
  const perLine = Math.max(1, Math.floor((width + line) / (least.wide + line)));
  const wide = (width + line) / perLine - line;
  const y = layout.bands.length === 0 ? 0 : layout.height + rise - line;
  cards.forEach((card, at) => {
    const x = (at % perLine) * (wide + line);
    layout.boxes[card] = { x, y: y + Math.floor(at / perLine) * (height + line), width: wide, height };
  });
  layout.bands.push({ step, cards: [...cards], y });
  layout.height = y + Math.ceil(cards.length / perLine) * (height + line) - line;
}

/** Cards take the room that their step leaves, and stand near to what they are linked with. */
function linked(shape: MapShape, width: number, { height, most }: { height: number; most: number }): MapLayout {
  const { gap, least, rise, lane } = MAP_SIZES;
  const count = shape.cards.length;
  const { rows, ways } = withoutCrowding(shape, width);
  const wide: number[] = [];
  for (const row of rows) {
    const cards = row.filter((node) => node < count).length;
    const lanes = row.length - cards;
    const room = (width + gap - lanes * (lane + gap)) / cards - gap;
    for (const node of row) wide[node] = node < count ? Math.max(least, Math.min(most, room)) : lane;
  }
  const middle = straighten(rows, [...ways.values()], wide, width, count);
  const layout: MapLayout = { boxes: [], bands: [], lines: [], is_compact: false, height: 0 };
  const top: number[] = [];
  rows.forEach((row, at) => {
    const y = at * (height + rise);
    for (const node of row) {
      top[node] = y;
      const own = wide[node] as number;
      if (node < count) layout.boxes[node] = { x: (middle[node] as number) + (width - own) / 2, y, width: own, height };
    }
    layout.bands.push({ step: at + 1, cards: row.filter((node) => node < count), y });
    layout.height = y + height;
  });
  const bends = (node: number) => ({ x: (middle[node] as number) + width / 2, y: top[node] as number, height });
  layout.lines = routes(
    [...ways].map(([bundle, way]) => ({ bundle, way, ...(shape.bundles[bundle] as Bundle) })),
    layout.boxes,
    bends,
  );
  if (shape.unlinked.length > 0)
    addLines(layout, { cards: shape.unlinked, step: null }, width, { wide: MAP_SIZES.inLine, height });
  return layout;
}

/**
 * Where lanes would leave cards too little room, the lightest of the long links go without one: they are drawn once somebody
 * points at one of their cards. The ways that stay, by the numbers of their bundles.
 */
function withoutCrowding(shape: MapShape, width: number) {
  const { gap, least, lane } = MAP_SIZES;
  const count = shape.cards.length;
  const taken = shape.steps.map((cards) => cards.length * (least + gap) - gap);
  const rowOf = new Map(shape.rows.flatMap((row, at) => row.map((node) => [node, at])));
  const ways = new Map<number, number[]>();
  const heaviest = shape.drawn
    .map((bundle, at) => ({ bundle, way: shape.ways[at] as number[] }))
    .sort((a, b) => weightOf(shape, b.bundle) - weightOf(shape, a.bundle));
  for (const { bundle, way } of heaviest) {
    const passed = way.slice(1, -1).map((bend) => rowOf.get(bend) as number);
    if (passed.some((row) => (taken[row] as number) + lane + gap > width)) continue;
    for (const row of passed) taken[row] = (taken[row] as number) + lane + gap;
    ways.set(bundle, way);
  }
  const kept = new Set([...ways.values()].flat());
  return { rows: shape.rows.map((row) => row.filter((node) => node < count || kept.has(node))), ways };
}

const weightOf = ({ bundles }: MapShape, bundle: number) => {
  const { count, back } = bundles[bundle] as Bundle;
  return count + back;
};

/** The middle of each card and bend, from the middle of the view: as near to its neighbours as its step allows. */
function straighten(
  rows: readonly number[][],
  ways: readonly (readonly number[])[],
  wide: readonly number[],
  width: number,
  count: number,
): Float64Array {
  const { gap } = MAP_SIZES;
  const near: number[][] = Array.from(wide, () => []);
  const tie = (one: number, other: number) => {
    const times = one >= count && other >= count ? STRAIGHT : 1;
    for (let time = 0; time < times; time++) {
      near[one]?.push(other);
      near[other]?.push(one);
    }
  };
  for (const way of ways) for (const [at, node] of way.slice(1).entries()) tie(way[at] as number, node);
  const room = (node: number) => (wide[node] as number) + gap;
  const middle = new Float64Array(wide.length);
  for (const row of rows) {
    let left = -row.reduce((sum, node) => sum + room(node), 0) / 2;
    for (const node of row) {
      middle[node] = left + room(node) / 2;
      left += room(node);
    }
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (const row of sweep % 2 === 0 ? rows : rows.toReversed())
      settle(row, middle, room, width + gap, (node) => near[node] ?? []);
  return middle;
}
