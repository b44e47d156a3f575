import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LINK_TYPES } from '#lib/base/core/link-types.ts';
import type { Graph } from './contract.ts';
import { findPath } from './path.ts';

type Link = [source: number, target: number, link_type: (typeof LINK_TYPES)[number]];

function graphOf(size: number, links: Link[]): Graph {
  return {
    level: 'spark',
    nodes: Array.from({ length: size }, (_, at) => ({
      id: crypto.randomUUID(),
      slug: `s${at}`,
      title: `Spark ${at}`,
      estimated_mins: at + 1,
      trail_slug: null,
    })),
    links: links.map(([source, target, link_type]) => ({
      source: `s${source}`,
      target: `s${target}`,
      link_type,
      weight: null,
      description: null,
    })),
  };
}

/** Graphs without loops whose order of nodes is not the order of learning. */
const graphs = fc
  .record({
    size: fc.integer({ min: 1, max: 9 }),
    picks: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(...LINK_TYPES)), { maxLength: 20 }),
    shuffle: fc.array(fc.nat(), { minLength: 9, maxLength: 9 }),
    target: fc.nat(),
    known: fc.array(fc.nat(), { maxLength: 4 }),
  })
  .map(({ size, picks, shuffle, target, known }) => {
    const rank = [...Array(size).keys()].sort((a, b) => (shuffle[a] as number) - (shuffle[b] as number) || a - b);
    const links = new Map<string, Link>();
    for (const [a, b, type] of picks) {
      const [low, high] = [Math.min(a % size, b % size), Math.max(a % size, b % size)];
      if (low < high) links.set(`${low}>${high}`, [rank[low] as number, rank[high] as number, type]);
    }
    return {
      size,
      links: [...links.values()],
      target: target % size,
      known: [...new Set(known.map((at) => at % size))],
    };
  });

/** By definition: what has a way of prerequisites to the target on which nothing is known. */
function needed(links: Link[], target: number, known: number[]): Set<number> {
  const reaches = (from: number): boolean =>
    !known.includes(from) &&
    (from === target || links.some(([source, to, type]) => type === 'prerequisite' && source === from && reaches(to)));
  const all = new Set([target, ...links.map(([source]) => source)]);
  return new Set([...all].filter(reaches));
}

describe('a path', () => {
  test('holds exactly what is needed and not known, each after all it builds on, the target last', () => {
    fc.assert(
      fc.property(graphs, ({ size, links, target, known }) => {
        const path = findPath(
          graphOf(size, links),
          `s${target}`,
          known.map((at) => `s${at}`),
        );
        if (!path) throw new Error('the target is there');
        const steps = path.steps.map(({ slug }) => Number(slug.slice(1)));
        expect(new Set(steps)).toEqual(needed(links, target, known));
        expect(new Set(steps).size).toBe(steps.length);
        for (const [source, to] of links) {
          if (steps.includes(source) && steps.includes(to))
            expect(steps.indexOf(source)).toBeLessThan(steps.indexOf(to));
        }
        if (!known.includes(target)) expect(steps.at(-1)).toBe(target);
        expect(path.total_mins).toBe(steps.reduce((sum, at) => sum + at + 1, 0));
        for (const { slug, before } of path.recommended) {
          expect(steps).not.toContain(Number(slug.slice(1)));
          expect(known).not.toContain(Number(slug.slice(1)));
          expect(links).toContainEqual([
            Number(slug.slice(1)),
            Number(before.slice(1)),
            expect.stringMatching(/recommended|deepens/),
          ]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('of all orders that links allow, it takes the one nearest to the trails', () => {
    fc.assert(
      fc.property(graphs, ({ size, links, target, known }) => {
        const path = findPath(
          graphOf(size, links),
          `s${target}`,
          known.map((at) => `s${at}`),
        );
        const steps = (path?.steps ?? []).map(({ slug }) => Number(slug.slice(1)));
        const left = new Set(steps);
        for (const step of steps) {
          const free = [...left].filter((at) => !links.some(([source, to]) => to === at && left.has(source)));
          expect(step).toBe(Math.min(...free));
          left.delete(step);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('leaves out what only the known needs, and names slugs that are not there', () => {
    // 0 > 1 > 3, 2 > 3: knowing 1 makes 0 superfluous.
    const graph = graphOf(4, [
      [0, 1, 'prerequisite'],
      [1, 3, 'prerequisite'],
      [2, 3, 'prerequisite'],
    ]);
    const path = findPath(graph, 's3', ['s1', 'gone']);
    expect(path?.steps.map(({ slug }) => slug)).toEqual(['s2', 's3']);
    expect(path?.unknown).toEqual(['gone']);
    expect(findPath(graph, 's3', ['s3'])).toMatchObject({ steps: [], total_mins: 0 });
    expect(findPath(graph, 'gone', [])).toBeNull();
  });

  test('a chain of 50,000 is walked in a moment', () => {
    const links = Array.from({ length: 49_999 }, (_, at): Link => [at, at + 1, 'prerequisite']);
    const path = findPath(graphOf(50_000, links), 's49999', []);
    expect(path?.steps).toHaveLength(50_000);
    expect(path?.steps[0]?.slug).toBe('s0');
  });
});
