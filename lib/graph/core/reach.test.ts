import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bottlenecks, dominators } from './bottlenecks.ts';
import { anyGraph, dag, nodeIds, smallGraph } from './brute-force.cases.ts';
import { GRAPH_CASES } from './graph.cases.ts';
import { indexGraph } from './graph.ts';
import { pieces } from './islands.ts';
import { topologicalOrder } from './order.ts';
import { otherWays } from './other-ways.ts';
import { ancestors, chainTo, descendants, neighbourhood, reach, shortestWay } from './reach.ts';

const rising = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b);
const nodesOf = (size: number) => Array.from({ length: size }, (_, node) => node);

describe.each(GRAPH_CASES)('$name', ({ edges, ways, closed }) => {
  const ids = [...new Set(edges.flat())].map((id) => ({ id }));
  const index = indexGraph(
    ids,
    edges.map(([source_id, target_id]) => ({ source_id, target_id })),
  );
  const at = (id: string) => index.at.get(id) as number;

  test('has these shortest ways', () => {
    for (const { from, to, links } of ways)
      expect(shortestWay(index, at(from), at(to))?.links.length ?? null).toBe(links);
  });

  test('is closed to these links', () => {
    for (const [id, targets] of Object.entries(closed))
      expect([at(id), ...ancestors(index, at(id))].map((node) => index.ids[node]).sort()).toEqual(targets.sort());
  });
});

describe('what is reached', () => {
  test('is what links lead to, and against them what leads here', () => {
    fc.assert(
      fc.property(anyGraph, ({ index, size, leads }) => {
        for (let node = 0; node < size; node++) {
          const others = nodesOf(size).filter((other) => other !== node);
          expect(rising(descendants(index, node))).toEqual(others.filter((other) => leads(node, other)));
          expect(rising(ancestors(index, node))).toEqual(others.filter((other) => leads(other, node)));
        }
      }),
    );
  });

  test('says how far it is, and ends where it is told', () => {
    fc.assert(
      fc.property(anyGraph, fc.integer({ min: 0, max: 4 }), ({ index, size }, most) => {
        const all = reach(index, [0], 'out');
        all.nodes.forEach((node, at) => {
          if (node !== 0) expect(shortestWay(index, 0, node)?.links.length).toBe(all.hops[at]);
        });
        const near = all.nodes.filter((_node, at) => (all.hops[at] as number) <= most);
        expect(reach(index, [0], 'out', most).nodes).toEqual(near);
        const before = reach(index, [0], 'in', most).nodes;
        expect(rising(neighbourhood(index, 0, most))).toEqual(rising(new Set([...near, ...before])));
        expect(size).toBeGreaterThan(0);
      }),
    );
  });

  test('by a shortest way of links that follow each other', () => {
    fc.assert(
      fc.property(anyGraph, ({ index, size, edges, leads }) => {
        for (let to = 1; to < size; to++) {
          const way = shortestWay(index, 0, to);
          expect(way !== null).toBe(leads(0, to));
          way?.links.forEach((link, at) => {
            expect(edges[link]).toEqual([way.nodes[at], way.nodes[at + 1]]);
          });
        }
      }),
    );
  });

  test('a longest chain to a node is a chain, and none is longer', () => {
    fc.assert(
      fc.property(dag, ({ index, edges, size }) => {
        const { level } = topologicalOrder(index);
        const longest = (node: number): number =>
          Math.max(1, ...edges.filter(([, target]) => target === node).map(([source]) => longest(source) + 1));
        for (const node of nodesOf(size)) {
          const { nodes, links } = chainTo(index, level, node);
          links.forEach((link, at) => {
            expect(edges[link]).toEqual([nodes[at], nodes[at + 1]]);
          });
          expect(nodes.at(-1)).toBe(node);
          expect(nodes.length).toBe(longest(node));
        }
      }),
    );
  });
});

