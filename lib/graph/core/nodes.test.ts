import { expect, test } from 'vitest';
import type { Outline } from '#lib/catalogue/core/outline.ts';
import { graphNodes } from './nodes.ts';

const entity = (id: string) => ({ id, slug: id, title: id.toUpperCase(), is_published: true, version: 1 });
const spark = (id: string, mins: number) => ({
  ...entity(id),
  difficulty: 'expert',
  mins,
  review: null,
  check: null,
});

const outline: Outline = {
  domains: [
    { ...entity('d2'), icon: null, color: null },
    { ...entity('d1'), icon: null, color: null },
  ],
  trails: [
    { ...entity('t1'), domain_id: 'd1', difficulty: 'beginner' },
    { ...entity('t2'), domain_id: 'd2', difficulty: 'beginner' },
  ],
  concepts: [
    { ...entity('alone'), trail_id: null },
    { ...entity('c1'), trail_id: 't1' },
    { ...entity('c2'), trail_id: 't2' },
    { ...entity('c3'), trail_id: 't2' },
  ],
  places: [
    ['p1', 'c1', 's1'],
    ['p2', 'c3', 's1'],
    ['p3', 'c2', 's2'],
    ['p4', 'c3', 's2'],
    ['p5', 'alone', 's3'],
    ['p6', 'c3', 'trashed'],
  ],
  sparks: [spark('loose', 1), spark('s1', 5), spark('s2', 7), spark('s3', 9)],
  beacons: [],
};

test('sparks come in the order of the outline, once, with all they stand in', () => {
  expect(graphNodes(outline, 'spark').map(({ id, clusters, trails }) => [id, clusters, trails])).toEqual([
    ['s2', ['c2', 'c3'], ['t2']],
    ['s1', ['c3', 'c1'], ['t2', 't1']],
    ['s3', ['alone'], []],
    ['loose', [], []],
  ]);
  expect(graphNodes(outline, 'spark')[0]).toMatchObject({ slug: 's2', title: 'S2', difficulty: 'expert', mins: 7 });
});

test('concepts come in the order of the outline with the minutes of their sparks', () => {
  expect(graphNodes(outline, 'concept').map(({ id, clusters, mins }) => [id, clusters, mins])).toEqual([
    ['c2', ['t2'], 7],
    ['c3', ['t2'], 12],
    ['c1', ['t1'], 5],
    ['alone', [], 9],
  ]);
});
