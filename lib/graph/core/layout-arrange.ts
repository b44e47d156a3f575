import { type Arrangement, ASPECT, type Gaps, placeColumns, type Sizes } from './layout-columns.ts';
import { layer, type Tie } from './layout-layers.ts';

/**
 * Arranges things of any size by their links: what belongs together in columns from left to right, what hangs on nothing after
 * it in rows. Deterministic, and led by the order in which the things are given.
 */
export function arrange(sizes: Sizes, ties: readonly Tie[], gaps: Gaps): Arrangement {
  const count = sizes.width.length;
  const parts = components(count, ties).map((members) => ({ members, ...arrangePart(members, ties, sizes, gaps) }));
  // What is linked comes first; things alone fill up the rows below.
  parts.sort((a, b) => Number(a.members.length === 1) - Number(b.members.length === 1));
  const widest = parts.reduce((most, { width }) => Math.max(most, width), 0);
  const area = parts.reduce((sum, part) => sum + (part.width + gaps.x) * (part.height + gaps.y), 0);
  const rooms = [Math.sqrt(area * ASPECT), ...[1, 2, 3, 4].map((times) => times * (widest + gaps.x) - gaps.x)];
  const tries = rooms.map((room) => pack(parts, Math.max(room, widest), gaps));
  const cost = ({ width, height }: Packed) => Math.abs(Math.log(width / Math.max(1, height) / ASPECT));
  const { left, top, width, height } = tries.reduce((best, next) => (cost(next) < cost(best) - 0.01 ? next : best));

  const x = new Float64Array(count);
  const y = new Float64Array(count);
  parts.forEach((part, at) => {
    part.members.forEach((member, index) => {
      x[member] = (left[at] as number) + (part.x[index] as number);
      y[member] = (top[at] as number) + (part.y[index] as number);
    });
  });
  return { x, y, width, height };
}

interface Packed {
  left: number[];
  top: number[];
  width: number;
  height: number;
}

/** Boxes beside each other in rows of at most this width, in their order. */
function pack(boxes: readonly { width: number; height: number }[], room: number, gaps: Gaps): Packed {
  const packed: Packed = { left: [], top: [], width: 0, height: 0 };
  let left = 0;
  let top = 0;
  for (const { width, height } of boxes) {
    if (left > 0 && left + width > room + 1) {
      top = packed.height + gaps.y;
      left = 0;
    }
    packed.left.push(left);
    packed.top.push(top);
    left += width;
    packed.width = Math.max(packed.width, left);
    packed.height = Math.max(packed.height, top + height);
    left += gaps.x;
  }
  return packed;
}

function arrangePart(members: number[], ties: readonly Tie[], sizes: Sizes, gaps: Gaps): Arrangement {
  const width = members.map((member) => sizes.width[member] as number);
  const height = members.map((member) => sizes.height[member] as number);
  if (members.length === 1)
    return { x: new Float64Array(1), y: new Float64Array(1), width: width[0] as number, height: height[0] as number };
  const own = new Map(members.map((member, index) => [member, index]));
  const inside = ties.flatMap(({ from, to, weight }) => {
    const [a, b] = [own.get(from), own.get(to)];
    return a === undefined || b === undefined || a === b ? [] : [{ from: a, to: b, weight }];
  });
  return placeColumns(members.length, layer(members.length, inside), { width, height }, gaps);
}

/** What hangs together, each in the given order, the parts by their first. */
function components(count: number, ties: readonly Tie[]): number[][] {
  const root = Int32Array.from({ length: count }, (_, node) => node);
  const find = (node: number) => {
    let at = node;
    while (root[at] !== at) at = root[at] = root[root[at] as number] as number;
    return at;
  };
  for (const { from, to } of ties) {
    const [a, b] = [find(from), find(to)];
    root[Math.max(a, b)] = Math.min(a, b);
  }
  return [
    ...Map.groupBy(
      Array.from({ length: count }, (_, node) => node),
      find,
    ).values(),
  ];
}