describe('other ways', () => {
  const check = ({ index, size, edges, leads }: ReturnType<typeof smallGraph>, patience: number) => {
    const isLooped = ([a, b]: [number, number]) => leads(b, a);
    const pairs = nodesOf(size).flatMap((a) => nodesOf(size).flatMap((b) => (a === b ? [] : [[a, b] as const])));
    const found = otherWays(
      index,
      Int32Array.from(pairs, ([a]) => a),
      Int32Array.from(pairs, ([, b]) => b),
      patience,
    );
    pairs.forEach(([a, b], at) => {
      const isOther = leads(a, b, (edge) => isLooped(edge) || (edge[0] === a && edge[1] === b));
      expect(found[at], `${a}>${b} in ${JSON.stringify(edges)}`).toBe(Number(isOther));
    });
  };

  test('are ways of two links or more, off the loops', () => {
    fc.assert(fc.property(fc.oneof(dag, anyGraph), fc.constantFrom(-1, 3, 1000), check));
  });

  test('are the same when the search gives up and all sources are carried along together', () => {
    // Wide layers, each linked to all of the next: the search from the first of them would walk through all.
    const width = 45;
    const layers = 5;
    const edges = nodesOf(layers - 1).flatMap((layer) =>
      nodesOf(width * width).map((at): [number, number] => [
        layer * width + (at % width),
        (layer + 1) * width + Math.floor(at / width),
      ]),
    );
    const last = layers * width;
    const links = [...edges, ...nodesOf(width).map((at): [number, number] => [at, last + at])];
    const { index } = smallGraph(last + width, links);
    const pairs = [
      ...nodesOf(width).map((at) => [at, last - 1]),
      ...nodesOf(width).map((at) => [at, last + at]),
      ...nodesOf(width).map((at) => [at, width + at]),
      ...nodesOf(width).map((at) => [at, 2 * width + at]),
    ] as [number, number][];
    const found = otherWays(
      index,
      Int32Array.from(pairs, ([a]) => a),
      Int32Array.from(pairs, ([, b]) => b),
    );
    expect([...found]).toEqual(pairs.map((_pair, at) => Number(at < width || at >= 3 * width)));
  });
});

describe('bottlenecks', () => {
  test('the nearest node that every way leads through', () => {
    fc.assert(
      fc.property(dag, ({ index, size, edges, leads }) => {
        const found = dominators(index);
        const beginnings = nodesOf(size).filter((node) => !edges.some(([, target]) => target === node));
        for (let node = 0; node < size; node++) {
          const touches = (through: number) => (edge: [number, number]) => edge.includes(through);
          const all = nodesOf(size).filter(
            (through) =>
              through !== node &&
              beginnings.every(
                (first) => first === through || (first !== node && !leads(first, node, touches(through))),
              ),
          );
          // Of several, the last: all others lead to it.
          const last = all.find((each) => all.every((other) => other === each || leads(other, each)));
          expect(found[node]).toBe(last ?? -1);
        }
      }),
    );
  });

  test('are told where ways part, not along a chain, and not of beginnings', () => {
    const star = nodesOf(12).map((at): [number, number] => [2, 3 + at]);
    const { index } = smallGraph(15, [[0, 1], [1, 2], ...star]);
    expect(bottlenecks(index, 10)).toEqual([{ node: 2, behind: 12 }]);
    expect(bottlenecks(index, 13)).toEqual([]);
  });

  test('of what is in a loop nothing is said', () => {
    const { index } = smallGraph(3, [
      [0, 1],
      [1, 0],
      [1, 2],
    ]);
    expect([...dominators(index)]).toEqual([-2, -2, -2]);
  });
});

test('pieces are what hangs together, whichever way links lead', () => {
  fc.assert(
    fc.property(anyGraph, ({ index, size, edges }) => {
      const both = smallGraph(size, [...edges, ...edges.map(([a, b]): [number, number] => [b, a])]);
      const { piece, count } = pieces(index);
      for (let a = 0; a < size; a++)
        for (let b = 0; b < size; b++) expect(piece[a] === piece[b]).toBe(a === b || both.leads(a, b));
      expect(new Set(piece).size).toBe(count);
    }),
  );
  expect(pieces(indexGraph(nodeIds(0), [])).count).toBe(0);
});
