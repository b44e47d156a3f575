import { describe, expect, test } from 'vitest';
import type { Outline } from '#lib/catalogue/core/outline.ts';
import { looseCount, type MapLinks, mapLevel } from './level.ts';
import { type MapPlace, outOf, placeHolding, readPlace, writePlace } from './place.ts';

const named = (slug: string) => ({ id: slug, slug, title: slug.toUpperCase(), is_published: true, version: 1 });
const spark = (slug: string, mins: number) => ({
  ...named(slug),
  mins,
  difficulty: 'beginner',
  review: null,
  check: null,
});

/** Two trails in two domains, the second domain's trail first by name; a concept in no trail; a spark in two concepts, one in none. */
const outline: Outline = {
  domains: ['food', 'sea'].map((slug) => ({ ...named(slug), icon: null, color: null })),
  trails: [
    { ...named('sailing'), domain_id: 'sea', difficulty: 'beginner' },
    { ...named('bread'), domain_id: 'food', difficulty: 'beginner' },
  ],
  concepts: [
    { ...named('dough'), trail_id: 'bread' },
    { ...named('oven'), trail_id: 'bread' },
    { ...named('knots'), trail_id: 'sailing' },
    { ...named('lone'), trail_id: null },
  ],
  places: [
    ['1', 'dough', 'flour'],
    ['2', 'dough', 'water'],
    ['3', 'oven', 'heat'],
    ['4', 'oven', 'water'],
    ['5', 'knots', 'bowline'],
  ],
  sparks: [spark('flour', 5), spark('water', 3), spark('heat', 4), spark('bowline', 2), spark('loose', 9)],
  beacons: [],
};
const link = (
  source_id: string,
  target_id: string,
  link_type: MapLinks['spark'][number]['link_type'] = 'prerequisite',
) => ({
  source_id,
  target_id,
  link_type,
});
const links: MapLinks = {
  spark: [
    link('flour', 'heat'),
    link('water', 'heat', 'recommended'),
    link('flour', 'water'),
    link('bowline', 'water'),
    link('heat', 'bowline', 'related'),
  ],
  concept: [link('dough', 'oven'), link('knots', 'oven')],
};

const at = (address: string | null) => mapLevel(outline, links, readPlace(outline, address) as MapPlace);

describe('a level of the map', () => {
  test('all trails in the order of the outline, what is in none last', () => {
    const { cards, bundles, steps, unlinked, link_count } = at(null);
    expect(cards.map(({ title, at, spark_count, mins, names }) => [title, at, spark_count, mins, names])).toEqual([
      ['BREAD', 'bread', 3, 12, ['DOUGH', 'OVEN']],
      ['SAILING', 'sailing', 1, 2, ['KNOTS']],
      ['', '_', 0, 0, ['LONE']],
    ]);
    expect(bundles).toEqual([{ from: 1, to: 0, count: 2, back: 0, is_mixed: false }]);
    expect([steps, unlinked, link_count]).toEqual([[[1], [0]], [2], 2]);
    expect(looseCount(outline)).toBe(1);
  });

  test('the concepts of a trail, and what the trail comes after', () => {
    const { cards, bundles, before, after } = at('bread');
    expect(cards.map((card) => [card.title, card.at, card.spark_count])).toEqual([
      ['DOUGH', 'bread/dough', 2],
      ['OVEN', 'bread/oven', 2],
    ]);
    expect(bundles).toEqual([{ from: 0, to: 1, count: 3, back: 0, is_mixed: false }]);
    expect([before, after]).toEqual([[{ title: 'SAILING', at: 'sailing', count: 2 }], []]);
    expect(at('sailing').after).toEqual([{ title: 'BREAD', at: 'bread', count: 2 }]);
  });

  test('the sparks of a concept, also those that stand elsewhere first', () => {
    const { cards, steps, before } = at('bread/oven');
    expect(cards.map((card) => [card.title, card.at, card.mins])).toEqual([
      ['HEAT', null, 4],
      ['WATER', null, 3],
    ]);
    expect(steps).toEqual([[1], [0]]);
    expect(before).toEqual([{ title: 'DOUGH', at: 'bread/dough', count: 3 }]);
    expect(at('_').cards.map((card) => card.at)).toEqual(['_/lone']);
    expect(at('_/lone').cards).toEqual([]);
  });
});

describe('places', () => {
  test.each([null, 'bread', '_', 'bread/oven', '_/lone'])('%s is read as it is written', (address) => {
    expect(writePlace(outline, readPlace(outline, address) as MapPlace)).toBe(address);
  });

  test.each(['nowhere', 'bread/nowhere', 'dough', ''])('%s is no place', (address) => {
    expect(readPlace(outline, address)).toBeNull();
  });

  test('out of a concept is its trail, out of that are all', () => {
    const out = outOf(readPlace(outline, 'bread/oven') as MapPlace) as MapPlace;
    expect(writePlace(outline, out)).toBe('bread');
    expect(outOf(out)).toEqual({ level: 'all' });
    expect(outOf({ level: 'all' })).toBeNull();
  });

  test.each([
    ['bread', null],
    ['oven', 'bread'],
    ['water', 'bread/dough'],
    ['lone', '_'],
  ])('%s has its card at %s', (id, address) => {
    expect(writePlace(outline, placeHolding(outline, id) as MapPlace)).toBe(address);
  });

  test('a spark in no concept has no card', () => {
    expect(placeHolding(outline, 'loose')).toBeNull();
  });
});
