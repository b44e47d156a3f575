import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyGraph, asEdges, dag, type SmallGraph } from './brute-force.cases.ts';
import { caseLink, caseNode, typeInTurn } from './graph.cases.ts';
import { indexGraph } from './graph.ts';
import { REQUIRED_TYPES } from './keep.ts';
import { impact, learningPath, type PathGraph, shortestPath, unlocks } from './paths.ts';
import { redundantLinks, wayAround } from './redundant.ts';

/** The graph with types in turn, and the edges of it that are required. */
function typed(graph: SmallGraph): { graph: PathGraph; isRequired: (edge: [number, number]) => boolean } {
  const nodes = Array.from({ length: graph.size }, (_, at) => caseNode(`n${at}`, { mins: at + 1 }));
  const links = asEdges(graph).map((edge, at) => caseLink(edge, { link_type: typeInTurn(at) }));
  const required = new Set(graph.edges.filter((_edge, at) => REQUIRED_TYPES.has(typeInTurn(at))));
  return { graph: { nodes, links, index: indexGraph(nodes, links) }, isRequired: (edge) => required.has(edge) };
}

const some = fc.uniqueArray(fc.integer({ min: 0, max: 8 }), { maxLength: 3 });
const numberOf = (id: string) => Number(id.slice(1));

describe('a learning path', () => {
  test('has all that is needed and not known, and nothing else, in an order that can be learned', () => {
    fc.assert(
      fc.property(dag, some, (small, known) => {
        const { graph, isRequired } = typed(small);
        const goal = small.size - 1;
        const path = learningPath(graph, [`n${goal}`], { known: new Set(known.map((node) => `n${node}`)) });
        const isOpen = (edge: [number, number]) => isRequired(edge) && !edge.some((node) => known.includes(node));
        const needed = Array.from({ length: small.size }, (_, node) => node).filter(
          (node) => !known.includes(goal) && (node === goal || small.leads(node, goal, (edge) => !isOpen(edge))),
        );
        expect(path.nodes.map(numberOf).sort()).toEqual(needed);
        const at = new Map(path.nodes.map((id, place) => [numberOf(id), place]));
        const inside = small.edges.filter((edge) => isRequired(edge) && edge.every((node) => at.has(node)));
        for (const [a, b] of inside) expect(at.get(a)).toBeLessThan(at.get(b) as number);
        expect([...path.links].sort()).toEqual(inside.map(([a, b]) => `n${a}>n${b}`).sort());
        expect(path.mins).toBe(needed.reduce((sum, node) => sum + node + 1, 0));
        const builds = known.filter((node) =>
          small.edges.some((edge) => isRequired(edge) && edge[0] === node && needed.includes(edge[1])),
        );
        expect(path.builds_on.map(numberOf)).toEqual(builds.sort());
      }),
    );
  });

  test('the shortest has the fewest nodes from a beginning or from what is known', () => {
    fc.assert(
      fc.property(anyGraph, some, (small, known) => {
        const { graph, isRequired } = typed(small);
        const path = shortestPath(graph, 'n0', { known: new Set(known.map((node) => `n${node}`)) });
        const sources = (node: number) =>
          small.edges.filter((edge) => isRequired(edge) && edge[1] === node).map(([source]) => source);
        let front = known.includes(0) ? [] : [0];
        let fewest: number | null = null;
        for (let length = 1; length <= small.size && fewest === null; length++) {
          if (front.some((node) => sources(node).length === 0 || sources(node).some((each) => known.includes(each))))
            fewest = length;
          front = front.flatMap(sources);
        }
        expect(path?.nodes.length ?? null).toBe(fewest);
        if (path) expect(path.nodes.at(-1)).toBe('n0');
      }),
    );
  });

  test('counts other links where it is asked to', () => {
    const nodes = ['a', 'b', 'c'].map((id) => caseNode(id));
    const links = [caseLink(['a', 'b']), caseLink(['b', 'c'], { link_type: 'recommended' })];
    const graph = { nodes, links, index: indexGraph(nodes, links) };
    expect(learningPath(graph, ['c']).nodes).toEqual(['c']);
    expect(learningPath(graph, ['c'], { types: new Set(['prerequisite', 'recommended']) }).nodes).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(learningPath(graph, ['nobody']).nodes).toEqual([]);
    expect(shortestPath(graph, 'nobody')).toBeNull();
  });
});

test('what a node unlocks: what it is needed for, and of that what needs nothing else unknown', () => {
  fc.assert(
    fc.property(anyGraph, some, (small, known) => {
      const { graph, isRequired } = typed(small);
      const has = (node: number) => node === 0 || known.includes(node);
      const { directly, fully } = unlocks(graph, 'n0', { known: new Set(known.map((node) => `n${node}`)) });
      const required = small.edges.filter(isRequired);
      const after = required.filter(([a, b]) => a === 0 && !has(b)).map(([, b]) => b);
      expect(directly.map(numberOf)).toEqual(after.sort());
      expect(fully.map(numberOf)).toEqual(
        after.filter((node) => required.every(([a, b]) => b !== node || has(a))).sort(),
      );
    }),
  );
});

test('impact is all that rests on a node, the nearest first', () => {
  fc.assert(
    fc.property(dag, (small) => {
      const { graph, isRequired } = typed(small);
      const found = impact(graph, 'n0');
      const expected = Array.from({ length: small.size }, (_, node) => node).filter((node) =>
        small.leads(0, node, (edge) => !isRequired(edge)),
      );
      expect(found.map(({ id }) => numberOf(id)).sort()).toEqual(expected);
      const hops = found.map((each) => each.hops);
      expect(hops).toEqual([...hops].sort((a, b) => a - b));
    }),
  );
});

describe('redundant links', () => {
  test('can all go, and required ways lead where they led', () => {
    fc.assert(
      fc.property(fc.oneof(dag, anyGraph), (small) => {
        const { graph, isRequired } = typed(small);
        const gone = new Set(redundantLinks(graph.index, graph.links).map((number) => small.edges[number]));
        for (let a = 0; a < small.size; a++)
          for (let b = 0; b < small.size; b++)
            expect(small.leads(a, b, (edge) => !isRequired(edge) || gone.has(edge))).toBe(
              small.leads(a, b, (edge) => !isRequired(edge)),
            );
        // And each has a way around it to show.
        for (const edge of gone) {
          const number = small.edges.indexOf(edge as [number, number]);
          expect(wayAround(graph.index, graph.links, number)?.links.length).toBeGreaterThan(1);
        }
      }),
    );
  });

  test('of a graph without loops none is left that a longer way implies', () => {
    fc.assert(
      fc.property(dag, (small) => {
        const { graph, isRequired } = typed(small);
        const expected = small.edges.flatMap((edge, at) => {
          const isCandidate = ['prerequisite', 'recommended'].includes(typeInTurn(at));
          return isCandidate && small.leads(...edge, (other) => other === edge || !isRequired(other)) ? [at] : [];
        });
        expect(redundantLinks(graph.index, graph.links)).toEqual(expected);
      }),
    );
  });
});
