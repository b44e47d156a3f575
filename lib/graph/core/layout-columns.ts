import type { Layers } from './layout-layers.ts';

/** How much room things take, by their numbers. */
export interface Sizes {
  width: ArrayLike<number>;
  height: ArrayLike<number>;
}

export interface Gaps {
  /** Between columns, and between things of a column. */
  x: number;
  y: number;
}

/** Upper left corners within a frame of this size. */
export interface Arrangement {
  x: Float64Array;
  y: Float64Array;
  width: number;
  height: number;
}

/** The shape to aim at, width by height: that of a screen. */
export const ASPECT = 1.6;
const BEND_HEIGHT = 10;
const SWEEPS = 6;
/** So few are never broken into lines. */
const FEW_COLUMNS = 6;

/**
 * Columns become coordinates: columns that are too high are set in several beside each other, and a row of columns that is too
 * long continues below, as text does.
 */
export function placeColumns(count: number, { columns, before, after }: Layers, sizes: Sizes, gaps: Gaps): Arrangement {
  const heightOf = (node: number) => (node < count ? (sizes.height[node] as number) + gaps.y : BEND_HEIGHT);
  const columnHeight = (column: readonly number[]) => column.reduce((sum, node) => sum + heightOf(node), 0) - gaps.y;
  const columnWidth = (column: readonly number[]) =>
    column.reduce((most, node) => Math.max(most, node < count ? (sizes.width[node] as number) : 0), 0);

  let area = 0;
  for (let node = 0; node < count; node++)
    area += ((sizes.width[node] as number) + gaps.x) * ((sizes.height[node] as number) + gaps.y);
  const highest = Math.max(1.5 * Math.sqrt(area / ASPECT), ...columns.map((column) => maxOf(column, heightOf)));
  const split = columns.flatMap((column) => splitColumn(column, Math.ceil(columnHeight(column) / highest)));
  const lines = wrap(split, columnWidth, columnHeight, gaps);

  const x = new Float64Array(count);
  const centre = new Float64Array(before.length);
  const lineOf = new Int32Array(before.length).fill(-1);
  lines.forEach((line, number) => {
    for (const column of line) for (const node of column) lineOf[node] = number;
  });
  let top = 0;
  let width = 0;
  lines.forEach((line, number) => {
    const inLine = (nodes: number[]) => nodes.filter((node) => lineOf[node] === number);
    level(
      line,
      centre,
      heightOf,
      (node) => inLine(before[node] ?? []),
      (node) => inLine(after[node] ?? []),
      gaps.y,
    );
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    let left = 0;
    for (const column of line) {
      const wide = columnWidth(column);
      for (const node of column) {
        if (node >= count) continue;
        const half = (sizes.height[node] as number) / 2;
        least = Math.min(least, (centre[node] as number) - half);
        most = Math.max(most, (centre[node] as number) + half);
        x[node] = left + (wide - (sizes.width[node] as number)) / 2;
      }
      // A column of nothing but bends needs no room of its own.
      if (wide > 0) left += wide + gaps.x;
    }
    for (const column of line) for (const node of column) centre[node] = (centre[node] as number) + top - least;
    width = Math.max(width, left - gaps.x);
    top += most - least + gaps.x;
  });
  const y = new Float64Array(count);
  for (let node = 0; node < count; node++) y[node] = (centre[node] as number) - (sizes.height[node] as number) / 2;
  return { x, y, width, height: top - gaps.x };
}

const maxOf = (list: readonly number[], of: (one: number) => number) =>
  list.reduce((most, one) => Math.max(most, of(one)), 0);

/** Dealt out like cards, so that each still stands about as high as its neighbours wish. */
function splitColumn(column: number[], parts: number): number[][] {
  if (parts <= 1) return [column];
  const split: number[][] = Array.from({ length: parts }, () => []);
  for (const [index, node] of column.entries()) split[index % parts]?.push(node);
  return split;
}

