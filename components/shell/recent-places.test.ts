import { describe, expect, test } from 'vitest';
import { parsePlaces, type RecentPlace, withPlace } from './recent-places.ts';

const place = (slug: string, title = slug): RecentPlace => ({ kind: 'spark', slug, title });

describe('places of late', () => {
  test('have the one that is looked at now first, once, as it is called now', () => {
    expect(withPlace([place('dough'), place('bread')], place('bread', 'Bread and rolls'))).toEqual([
      place('bread', 'Bread and rolls'),
      place('dough'),
    ]);
    expect(withPlace([place('dough')], { ...place('dough'), kind: 'concept' })).toHaveLength(2);
  });

  test('are those that are shown, and the one where one is', () => {
    const many = Array.from('abcdefgh').reduce<RecentPlace[]>((all, slug) => withPlace(all, place(slug)), []);
    expect(many.map(({ slug }) => slug).join('')).toBe('hgfedcb');
  });

  test.each([
    [null, []],
    ['', []],
    ['{', []],
    ['{"a":1}', []],
    ['[null, 1, {"kind":"nothing","slug":"a","title":"A"}, {"kind":"spark","slug":"a"}]', []],
    ['[{"kind":"spark","slug":"a","title":"A"}]', [place('a', 'A')]],
  ])('kept as %j', (kept, places) => {
    expect(parsePlaces(kept)).toEqual(places);
  });
});
