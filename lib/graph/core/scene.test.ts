import { describe, expect, test } from 'vitest';
import type { LinkType } from '#lib/base/core/link-types.ts';
import { clusterGraph, layoutGraph } from './clusters.ts';
import { filterGraph, type GraphFilter } from './filter.ts';
import { type GraphLink, type GraphNode, indexGraph } from './graph.ts';
import { hit } from './hit.ts';
import { CARD, layOut } from './layout.ts';
import { buildScene, type SceneStep } from './scene.ts';

const node = (id: string, concept: string, trail = 't', more: Partial<GraphNode> = {}): GraphNode => ({
  id,
  slug: id,
  title: id.toUpperCase(),
  is_published: true,
  difficulty: 'beginner',
  mins: 5,
  clusters: concept ? [concept] : [],
  trails: trail ? [trail] : [],
  ...more,
});
const link = (
  id: string,
  source_id: string,
  target_id: string,
  link_type: LinkType = 'prerequisite',
  weight = 0.9,
): GraphLink => ({
  id,
  source_id,
  target_id,
  link_type,
  weight,
  description: null,
  version: 1,
});

const outline = {
  trails: [
    { id: 't', slug: 't', title: 'Trail', is_published: true, version: 1, domain_id: 'd', difficulty: 'beginner' },
  ],
  concepts: ['p', 'q'].map((id) => ({
    id,
    slug: id,
    title: `Concept ${id}`,
    is_published: true,
    version: 1,
    trail_id: 't',
  })),
};
const nodes = [
  node('a', 'p'),
  node('b', 'p', 't', { is_published: false }),
  node('c', 'q', 't', { difficulty: 'expert' }),
  node('d', '', ''),
];
const links = [link('ab', 'a', 'b'), link('ac', 'a', 'c'), link('bc', 'b', 'c', 'related', 0.3), link('cd', 'c', 'd')];
const graph = clusterGraph({ nodes, links, index: indexGraph(nodes, links) }, 'concept', outline);
const positions = layOut(layoutGraph(graph));
const ALL: GraphFilter = { trail: null, types: [], least: 0, most: 1, difficulty: null, marked: null, focus: null };
const sceneOf = (step: SceneStep, folded: number[] = [], filter: Partial<GraphFilter> = {}, implied: string[] = []) =>
  buildScene(graph, positions, filterGraph(graph, { ...ALL, ...filter }), new Set(folded), step, new Set(implied));
const shownIds = (filter: Partial<GraphFilter>) => {
  const shown = filterGraph(graph, { ...ALL, ...filter });
  return {
    nodes: nodes.filter((_, at) => shown.nodes[at]).map(({ id }) => id),
    links: links.filter((_, at) => shown.links[at]).map(({ id }) => id),
  };
};

describe('clusters', () => {
  test('gather nodes by their first concept, concepts by their trail, and what stands nowhere by itself', () => {
    expect(graph.clusters.map(({ id, nodes }) => [id, nodes])).toEqual([
      ['p', [0, 1]],
      ['q', [2]],
      [null, [3]],
    ]);
    expect(graph.groups.map(({ title, clusters }) => [title, clusters])).toEqual([
      ['Trail', [0, 1]],
      ['', [2]],
    ]);
  });
});

describe('filters', () => {
  test.each<[string, Partial<GraphFilter>, string[], string[]]>([
    ['nothing', {}, ['a', 'b', 'c', 'd'], ['ab', 'ac', 'bc', 'cd']],
    ['a trail', { trail: 't' }, ['a', 'b', 'c'], ['ab', 'ac', 'bc']],
    ['a type', { types: ['related'] }, ['a', 'b', 'c', 'd'], ['bc']],
    ['weights, ends included', { least: 0.3, most: 0.5 }, ['a', 'b', 'c', 'd'], ['bc']],
    ['a difficulty', { difficulty: 'expert' }, ['c'], []],
    ['a beacon', { marked: new Set(['a', 'c']) }, ['a', 'c'], ['ac']],
    ['what is around a node', { focus: { id: 'a', hops: 1 } }, ['a', 'b', 'c'], ['ab', 'ac', 'bc']],
    [
      'what leads to a node, not what is beside it',
      { focus: { id: 'b', hops: 1 }, types: ['prerequisite'] },
      ['a', 'b'],
      ['ab'],
    ],
    ['a node that is gone', { focus: { id: 'x', hops: 1 } }, [], []],
  ])('by %s', (_, filter, wantedNodes, wantedLinks) => {
    expect(shownIds(filter)).toEqual({ nodes: wantedNodes, links: wantedLinks });
  });
});

describe('a scene', () => {
  test('from near has all cards, open frames and every link', () => {
    const scene = sceneOf('nodes');
    expect([...scene.cards]).toEqual([0, 1, 2, 3]);
    expect(scene.frames.map(({ isFolded, count, drafts, mins }) => [isFolded, count, drafts, mins])).toEqual([
      [false, 2, 1, 10],
      [false, 1, 0, 5],
      [false, 1, 0, 5],
    ]);
    expect([...scene.lines.link]).toEqual([0, 1, 2, 3]);
  });

  test('draws the links of folded clusters once, with their number and most frequent type', () => {
    const scene = sceneOf('nodes', [0, 1]);
    expect([...scene.cards]).toEqual([3]);
    expect([...scene.lines.several]).toEqual([2, 1]);
    expect([...scene.lines.link]).toEqual([-1, 3]);
    expect([...scene.lines.from]).toEqual([4, 5]);
  });

  test('from afar folds all clusters, and from farther all groups', () => {
    expect(sceneOf('clusters').frames.every(({ isFolded }) => isFolded)).toBe(true);
    expect(sceneOf('groups').frames.map(({ title, count }) => [title, count])).toEqual([
      ['Trail', 3],
      ['', 1],
    ]);
  });

  test('leaves out what is filtered away, with its links', () => {
    const scene = sceneOf('nodes', [], { difficulty: 'beginner' });
    expect([...scene.cards]).toEqual([0, 1, 3]);
    expect([...scene.lines.link]).toEqual([0]);
  });

  test('is quiet about links that others imply', () => {
    expect([...sceneOf('nodes', [], {}, ['ac']).lines.quiet]).toEqual([0, 1, 0, 0]);
  });
});

describe('a point', () => {
  const scene = sceneOf('nodes');
  const at = (number: number) => ({ x: positions.x[number] as number, y: positions.y[number] as number });
  test('meets the card it lies on', () => {
    expect(hit(scene, at(1).x + 5, at(1).y + 5, 4, 40)).toEqual({ is: 'node', node: 1 });
  });
  test('meets a line near it, but only while that is drawn', () => {
    const [x, y] = [at(0).x + CARD.width + 2, at(0).y + CARD.height / 2];
    expect(hit(scene, x, y, 4, 40)).toEqual({ is: 'line', line: expect.any(Number) });
    const quiet = sceneOf('nodes', [], {}, ['ab', 'ac']);
    expect(hit(quiet, x, y, 4, 40)).toEqual({ is: 'frame', frame: 0, isHead: false });
  });
  test('meets a frame by its head, or nothing', () => {
    const { rect } = scene.frames[0] ?? { rect: { x: 0, y: 0, width: 0, height: 0 } };
    expect(hit(scene, rect.x + 2, rect.y + 2, 4, 40)).toEqual({ is: 'frame', frame: 0, isHead: true });
    expect(hit(scene, -5000, -5000, 4, 40)).toBeNull();
  });
});