function wrap(
  columns: number[][],
  widthOf: (column: number[]) => number,
  heightOf: (column: number[]) => number,
  gaps: Gaps,
): number[][][] {
  const widths = columns.map((column) => widthOf(column) + (widthOf(column) > 0 ? gaps.x : 0));
  const heights = columns.map(heightOf);
  const total = widths.reduce((sum, width) => sum + width, 0);
  const cut = (parts: number) => {
    const lines: number[][] = [[]];
    let width = 0;
    columns.forEach((_, at) => {
      if (width > 0 && width + (widths[at] as number) / 2 > total / parts) {
        lines.push([]);
        width = 0;
      }
      lines.at(-1)?.push(at);
      width += widths[at] as number;
    });
    return lines;
  };
  let best: number[][] = cut(1);
  let least = Number.POSITIVE_INFINITY;
  for (let parts = 1; parts <= (columns.length > FEW_COLUMNS ? Math.min(columns.length, 40) : 1); parts++) {
    const lines = cut(parts);
    const width = Math.max(...lines.map((line) => line.reduce((sum, at) => sum + (widths[at] as number), 0)));
    const height = lines.reduce((sum, line) => sum + Math.max(...line.map((at) => heights[at] as number)) + gaps.x, 0);
    // One line reads best: to break it must be worth it.
    const cost = Math.abs(Math.log(width / height / ASPECT)) + (parts === 1 ? 0 : 0.35);
    if (cost < least) [least, best] = [cost, lines];
  }
  return best.map((line) => line.map((at) => columns[at] as number[]));
}

/** Lets each thing stand as near as its order allows to where its neighbours are. */
function level(
  line: number[][],
  centre: Float64Array,
  heightOf: (node: number) => number,
  before: (node: number) => number[],
  after: (node: number) => number[],
  gap: number,
) {
  for (const column of line) {
    const height = column.reduce((sum, node) => sum + heightOf(node), 0);
    let top = -height / 2;
    for (const node of column) {
      centre[node] = top + (heightOf(node) - gap) / 2;
      top += heightOf(node);
    }
  }
  if (line.length < 2) return;
  const left = new Map(line.flat().map((node) => [node, before(node)]));
  const right = new Map(line.flat().map((node) => [node, after(node)]));
  const room = 1.1 * Math.max(...line.map((column) => column.reduce((sum, node) => sum + heightOf(node), 0)));
  for (let sweep = 0; sweep <= SWEEPS; sweep++) {
    const isLast = sweep === SWEEPS;
    const columns = sweep % 2 === 0 ? line : line.toReversed();
    for (const column of columns)
      settle(column, centre, heightOf, room, (node) => {
        const near = (sweep % 2 === 0 ? left : right).get(node) ?? [];
        return isLast || near.length === 0 ? [...(left.get(node) ?? []), ...(right.get(node) ?? [])] : near;
      });
  }
}

/**
 * The heights of a column with the least squared distance to what is wished and nothing overlapping: isotonic regression by
 * pooling neighbours that want to pass each other.
 */
export function settle(
  column: readonly number[],
  centre: Float64Array,
  heightOf: (node: number) => number,
  room: number,
  near: (node: number) => number[],
) {
  const offsets: number[] = [];
  const pools: { sum: number; weight: number; from: number }[] = [];
  let offset = 0;
  column.forEach((node, index) => {
    if (index > 0) offset += (heightOf(column[index - 1] as number) + heightOf(node)) / 2;
    offsets.push(offset);
    const others = near(node);
    let wish = centre[node] as number;
    if (others.length > 0) wish = others.reduce((sum, other) => sum + (centre[other] as number), 0) / others.length;
    const weight = others.length > 0 ? 1 : 0.2;
    pools.push({ sum: (wish - offset) * weight, weight, from: index });
    while (pools.length > 1) {
      const last = pools.at(-1) as (typeof pools)[number];
      const above = pools.at(-2) as (typeof pools)[number];
      if (above.sum / above.weight <= last.sum / last.weight) break;
      pools.pop();
      above.sum += last.sum;
      above.weight += last.weight;
    }
  });
  // Bounds on such a solution are kept by cutting it off at them: nothing drifts away from its row.
  const least = (heightOf(column[0] as number) - room) / 2;
  const most = (room - heightOf(column.at(-1) as number)) / 2 - offset;
  pools.forEach(({ sum, weight, from }, pool) => {
    const to = pools[pool + 1]?.from ?? column.length;
    const base = Math.max(least, Math.min(most, sum / weight));
    for (let index = from; index < to; index++) centre[column[index] as number] = base + (offsets[index] as number);
  });
}
