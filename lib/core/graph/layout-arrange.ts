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
  const area = parts.reduce((sum, part) => sum + (part.width + gaps.x) * (part.height + gaps.y), 0);
  const room = Math.max(Math.sqrt(area * ASPECT), ...parts.map(({ width }) => width));

  const x = new Float64Array(count);
  const y = new Float64Array(count);
  let left = 0;
  let top = 0;
  let bottom = 0;
  let width = 0;
  for (const part of parts) {
    if (left > 0 && left + part.width > room + 1) {
      top = bottom + gaps.y;
      left = 0;
    }
    part.members.forEach((member, index) => {
      x[member] = left + (part.x[index] as number);
      y[member] = top + (part.y[index] as number);
    });
    left += part.width;
    width = Math.max(width, left);
    left += gaps.x;
    bottom = Math.max(bottom, top + part.height);
  }
  return { x, y, width, height: bottom };
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
