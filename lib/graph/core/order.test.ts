import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyGraph, dag } from './brute-force.cases.ts';
import { indexGraph } from './graph.ts';
import { loopComponents, withoutLoops } from './loops.ts';
import { orderEarly, orderLate, stableOrder, staying, topologicalOrder } from './order.ts';

const places = (order: Iterable<number>) => new Map(Array.from(order, (node, at) => [node, at]));

describe('an order of learning', () => {
  test('leads every link forward, and its levels are the longest ways', () => {
    fc.assert(
      fc.property(dag, ({ index, edges, size }) => {
        const { order, level, in_loops } = topologicalOrder(index);
        const at = places(order);
        const longest = (node: number): number =>
          Math.max(0, ...edges.filter(([, target]) => target === node).map(([source]) => longest(source) + 1));
        expect(at.size).toBe(size);
        expect(in_loops).toEqual([]);
        for (const [a, b] of edges) expect(at.get(a)).toBeLessThan(at.get(b) as number);
        for (let node = 0; node < size; node++) expect(level[node]).toBe(longest(node));
      }),
    );
  });

  test('leaves out what is in a loop or behind one, and names what is in one', () => {
    fc.assert(
      fc.property(anyGraph, ({ index, size, leads }) => {
        const all = Array.from({ length: size }, (_, node) => node);
        const looped = all.filter((node) => leads(node, node));
        const behind = all.filter((node) => looped.some((each) => each === node || leads(each, node)));
        const { order, level, in_loops } = topologicalOrder(index);
        expect(in_loops.sort()).toEqual(looped);
        expect([...order].sort()).toEqual(all.filter((node) => !behind.includes(node)));
        expect(all.filter((node) => level[node] === -1)).toEqual(behind);
      }),
    );
  });
});

describe('an order near to the present one', () => {
  test.each([
    ['late', orderLate],
    ['early', orderEarly],
    ['stable', stableOrder],
  ])('has all nodes once and leads every link forward but those on loops: %s', (_name, orderOf) => {
    fc.assert(
      fc.property(anyGraph, ({ index, edges, size, leads }) => {
        const order = orderOf(index);
        expect([...order].sort()).toEqual(Array.from({ length: size }, (_, node) => node));
        const at = places(order);
        for (const [a, b] of edges) if (!leads(b, a)) expect(at.get(a)).toBeLessThan(at.get(b) as number);
      }),
    );
  });

  test('is the present one where that is right already', () => {
    fc.assert(
      fc.property(dag, ({ index, edges, size }) => {
        fc.pre(edges.every(([a, b]) => a < b));
        expect(stableOrder(index)).toEqual(Array.from({ length: size }, (_, node) => node));
      }),
    );
  });

  test('moves what stands wrong and nothing else', () => {
    const order = (...edges: [string, string][]) =>
      stableOrder(
        indexGraph(
          Array.from('abcdef', (id) => ({ id })),
          edges.map(([source_id, target_id]) => ({ source_id, target_id })),
        ),
      )
        .map((node) => 'abcdef'[node])
        .join('');
    // One moves down; one moves up, since three would have to move down.
    expect(order(['f', 'a'])).toBe('bcdefa');
    expect(order(['f', 'b'], ['b', 'c'], ['c', 'd'])).toBe('afbcde');
  });

  test('knows what need not move', () => {
    expect([[], [0, 1, 2], [2, 1, 0], [1, 2, 0, 3]].map(staying)).toEqual([[], [0, 1, 2], [0], [1, 2, 3]]);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(20), { maxLength: 8 }), (order) => {
        const longest = (from: number): number =>
          1 +
          Math.max(0, ...order.map((value, at) => (at > from && value > (order[from] as number) ? longest(at) : 0)));
        const found = staying(order);
        expect(found.length).toBe(Math.max(0, ...order.map((_value, at) => longest(at))));
        expect(found).toEqual([...found].sort((a, b) => a - b));
        expect(order.filter((value) => found.includes(value))).toEqual(found);
      }),
    );
  });
});

describe('loops', () => {
  test('are found as the nodes that lead to each other', () => {
    fc.assert(
      fc.property(anyGraph, ({ index, size, leads }) => {
        const found = loopComponents(index).map((nodes) => nodes.sort());
        const expected: number[][] = [];
        for (let node = 0; node < size; node++) {
          if (!leads(node, node) || expected.flat().includes(node)) continue;
          expected.push(
            Array.from({ length: size }, (_, other) => other).filter(
              (other) => other === node || (leads(node, other) && leads(other, node)),
            ),
          );
        }
        expect(found.sort((a, b) => (a[0] as number) - (b[0] as number))).toEqual(expected);
      }),
    );
  });

  test('go away with their links, and no other link does', () => {
    fc.assert(
      fc.property(anyGraph, ({ index, edges, leads }) => {
        const left = withoutLoops(index);
        expect([...left.out_links].sort((a, b) => a - b)).toEqual(
          edges.flatMap(([a, b], at) => (leads(b, a) ? [] : [at])),
        );
        expect([...left.in_links].sort((a, b) => a - b)).toEqual([...left.out_links].sort((a, b) => a - b));
        expect(loopComponents(left)).toEqual([]);
      }),
    );
  });

  test('are found in a chain that no stack of calls would hold', () => {
    const size = 50_000;
    const nodes = Array.from({ length: size }, (_, at) => ({ id: `n${at}` }));
    const links = nodes.map(({ id }, at) => ({ source_id: id, target_id: `n${(at + 1) % size}` }));
    expect(loopComponents(indexGraph(nodes, links))).toHaveLength(1);
    expect(topologicalOrder(indexGraph(nodes, links.slice(0, -1))).level[size - 1]).toBe(size - 1);
  });
});
