import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LinkType } from '#lib/base/core/link-types.ts';
import type { Outline } from '#lib/catalogue/core/outline.ts';
import { dag } from './brute-force.cases.ts';
import { checkGraph } from './checks.ts';
import { CHECKS, type Check, type Finding } from './finding.ts';
import { caseLink } from './graph.cases.ts';
import { type GraphLevel, type GraphLink, indexGraph } from './graph.ts';
import type { Edge } from './links.ts';
import { graphNodes } from './nodes.ts';
import { suggestOrder } from './suggest-order.ts';

const permutations = (ids: string[]): string[][] =>
  ids.length < 2
    ? [ids]
    : ids.flatMap((id) => permutations(ids.filter((each) => each !== id)).map((rest) => [id, ...rest]));

/** How many links the order of a sketch has against it. */
function countAgainst(steps: Record<string, string>, links: string[]): number {
  const order = Object.values(steps).flatMap((ids) => ids.split(' '));
  return links.filter((link) => {
    const [a, b] = link.split('>').map((id) => order.indexOf(id));
    return (a ?? 0) > (b ?? 0);
  }).length;
}

/** `{ trail: { concept: 'spark spark' } }`; what stands in no trail under `-`. */
type Sketch = Record<string, Record<string, string>>;

const entity = (id: string) => ({ id, slug: id, title: id, is_published: true, version: 1 });

function outlineOf(sketch: Sketch, sparks: Record<string, Partial<Outline['sparks'][number]>> = {}): Outline {
  const concepts = Object.entries(sketch).flatMap(([trail, steps]) =>
    Object.keys(steps).map((id) => ({ ...entity(id), trail_id: trail === '-' ? null : trail })),
  );
  const places = Object.values(sketch).flatMap((steps) =>
    Object.entries(steps).flatMap(([concept, ids]) =>
      ids.split(' ').flatMap((id): Outline['places'] => (id ? [[`${concept}/${id}`, concept, id]] : [])),
    ),
  );
  const ids = new Set([...places.map(([, , id]) => id), ...Object.keys(sparks)]);
  return {
    domains: [{ ...entity('domain'), icon: null, color: null }],
    trails: Object.keys(sketch)
      .filter((id) => id !== '-')
      .map((id) => ({ ...entity(id), domain_id: 'domain', difficulty: 'beginner' })),
    concepts,
    places,
    sparks: Array.from(ids, (id) => ({
      ...entity(id),
      difficulty: 'beginner',
      mins: 5,
      review: null,
      check: null,
      ...sparks[id],
    })),
    beacons: [],
  };
}

