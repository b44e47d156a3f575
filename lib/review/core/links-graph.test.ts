import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOutLinks } from './links-graph.ts';

const ids = ['a', 'b', 'c', 'd', 'e'].map((letter) => `00000000-0000-4000-8000-00000000000${letter}`);
const end = (id: string) => ({ title: `Lesson ${id.at(-1)}`, id, version: 1 });
const link = (source: string, target: string) => ({
  source: end(source),
  target: end(target),
  term: 'row',
  reason: 'It says so.',
  confidence: 0.5,
});
const [a, b, c] = ids as [string, string, string];

test('what is learned first stands above, and what is drawn already has no number', () => {
  const { nodes, edges, loops } = layOutLinks([link(b, c)], { now: [{ source: c, target: c }], loops: [] });
  expect(nodes.map(({ key, layer }) => [key, layer])).toEqual([
    [b, 0],
    [c, 1],
  ]);
  expect(edges.filter(({ nth }) => nth !== null)).toEqual([{ from: b, to: c, nth: 0 }]);
  expect(loops.size).toBe(0);
});

test('a link back closes a loop: with what is drawn, with one before it, or with lessons that are not shown', () => {
  expect([...layOutLinks([link(b, a)], { now: [{ source: a, target: b }], loops: [] }).loops]).toEqual([0]);
  expect([...layOutLinks([link(a, b), link(b, a)], null).loops]).toEqual([1]);
  expect([...layOutLinks([link(a, b)], { now: [], loops: [0] }).loops]).toEqual([0]);
});

test('of two links that exclude one another, rejecting one lets the other be', () => {
  expect([...layOutLinks([link(a, b), link(b, a)], null, new Set([0])).loops]).toEqual([]);
});

test('many ways between two lessons are no work', () => {
  const layer = (nth: number, side: string) => `${String(nth).padStart(8, '0')}-0000-4000-8000-00000000000${side}`;
  const links = Array.from({ length: 40 }, (_, nth) =>
    ['a', 'b'].flatMap((from) => ['a', 'b'].map((to) => link(layer(nth, from), layer(nth + 1, to)))),
  ).flat();
  expect(layOutLinks(links, null).loops.size).toBe(0);
});

test('lessons that are drafts themselves are told apart by their titles', () => {
  const draft = { ...link(a, b), source: { title: 'New', id: null, version: null } };
  expect(layOutLinks([draft], null).nodes.map(({ title }) => title)).toEqual(['New', 'Lesson b']);
});

test('whatever is proposed: no link that is no loop goes up, and no two lessons share a place', () => {
  const pair = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids));
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1, maxLength: 12 }), fc.array(pair, { maxLength: 6 }), (links, now) => {
      const { nodes, edges, loops } = layOutLinks(
        links.map(([source, target]) => link(source, target)),
        { now: now.filter(([s, t]) => s < t).map(([source, target]) => ({ source, target })), loops: [] },
      );
      const at = new Map(nodes.map((node) => [node.key, node]));
      for (const { from, to, nth } of edges)
        if (nth === null || !loops.has(nth)) expect(at.get(from)?.layer).toBeLessThan(at.get(to)?.layer ?? -1);
      expect(new Set(nodes.map(({ layer, row }) => `${layer} ${row}`)).size).toBe(nodes.length);
    }),
  );
});
