import type { Rect } from '#lib/graph/core/layout.ts';

export interface Label<Of extends { rect: Rect }> {
  of: Of;
  text: string;
  width: number;
  height: number;
}

export interface PlacedLabel<Of extends { rect: Rect }> extends Label<Of> {
  box: Rect;
}

/**
 * Puts each label below, above, right or left of what it names, wherever it covers nothing and no other label; what fits
 * nowhere is left out. One after the other, the larger things first: good enough for a map, and done within a frame (best
 * placement is NP-hard: Marks and Shieber, "The computational complexity of cartographic label placement", 1991).
 */
export function placeLabels<Of extends { rect: Rect }>(
  labels: readonly Label<Of>[],
  taken: readonly Rect[],
  gap: number,
): PlacedLabel<Of>[] {
  const [highest = 1] = labels.map(({ height }) => height).sort((a, b) => b - a);
  const grid = new Grid(highest * 8);
  for (const rect of taken) grid.add(rect);
  const area = ({ of }: Label<Of>) => of.rect.width * of.rect.height;
  const placed: PlacedLabel<Of>[] = [];
  for (const label of [...labels].sort((a, b) => area(b) - area(a))) {
    const { width, height, of } = label;
    const { rect } = of;
    const middle = rect.x + (rect.width - width) / 2;
    const beside = rect.y + (rect.height - height) / 2;
    const places: [x: number, y: number][] = [
      [middle, rect.y + rect.height + gap],
      [middle, rect.y - height - gap],
      [rect.x + rect.width + 2 * gap, beside],
      [rect.x - width - 2 * gap, beside],
    ];
    for (const [x, y] of places) {
      const box = { x, y, width, height };
      if (grid.isTaken(box)) continue;
      grid.add(box);
      placed.push({ ...label, box });
      break;
    }
  }
  return placed;
}

/** Which rectangles are near, by cells. */
class Grid {
  private cells = new Map<string, Rect[]>();
  private size: number;

  constructor(size: number) {
    this.size = size;
  }

  private *near({ x, y, width, height }: Rect): Generator<string> {
    for (let column = Math.floor(x / this.size); column <= Math.floor((x + width) / this.size); column++)
      for (let row = Math.floor(y / this.size); row <= Math.floor((y + height) / this.size); row++)
        yield `${column} ${row}`;
  }

  add(rect: Rect) {
    for (const cell of this.near(rect)) {
      const there = this.cells.get(cell);
      if (there) there.push(rect);
      else this.cells.set(cell, [rect]);
    }
  }

  isTaken(box: Rect): boolean {
    for (const cell of this.near(box)) if (this.cells.get(cell)?.some((other) => overlap(box, other))) return true;
    return false;
  }
}

const overlap = (a: Rect, b: Rect) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
