import { describe, expect, test } from 'vitest';
import { buildTree, type ChangedEntity, type Outline } from './outline.ts';
import { countChoices, filterTree, NO_FILTER, type OutlineFilter } from './outline-filter.ts';

const QUALITY = [
  { check: null, review: null },
  { check: 'passed', review: 'approved' },
  { check: 'failed', review: 'rejected' },
  { check: 'warning', review: 'pending' },
] as const;

/** 64 sparks: every combination of being published, saved by the reader, of two difficulties, loose, and of four qualities. */
const sparks = Array.from({ length: 64 }, (_, at) => ({
  id: `s${at}`,
  slug: `s${at}`,
  title: at % 3 === 0 ? `Bread ${at}` : `Oven ${at}`,
  version: 1,
  is_published: (at & 1) === 1,
  mine: (at & 2) === 2,
  difficulty: (at & 4) === 4 ? 'beginner' : 'expert',
  mins: 5,
  ...(QUALITY[(at >> 4) & 3] as (typeof QUALITY)[number]),
}));
const outline: Outline = {
  domains: [],
  trails: [],
  concepts: [{ id: 'c', slug: 'c', title: 'Concept', is_published: true, version: 1, trail_id: null }],
  places: sparks.flatMap(({ id }, at): Outline['places'] => ((at & 8) === 8 ? [[`p${at}`, 'c', id]] : [])),
  sparks,
  beacons: [],
};
const changes = sparks.flatMap(({ id }, at): ChangedEntity[] =>
  at % 5 === 0 ? [{ kind: 'spark', entity_id: id, change: 'changed' }] : [],
);
const tree = buildTree(outline, changes);

/** Each filter with what it asks for in plain words, beside the code under test. */
const FILTERS: { name: string; filter: Partial<OutlineFilter>; keeps: (at: number) => boolean }[] = [
  { name: 'text', filter: { text: ' bREAD ' }, keeps: (at) => at % 3 === 0 },
  { name: 'drafts', filter: { state: 'draft' }, keeps: (at) => (at & 1) === 0 },
  { name: 'published', filter: { state: 'published' }, keeps: (at) => (at & 1) === 1 && at % 5 !== 0 },
  { name: 'changed', filter: { state: 'changed' }, keeps: (at) => at % 5 === 0 },
  { name: 'difficulty', filter: { difficulty: 'expert' }, keeps: (at) => (at & 4) === 0 },
  { name: 'not checked', filter: { quality: 'unchecked' }, keeps: (at) => at >> 4 === 0 },
  { name: 'rejected', filter: { quality: 'rejected' }, keeps: (at) => at >> 4 === 2 },
  { name: 'pending', filter: { quality: 'pending' }, keeps: (at) => at >> 4 === 3 },
  { name: 'beacon', filter: { marked: new Set(['s1', 's2', 's40']) }, keeps: (at) => [1, 2, 40].includes(at) },
  { name: 'mine', filter: { mine: true }, keeps: (at) => (at & 2) === 2 },
  { name: 'loose', filter: { loose: true }, keeps: (at) => (at & 8) === 0 },
];
const found = (filter: Partial<OutlineFilter>) => {
  const matches = filterTree(tree, { ...NO_FILTER, ...filter })?.matches ?? new Set();
  return sparks.flatMap(({ id }, at) => (matches.has(`p-p${at}`) || matches.has(`s-${id}`) ? at : []));
};
const expected = (...keeps: ((at: number) => boolean)[]) =>
  [...sparks.keys()].filter((at) => keeps.every((keep) => keep(at)));

describe('filters of the outline', () => {
  test.each(FILTERS)('$name', ({ filter, keeps }) => {
    expect(found(filter)).toEqual(expected(keeps));
  });

  // Of the three states only one can be asked for, and of the qualities as well.
  const pairs = FILTERS.flatMap((one, at) =>
    FILTERS.slice(at + 1).flatMap((other) => {
      const isSame = Object.keys(one.filter).some((name) => name in other.filter);
      return isSame ? [] : [{ name: `${one.name} and ${other.name}`, one, other }];
    }),
  );
  test.each(pairs)('$name', ({ one, other }) => {
    expect(found({ ...one.filter, ...other.filter })).toEqual(expected(one.keeps, other.keeps));
  });

  test.each(FILTERS.filter(({ filter }) => !('text' in filter) && !('marked' in filter)))(
    'the choice "$name" says how many it would leave, whatever of its own kind is chosen now',
    ({ filter, keeps }) => {
      const counts = (beside: Partial<OutlineFilter>) => countChoices(tree, { ...NO_FILTER, ...beside });
      const countOf = ({ state, difficulty, quality, mine, loose }: ReturnType<typeof counts>) => {
        if (filter.state) return state[filter.state];
        if (filter.difficulty) return difficulty[filter.difficulty];
        if (filter.quality) return quality[filter.quality];
        return filter.mine ? mine : loose;
      };
      // The concept is published and nothing else: it is no spark, so it counts only among the states.
      const more = filter.state === 'published' ? 1 : 0;
      expect(countOf(counts({}))).toBe(expected(keeps).length + more);
      expect(countOf(counts(filter))).toBe(expected(keeps).length + more);
      expect(countOf(counts({ text: 'bread' }))).toBe(expected(keeps, (at) => at % 3 === 0).length);
    },
  );

  test('nothing asked for is no filter at all', () => {
    expect(filterTree(tree, { ...NO_FILTER, text: '  ' })).toBeNull();
  });

  test('what leads to a match is shown with it, and nothing else', () => {
    const { shown } = filterTree(tree, { ...NO_FILTER, text: 'bread 9' }) ?? {};
    expect([...(shown ?? [])].sort()).toEqual(['c-c', 'g-standalone', 'p-p9']);
  });
});
