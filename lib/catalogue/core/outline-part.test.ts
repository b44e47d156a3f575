import { describe, expect, test } from 'vitest';
import { buildTree, type Outline } from './outline.ts';
import { askedFilter, NO_FILTER } from './outline-filter.ts';
import { askFor, asksOf, MOST_BRANCHES, MOST_ROWS, mergeBranches, pickBranches, WINDOW } from './outline-part.ts';

const NOTHING: Outline = { domains: [], trails: [], concepts: [], places: [], sparks: [], beacons: [] };
const entity = (id: string) => ({ id, slug: id, title: id, is_published: true, version: 1 });
const trail = (id: string, domain_id: string) => ({ ...entity(id), domain_id, difficulty: 'beginner', children: 1 });
const spark = (id: string, places: number) => ({
  ...entity(id),
  difficulty: 'beginner',
  mins: 5,
  review: null,
  check: null,
  places,
});
const window = (count: number, total = count, starts = 0) => ({ starts, count, total, from: null });

const part: Outline = {
  ...NOTHING,
  domains: ['d1', 'd2'].map((id) => ({ ...entity(id), icon: null, color: null, children: 2 })),
  trails: [trail('t1', 'd1'), trail('t2', 'd1'), trail('t3', 'd2')],
  concepts: [{ ...entity('c1'), trail_id: 't1', children: 1 }],
  places: [['p1', 'c1', 's1']],
  sparks: [spark('s1', 1), spark('s9', 0)],
  branches: {
    'g-domains': window(2),
    'd-d1': window(2),
    'd-d2': window(1),
    't-t1': window(1),
    'c-c1': window(1),
    'g-loose': window(1),
  },
  groups: { domains: 2, standalone: 0, loose: 1, beacons: 0 },
};
const idsIn = (outline: Outline, key: string) =>
  buildTree(outline)
    .rows.get(key)
    ?.children.map(({ id }) => id);

describe('what was read takes the place of what was known', () => {
  test('of its branches, and of nothing else', () => {
    const read = { ...NOTHING, trails: [trail('t2', 'd1'), trail('t4', 'd1')], branches: { 'd-d1': window(2) } };
    const merged = mergeBranches(part, read);
    expect(idsIn(merged, 'd-d1')).toEqual(['t2', 't4']);
    expect(idsIn(merged, 'd-d2')).toEqual(['t3']);
    // What was in the trail that is gone went with it, and is not asked for again.
    expect(Object.keys(merged.branches ?? {}).sort()).toEqual(['d-d1', 'd-d2', 'g-domains', 'g-loose']);
    expect(merged.sparks.map(({ id }) => id)).toEqual(['s9']);
  });

  test('a row that stands elsewhere by now stands there alone', () => {
    const read = { ...NOTHING, trails: [trail('t1', 'd2'), trail('t3', 'd2')], branches: { 'd-d2': window(2) } };
    const merged = mergeBranches(part, read);
    expect([idsIn(merged, 'd-d1'), idsIn(merged, 'd-d2')]).toEqual([['t2'], ['t1', 't3']]);
    expect(idsIn(merged, 't-t1')).toEqual(['c1']);
  });

  test('a loose spark that got a place is loose no more', () => {
    const read = { ...NOTHING, branches: { 'g-loose': window(0) }, groups: { ...part.groups, loose: 0 } } as Outline;
    expect(buildTree(mergeBranches(part, read)).rows.has('g-loose')).toBe(false);
  });

  test('branches that were loaded meanwhile are kept from a reading that did not know of them', () => {
    const late = pickBranches(part, ['t-t1', 'c-c1']);
    const read = mergeBranches({ ...NOTHING, branches: {} }, pickBranches(part, ['g-domains', 'd-d1']));
    expect(idsIn(mergeBranches(read, late), 'c-c1')).toEqual(['s1']);
  });
});

describe('what is asked for', () => {
  test('a branch by the key of its row', () => {
    expect(askFor('d-1')).toEqual({ of: 'domain', id: '1' });
    expect(askFor('g-loose', { count: 200 })).toEqual({ of: 'loose', count: 200 });
  });

  test('everything that is loaded, within what one request may ask', () => {
    const asks = asksOf({ ...NOTHING, branches: { 'd-1': { ...window(300), from: [3, 4] }, 'g-domains': window(2) } });
    expect(asks).toEqual([
      { of: 'domain', id: '1', from: [3, 4], count: 300 },
      { of: 'domains', from: null, count: WINDOW },
    ]);
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`c-${at}`, window(1)]));
    const rows = asksOf({ ...NOTHING, branches: many }).reduce((sum, { count = 0 }) => sum + count, 0);
    expect(rows).toBeLessThanOrEqual(MOST_ROWS);
    expect(asksOf({ ...NOTHING, branches: many }).length).toBeLessThanOrEqual(MOST_BRANCHES);
  });

  test('a filter without what it does not filter by; nothing is no filter', () => {
    expect(askedFilter({ ...NO_FILTER, text: '  ' })).toBeNull();
    expect(askedFilter({ ...NO_FILTER, text: ' bread ', loose: true, beacon: 'b' })).toEqual({
      text: 'bread',
      loose: true,
      beacon: 'b',
    });
  });
});
