import { describe, expect, test } from 'vitest';
import { LINK_TYPES } from '#lib/base/core/link-types.ts';
import { clusterGraph } from './clusters.ts';
import { filterGraph, type GraphFilter } from './filter.ts';
import { type GraphLink, type GraphNode, indexGraph } from './graph.ts';

const COUNT = 16;
/** A chain of sparks, every combination of two trails and two difficulties; links of every type, and of weights 0 to 1. */
const nodes = Array.from(
  { length: COUNT },
  (_, at): GraphNode => ({
    id: `n${at}`,
    slug: `n${at}`,
    title: `Node ${at}`,
    is_published: true,
    difficulty: (at & 1) === 1 ? 'beginner' : 'expert',
    mins: 5,
    clusters: [],
    trails: (at & 2) === 2 ? ['one'] : ['one', 'two'],
  }),
);
const links = Array.from(
  { length: COUNT - 1 },
  (_, at): GraphLink => ({
    id: `l${at}`,
    source_id: `n${at}`,
    target_id: `n${at + 1}`,
    link_type: LINK_TYPES[at % LINK_TYPES.length] as GraphLink['link_type'],
    weight: at / 10 > 1 ? null : at / 10,
    description: null,
    version: 1,
  }),
);
const graph = clusterGraph({ nodes, links, index: indexGraph(nodes, links) }, 'none', { trails: [], concepts: [] });
const ALL: GraphFilter = { trail: null, types: [], least: 0, most: 1, difficulty: null, marked: null, focus: null };
const numbers = (flags: Uint8Array) => [...flags.keys()].filter((at) => flags[at]);
const every = (count: number, ...keeps: ((at: number) => boolean)[]) =>
  Array.from({ length: count }, (_, at) => at).filter((at) => keeps.every((keep) => keep(at)));
const yes = () => true;

/** What each filter asks of a node and of a link, in other words than the code. */
const FILTERS: {
  name: string;
  filter: Partial<GraphFilter>;
  node: (at: number) => boolean;
  link: (at: number) => boolean;
}[] = [
  { name: 'trail', filter: { trail: 'two' }, node: (at) => at % 4 < 2, link: yes },
  { name: 'difficulty', filter: { difficulty: 'beginner' }, node: (at) => at % 2 === 1, link: yes },
  {
    name: 'beacon',
    filter: { marked: new Set(['n3', 'n4', 'n5', 'n9']) },
    node: (at) => [3, 4, 5, 9].includes(at),
    link: yes,
  },
  ...LINK_TYPES.map((type, place) => ({
    name: type,
    filter: { types: [type] },
    node: yes,
    link: (at: number) => at % 4 === place,
  })),
  {
    name: 'two types',
    filter: { types: LINK_TYPES.slice(1, 3) },
    node: yes,
    link: (at) => at % 4 === 1 || at % 4 === 2,
  },
];

describe('filters of the graph', () => {
  const pairs = FILTERS.flatMap((one, at) =>
    [{ ...one, filter: {}, node: yes, link: yes, name: 'nothing else' }, ...FILTERS.slice(at + 1)].flatMap((other) =>
      Object.keys(one.filter).some((name) => name in other.filter) ? [] : [{ one, other }],
    ),
  );
  test.each(pairs)('$one.name and $other.name', ({ one, other }) => {
    const shown = filterGraph(graph, { ...ALL, ...one.filter, ...other.filter });
    const keptNodes = every(COUNT, one.node, other.node);
    expect(numbers(shown.nodes)).toEqual(keptNodes);
    const isKept = (at: number) => keptNodes.includes(at);
    const keptLinks = every(COUNT - 1, one.link, other.link, isKept, (at) => isKept(at + 1));
    expect(numbers(shown.links)).toEqual(keptLinks);
    expect([shown.node_count, shown.link_count]).toEqual([keptNodes.length, keptLinks.length]);
  });

  test.each([
    { least: 0, most: 1, links: 15 },
    { least: 0.5, most: 0.5, links: 1 },
    { least: 0.3, most: 0.6, links: 4 },
    { least: 0.95, most: 1, links: 1 },
  ])('weights from $least to $most, both ends included', ({ least, most, links: count }) => {
    const kept = numbers(filterGraph(graph, { ...ALL, least, most }).links).filter((at) => links[at]?.weight !== null);
    expect(kept.map((at) => links[at]?.weight)).toEqual(
      every(11, (at) => at / 10 >= least && at / 10 <= most).map((at) => at / 10),
    );
    if (least === 0) expect(filterGraph(graph, { ...ALL, least, most }).link_count).toBe(count);
  });

  test.each([1, 2, 3, 5])('%i links around a node, both ways', (hops) => {
    const { nodes: shown } = filterGraph(graph, { ...ALL, focus: { id: 'n7', hops } });
    expect(numbers(shown)).toEqual(every(COUNT, (at) => Math.abs(at - 7) <= hops));
  });

  test('around a node one goes only over links that fit', () => {
    // From n7 on, links 7 (deepens) and 8 (prerequisite); back, link 6 (related).
    const { nodes: shown } = filterGraph(graph, {
      ...ALL,
      types: ['deepens', 'related'],
      focus: { id: 'n7', hops: 5 },
    });
    expect(numbers(shown)).toEqual([6, 7, 8]);
  });

  test('around a node that is not there, there is nothing', () => {
    expect(filterGraph(graph, { ...ALL, focus: { id: 'gone', hops: 2 } }).node_count).toBe(0);
  });
});
