import { CARD, frameAround, type LayoutGraph, layOut, type Positions } from './layout.ts';

const STEP = { x: CARD.width + 64, y: CARD.height + 16 };
/** With fewer known places than this share, the graph is another one. */
const ENOUGH = 0.5;

/**
 * Where everything stands when some of it stood somewhere before: what is known stays, and what is new comes near the things
 * it is linked to or stands among, without pushing anything. `known` has NaN for what is new.
 */
export function layOutKept(graph: LayoutGraph, known: Positions): Positions {
  const count = graph.cluster.length;
  const isNew = Array.from({ length: count }, (_, node) => Number.isNaN(known.x[node] as number));
  const fresh = isNew.reduce((sum, each) => sum + Number(each), 0);
  if (fresh === 0) return { x: Float64Array.from(known.x), y: Float64Array.from(known.y) };
  if (count - fresh < count * ENOUGH) return layOut(graph);

  const x = Float64Array.from(known.x);
  const y = Float64Array.from(known.y);
  const taken = new Taken();
  for (let node = 0; node < count; node++) if (!isNew[node]) taken.add(x[node] as number, y[node] as number);
  const { before, after } = neighbours(graph);
  const mates = Array.from({ length: graph.group.length }, () => [] as number[]);
  graph.cluster.forEach((cluster, node) => {
    if (!isNew[node]) mates[cluster]?.push(node);
  });

  const below = (nodes: readonly number[]) => {
    const frame = frameAround({ x, y }, nodes);
    return { x: frame.x + 20, y: frame.y + frame.height };
  };
  for (let node = 0; node < count; node++) {
    if (!isNew[node]) continue;
    const cluster = graph.cluster[node] as number;
    const inCluster = mates[cluster] as number[];
    const near = (others: number[], shift: number) =>
      others
        .filter((other) => graph.cluster[other] === cluster && !Number.isNaN(x[other] as number))
        .map((other) => ({ x: (x[other] as number) + shift, y: y[other] as number }));
    const wishes = [...near(before[node] ?? [], STEP.x), ...near(after[node] ?? [], -STEP.x)];
    let wish: { x: number; y: number };
    if (wishes.length > 0) wish = { x: mean(wishes.map((one) => one.x)), y: mean(wishes.map((one) => one.y)) };
    else if (inCluster.length > 0) wish = below(inCluster);
    else {
      // A cluster nobody has seen yet begins below everything.
      const all = [...x.keys()].filter((other) => !Number.isNaN(x[other] as number));
      const end = below(all);
      wish = { x: end.x, y: end.y + 120 };
    }
    const free = taken.nearest(wish.x, wish.y);
    x[node] = Math.round(free.x);
    y[node] = Math.round(free.y);
    taken.add(x[node] as number, y[node] as number);
    inCluster.push(node);
  }
  return { x, y };
}

const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;

function neighbours(graph: LayoutGraph) {
  const before: number[][] = Array.from({ length: graph.cluster.length }, () => []);
  const after: number[][] = Array.from({ length: graph.cluster.length }, () => []);
  graph.source.forEach((source, link) => {
    const target = graph.target[link] as number;
    after[source]?.push(target);
    before[target]?.push(source);
  });
  return { before, after };
}

/** Which places are taken, in cells of the size of a card. */
class Taken {
  private readonly cells = new Map<string, { x: number; y: number }[]>();

  add(x: number, y: number) {
    const key = `${Math.floor(x / STEP.x)},${Math.floor(y / STEP.y)}`;
    const cell = this.cells.get(key);
    if (cell) cell.push({ x, y });
    else this.cells.set(key, [{ x, y }]);
  }

  /** A free place as near as there is one, looking around in rings. */
  nearest(x: number, y: number): { x: number; y: number } {
    for (let ring = 0; ; ring++) {
      let best: { x: number; y: number; far: number } | null = null;
      for (let right = -ring; right <= ring; right++) {
        for (let down = -ring; down <= ring; down++) {
          if (Math.max(Math.abs(right), Math.abs(down)) !== ring) continue;
          const spot = { x: x + right * STEP.x, y: y + down * STEP.y };
          const far = Math.hypot(spot.x - x, spot.y - y);
          if ((best === null || far < best.far) && this.isFree(spot.x, spot.y)) best = { ...spot, far };
        }
      }
      if (best) return best;
    }
  }

  private isFree(x: number, y: number): boolean {
    const [column, row] = [Math.floor(x / STEP.x), Math.floor(y / STEP.y)];
    for (let right = -1; right <= 1; right++)
      for (let down = -1; down <= 1; down++)
        for (const one of this.cells.get(`${column + right},${row + down}`) ?? [])
          if (Math.abs(one.x - x) < CARD.width + 8 && Math.abs(one.y - y) < CARD.height + 8) return false;
    return true;
  }
}
