import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CARD, frameAround, type LayoutGraph, layOut, type Positions } from './layout.ts';
import { layOutKept } from './layout-kept.ts';
import { layer, orderForward } from './layout-layers.ts';

/** Any graph: loops, links to itself, the same link twice, clusters without order. */
const graphs = fc
  .record({
    nodes: fc.integer({ min: 1, max: 40 }),
    clusters: fc.integer({ min: 1, max: 6 }),
    groups: fc.integer({ min: 1, max: 3 }),
    links: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 80 }),
    seeds: fc.array(fc.nat(), { minLength: 46, maxLength: 46 }),
  })
  .map(({ nodes, clusters, groups, links, seeds }): LayoutGraph => {
    const ends = links.filter(([a, b]) => a % nodes !== b % nodes);
    return {
      cluster: Int32Array.from({ length: nodes }, (_, node) => (seeds[node] as number) % clusters),
      group: Int32Array.from({ length: clusters }, (_, cluster) => (seeds[40 + cluster] as number) % groups),
      source: Int32Array.from(ends, ([a]) => a % nodes),
      target: Int32Array.from(ends, ([, b]) => b % nodes),
      weight: Float32Array.from(ends, () => 0.5),
    };
  });

const overlaps = ({ x, y }: Positions) => {
  for (let a = 0; a < x.length; a++)
    for (let b = 0; b < a; b++)
      if (
        Math.abs((x[a] as number) - (x[b] as number)) < CARD.width &&
        Math.abs((y[a] as number) - (y[b] as number)) < CARD.height
      )
        return true;
  return false;
};

const chain = (length: number): LayoutGraph => ({
  cluster: new Int32Array(length),
  group: new Int32Array(1),
  source: Int32Array.from({ length: length - 1 }, (_, node) => node),
  target: Int32Array.from({ length: length - 1 }, (_, node) => node + 1),
  weight: new Float32Array(length - 1).fill(0.9),
});

describe('a layout', () => {
  test('gives every card of any graph a place of its own, the same each time', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const placed = layOut(graph);
        expect([...placed.x, ...placed.y].every(Number.isFinite)).toBe(true);
        expect(overlaps(placed)).toBe(false);
        expect(layOut(graph)).toEqual(placed);
      }),
    );
  });

  test('keeps the frames of clusters apart', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const placed = layOut(graph);
        const frames = [...graph.group.keys()].flatMap((cluster) => {
          const nodes = [...graph.cluster.keys()].filter((node) => graph.cluster[node] === cluster);
          return nodes.length > 0 ? [frameAround(placed, nodes)] : [];
        });
        for (const a of frames)
          for (const b of frames)
            if (a !== b)
              expect(
                a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y,
              ).toBe(true);
      }),
    );
  });

  test('leads from left to right, in one line while it is short', () => {
    const { x, y } = layOut(chain(5));
    expect([...x]).toEqual([...x].sort((a, b) => a - b));
    expect(new Set(y).size).toBe(1);
  });

  test('continues below where a line would become too long', () => {
    const { x, y } = layOut(chain(60));
    expect(Math.max(...x)).toBeLessThan(12 * 280);
    expect(new Set(y).size).toBeGreaterThan(3);
  });
});

describe('layers', () => {
  test('without loops every link leads forward', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 60 }), (pairs) => {
        const ties = pairs.flatMap(([a, b]) => (a < b ? [{ from: a, to: b, weight: 1 }] : []));
        const place = orderForward(21, ties);
        expect([...place].sort((a, b) => a - b)).toEqual([...place.keys()]);
        for (const { from, to } of ties) expect(place[from]).toBeLessThan(place[to] as number);
      }),
    );
  });

  test('hold everything once, also in a loop', () => {
    const ties = [
      { from: 0, to: 1, weight: 1 },
      { from: 1, to: 2, weight: 1 },
      { from: 2, to: 0, weight: 0.2 },
    ];
    expect(layer(3, ties).columns).toEqual([[0], [1], [2]]);
  });

  test('are ordered so that links do not cross where they need not', () => {
    const ties = [
      { from: 0, to: 3, weight: 1 },
      { from: 1, to: 2, weight: 1 },
    ];
    const [left, right] = layer(4, ties).columns;
    expect(right).toEqual(left?.map((node) => (node === 0 ? 3 : 2)));
  });
});

describe('a layout that is kept', () => {
  const forget = ({ x, y }: Positions, nodes: readonly number[]): Positions => ({
    x: x.map((each, node) => (nodes.includes(node) ? Number.NaN : each)),
    y: y.map((each, node) => (nodes.includes(node) ? Number.NaN : each)),
  });

  test('leaves what is known where it is and finds free places for the rest', () => {
    fc.assert(
      fc.property(graphs, fc.array(fc.nat(39), { maxLength: 8 }), (graph, some) => {
        const fresh = some.filter((node) => node < graph.cluster.length);
        const before = layOut(graph);
        const kept = layOutKept(graph, forget(before, fresh));
        expect(overlaps(kept)).toBe(false);
        if (new Set(fresh).size > graph.cluster.length / 2) return;
        for (const node of graph.cluster.keys())
          if (!fresh.includes(node)) expect([kept.x[node], kept.y[node]]).toEqual([before.x[node], before.y[node]]);
      }),
    );
  });

  test('puts a new card right of what leads to it', () => {
    const graph = chain(4);
    const kept = layOutKept(graph, forget(layOut(graph), [3]));
    expect(kept.x[3]).toBeGreaterThan(kept.x[2] as number);
    expect(kept.y[3]).toBe(kept.y[2]);
  });

  test('begins anew when hardly anything is known', () => {
    const graph = chain(4);
    expect(layOutKept(graph, forget(layOut(graph), [0, 1, 2]))).toEqual(layOut(graph));
  });
});