const linksOf = (text: string, link_type: LinkType = 'prerequisite'): GraphLink[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((pair) => caseLink(pair.split('>') as unknown as Edge, { link_type, weight: null }));

function check(outline: Outline, links: GraphLink[], level: GraphLevel = 'spark', spark_links?: GraphLink[]) {
  const nodes = graphNodes(outline, level);
  const found = checkGraph({ level, nodes, links, index: indexGraph(nodes, links), outline, spark_links });
  return (check: Check): Finding[] => found.filter((each) => each.check === check);
}
const nodesOf = (found: Finding[]) => found.map(({ nodes }) => nodes.join('>'));

describe('checks of links', () => {
  test('a link that says what a longer way says', () => {
    const found = check(outlineOf({ t: { c: 'a b c d' } }), [
      ...linksOf('a>b b>c a>c'),
      ...linksOf('c>d', 'deepens'),
      ...linksOf('a>d', 'related'),
      ...linksOf('b>d', 'recommended'),
    ])('redundant');
    expect(nodesOf(found).sort()).toEqual(['a>c', 'b>d']);
    expect(found[0]?.fixes).toEqual([{ fix: 'remove', link_id: found[0]?.links[0] }]);
  });

  test('a weight outside of the usual', () => {
    const links = [caseLink(['a', 'b'], { weight: 0.2 }), caseLink(['b', 'c'], { weight: 0.85 })];
    expect(check(outlineOf({ t: { c: 'a b c' } }), links)('weight')).toMatchObject([
      { nodes: ['a', 'b'], fixes: [{ fix: 'set_weight', link_id: 'a>b', weight: 0.9 }] },
    ]);
  });

  test('a published spark that needs a draft, and difficulty that falls', () => {
    const outline = outlineOf({ t: { c: 'a b c' } }, { a: { is_published: false }, b: { difficulty: 'expert' } });
    const found = check(outline, [...linksOf('a>b b>c'), ...linksOf('a>c', 'related')]);
    expect(nodesOf(found('published_needs_draft'))).toEqual(['a>b']);
    expect(found('difficulty_falls')).toMatchObject([
      { nodes: ['b', 'c'], fixes: [{ fix: 'reverse', link_id: 'b>c' }] },
    ]);
  });

  test('turning a link round is offered only where it closes no loop', () => {
    const outline = outlineOf({ t: { c: 'a b c' } }, { a: { difficulty: 'expert' }, b: { difficulty: 'expert' } });
    const found = check(outline, linksOf('a>b b>c a>c'))('difficulty_falls');
    expect(found.map(({ links, fixes }) => [links[0], fixes.length])).toEqual([
      ['b>c', 1],
      ['a>c', 0],
    ]);
  });
});

describe('checks of places', () => {
  const outline = outlineOf({ one: { c: 'a b', d: 'e a' }, two: { f: 'x b' }, '-': { g: 'y' } });

  test('what is needed stands later in its trail; a spark counts at its first place', () => {
    const found = check(outline, [...linksOf('b>a e>a x>a a>e y>b'), ...linksOf('e>b', 'related')])('order');
    expect(nodesOf(found).sort()).toEqual(['b>a', 'e>a']);
    expect(found[0]).toMatchObject({
      trail_id: 'one',
      fixes: [
        { fix: 'reorder', trail_id: 'one' },
        { fix: 'reverse', link_id: 'b>a' },
      ],
    });
    expect(nodesOf(check(outline, linksOf('b>x'))('order'))).toEqual(['b>x']);
  });

  test('concepts in the order of their trail', () => {
    expect(nodesOf(check(outline, linksOf('d>c c>f'), 'concept')('order'))).toEqual(['d>c']);
  });

  test('no way in: something follows, nothing leads there, and no trail begins there', () => {
    const found = check(outline, linksOf('e>b a>b y>b'));
    expect(nodesOf(found('no_way_in'))).toEqual(['e']);
    expect(nodesOf(found('unlinked'))).toEqual(['x']);
  });
});

describe('checks of the shape', () => {
  test('loops, with each of their links', () => {
    const found = check(outlineOf({ t: { c: 'a b c d' } }), linksOf('a>b b>c c>a c>d'))('loop');
    expect(found).toMatchObject([{ severity: 'problem', nodes: ['a', 'b', 'c'], links: ['a>b', 'b>c', 'c>a'] }]);
    expect(found[0]?.fixes).toHaveLength(3);
  });

  test('islands, bottlenecks and long chains', () => {
    const chain = Array.from({ length: 40 }, (_, at) => `n${at}>n${at + 1}`).join(' ');
    const star = Array.from({ length: 12 }, (_, at) => `n40>s${at}`).join(' ');
    const links = linksOf(`${chain} ${star} i>j`);
    const ids = [...new Set(links.flatMap(({ source_id, target_id }) => [source_id, target_id]))];
    const found = check(outlineOf({ t: { c: ids.join(' ') } }), links);
    expect(found('island')).toMatchObject([{ nodes: ['i', 'j'], links: ['i>j'], count: 2 }]);
    expect(found('bottleneck')).toMatchObject([{ nodes: ['n40'], count: 12 }]);
    expect(found('long_chain')).toMatchObject([{ count: 42 }]);
    expect(found('long_chain')[0]?.links).toHaveLength(41);
  });

  test('nothing to say of an empty graph, of one node, and of a good course', () => {
    for (const [sketch, links] of [
      [{}, ''],
      [{ t: { c: 'a' } }, ''],
      [{ t: { c: 'a b', d: 'e f' } }, 'a>b b>e e>f'],
    ] as const) {
      const outline = outlineOf(sketch);
      for (const each of CHECKS) expect(check(outline, linksOf(links))(each), each).toEqual([]);
    }
  });
});

describe('checks of concepts against sparks', () => {
  const outline = outlineOf({ t: { c: 'a b', d: 'e', f: 'x', g: 'y z', h: '' } });
  const concepts = (links: string, sparks: string) => check(outline, linksOf(links), 'concept', linksOf(sparks));

  test('spark links imply a concept link that nobody drew', () => {
    const found = concepts('c>f', 'a>e b>e a>x');
    expect(found('concept_missing')).toMatchObject([
      {
        nodes: ['c', 'd'],
        count: 2,
        fixes: [{ fix: 'add', source_id: 'c', target_id: 'd', link_type: 'prerequisite' }],
      },
    ]);
  });

  test('not where a longer way says it, nor where sparks need each other both ways', () => {
    expect(concepts('c>d d>f', 'a>x')('concept_missing')).toEqual([]);
    expect(concepts('', 'a>e e>b')('concept_missing')).toEqual([]);
  });

  test('of many only those that say something new together, and never a loop', () => {
    expect(nodesOf(concepts('', 'a>e e>x a>x')('concept_missing'))).toEqual(['c>d', 'd>f']);
    // Each pair needs one direction, and all three go round in a circle; the best backed come first.
    expect(nodesOf(concepts('', 'a>e b>e e>x x>a')('concept_missing'))).toEqual(['c>d', 'd>f']);
  });

  test('a concept link against the spark links', () => {
    expect(nodesOf(concepts('d>c', 'a>e')('concept_against'))).toEqual(['c>d']);
    expect(nodesOf(concepts('d>f f>c', 'a>e')('concept_against'))).toEqual(['c>d']);
    expect(concepts('d>f f>c', 'a>e')('concept_missing')).toEqual([]);
  });

  test('a concept link that no spark link bears out; empty concepts are let be', () => {
    const found = concepts('c>d d>f g>h', 'a>e');
    expect(nodesOf(found('concept_unbacked'))).toEqual(['d>f']);
  });
});

describe('a suggested order', () => {
  const outline = outlineOf({ t: { c: 'a b', d: 'e f', g: 'x y' } });
  const suggest = (spark: string, concept = '') =>
    suggestOrder(outline, 't', { spark: linksOf(spark), concept: linksOf(concept) });

  test('is today’s where the links allow it', () => {
    const { concepts, sparks, unsettled } = suggest('a>b b>e a>x', 'c>g');
    expect([concepts.after, sparks, unsettled]).toEqual([['c', 'd', 'g'], [], []]);
  });

  test('moves concepts by their links and those of their sparks, and sparks within a concept', () => {
    const { concepts, sparks } = suggest('f>e x>b');
    expect(concepts).toEqual({ before: ['c', 'd', 'g'], after: ['d', 'g', 'c'] });
    expect(sparks).toEqual([{ concept_id: 'd', before: ['e', 'f'], after: ['f', 'e'] }]);
    expect(suggest('', 'g>d').concepts.after).toEqual(['c', 'g', 'd']);
  });

  test('concepts that need each other stay, and the links are named', () => {
    // The sparks of c and d need each other; whichever comes first, one link is against the order.
    const { concepts, unsettled } = suggest('e>a b>f y>e');
    expect(concepts.after).toEqual(['c', 'g', 'd']);
    expect(unsettled).toEqual(['e>a']);
    expect(suggest('e>a', 'c>d')).toMatchObject({ concepts: { after: ['c', 'd', 'g'] }, unsettled: ['e>a'] });
  });

  test('a spark in several concepts counts where it comes first then, and nothing is suggested twice', () => {
    // s belongs to c until c moves behind d; then it belongs to d.
    const twice = outlineOf({ t: { c: 's a', d: 'e s', g: 'x' } });
    const spark = linksOf('e>a x>e s>x');
    const first = suggestOrder(twice, 't', { spark, concept: [] });
    const applied: Outline = {
      ...twice,
      concepts: first.concepts.after.flatMap((id) => twice.concepts.filter((concept) => concept.id === id)),
      places: first.concepts.after.flatMap((concept_id) => {
        const ids = first.sparks.find((each) => each.concept_id === concept_id)?.after;
        const places = twice.places.filter(([, concept]) => concept === concept_id);
        return ids ? ids.flatMap((id) => places.filter(([, , spark_id]) => spark_id === id)) : places;
      }),
    };
    const again = suggestOrder(applied, 't', { spark, concept: [] });
    expect(again.concepts.after).toEqual(applied.concepts.map(({ id }) => id));
    expect(again.sparks).toEqual([]);
    expect(again.unsettled).toEqual(first.unsettled);
  });

  test('follows every link where whole concepts can, and else has fewer links against it than today’s', () => {
    const step = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(step, dag, (concepts, { edges }) => {
        const ids = (concept: number) => concepts.flatMap((each, at) => (each === concept ? [`n${at}`] : []));
        const sketch = { t: { c: ids(0).join(' '), d: ids(1).join(' '), e: ids(2).join(' ') } };
        const links = edges.filter((edge) => edge.every((node) => node < 6)).map(([a, b]) => `n${a}>n${b}`);
        const {
          concepts: order,
          sparks,
          unsettled,
        } = suggestOrder(outlineOf(sketch), 't', {
          spark: linksOf(links.join(' ')),
          concept: [],
        });
        expect([...order.after].sort()).toEqual(['c', 'd', 'e']);
        for (const { before, after } of sparks) expect([...after].sort()).toEqual([...before].sort());
        const orders = permutations(['c', 'd', 'e']);
        const against = (among: string[]) =>
          links.filter((link) => {
            const [a, b] = link.split('>').map((id) => among.indexOf('cde'[concepts[Number(id.slice(1))] ?? 0] ?? ''));
            return (a ?? 0) > (b ?? 0);
          }).length;
        // Within a concept any order can be had, so only links between concepts can be left.
        expect(unsettled.length).toBeGreaterThanOrEqual(Math.min(...orders.map(against)));
        if (orders.some((among) => against(among) === 0)) expect(unsettled).toEqual([]);
        expect(unsettled.length).toBeLessThanOrEqual(countAgainst(sketch.t, links));
      }),
    );
  });
});
