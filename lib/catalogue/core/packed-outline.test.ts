import { expect, test } from 'vitest';
import { type PackedOutline, unpackOutline } from './packed-outline.ts';

test('numbers become the things that they stand for', () => {
  const packed: PackedOutline = {
    domains: [
      ['d0', 'one', 'One', true, 1, null, 'teal'],
      ['d1', 'two', 'Two', false, 2, 'book', null],
    ],
    trails: [['t0', 'trail', 'Trail', true, 3, 1, 'expert']],
    concepts: [
      ['c0', 'placed', 'Placed', true, 1, 0],
      ['c1', 'alone', 'Alone', false, 1, null],
    ],
    sparks: [
      ['s0', 'first', 'First', true, 4, 'beginner', 5],
      ['s1', 'second', 'Second', false, 1, 'expert', 7],
    ],
    places: [
      [1, 1],
      [0, 1],
      [0, 0],
    ],
    beacons: [['b0', 'beacon', 'Beacon', 2, 'topic']],
  };
  const outline = unpackOutline(packed);
  expect(outline.domains[1]).toEqual({
    id: 'd1',
    slug: 'two',
    title: 'Two',
    is_published: false,
    version: 2,
    icon: 'book',
    color: null,
  });
  expect(outline.trails.map(({ id, domain_id, difficulty }) => [id, domain_id, difficulty])).toEqual([
    ['t0', 'd1', 'expert'],
  ]);
  expect(outline.concepts.map(({ id, trail_id }) => [id, trail_id])).toEqual([
    ['c0', 't0'],
    ['c1', null],
  ]);
  expect(outline.sparks.map(({ id, difficulty, mins }) => [id, difficulty, mins])).toEqual([
    ['s0', 'beginner', 5],
    ['s1', 'expert', 7],
  ]);
  expect(outline.places.map(([, concept, spark]) => [concept, spark])).toEqual([
    ['c1', 's1'],
    ['c0', 's1'],
    ['c0', 's0'],
  ]);
  expect(new Set(outline.places.map(([id]) => id)).size).toBe(3);
  expect(outline.beacons).toEqual([{ id: 'b0', slug: 'beacon', title: 'Beacon', version: 2, category: 'topic' }]);
});
