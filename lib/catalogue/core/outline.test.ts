import { describe, expect, test } from 'vitest';
import { buildTree, type Outline, type OutlineNode, pathTo, rowsOfSlug } from './outline.ts';
import { applyMoves, dropPlace, dropPlaces, mayMoveTogether, movesTo, moveTo } from './outline-moves.ts';

const entity = (id: string, is_published = true) => ({ id, slug: id, title: `Title ${id}`, is_published, version: 1 });
const spark = (id: string, mins: number, is_published = true) => ({
  ...entity(id, is_published),
  difficulty: 'beginner',
  mins,
  review: null,
  check: null,
});

/** d1 > t1 > (c1: s1, s2; c2: s2), t2; c3 alone; s3 in no concept; b1. */
const outline: Outline = {
  domains: [{ ...entity('d1'), icon: null, color: null }],
  trails: ['t1', 't2'].map((id) => ({ ...entity(id), domain_id: 'd1', difficulty: 'beginner' })),
  concepts: [
    { ...entity('c1'), trail_id: 't1' },
    { ...entity('c2'), trail_id: 't1' },
    { ...entity('c3'), trail_id: null },
  ],
  places: [
    ['p1', 'c1', 's1'],
    ['p2', 'c1', 's2'],
    ['p3', 'c2', 's2'],
  ],
  sparks: [spark('s1', 5), spark('s2', 7), spark('s3', 9, false)],
  beacons: [{ id: 'b1', slug: 'b1', title: 'Title b1', version: 1, category: null }],
};
const tree = buildTree(outline);
const at = (key: string, inTree = tree) => inTree.rows.get(key) as OutlineNode;

describe('the rows of the outline', () => {
  test('groups come last, and a spark has a row for every place', () => {
    expect(tree.roots.map(({ key }) => key)).toEqual(['d-d1', 'g-standalone', 'g-loose', 'g-beacons']);
    expect(tree.entities.get('spark:s2')?.map(({ key }) => key)).toEqual(['p-p2', 'p-p3']);
    expect(at('p-p2').place_count).toBe(2);
    expect(pathTo(at('p-p1')).map(({ id }) => id)).toEqual(['d1', 't1', 'c1', 's1']);
    expect(pathTo(at('c-c3')).map(({ id }) => id)).toEqual(['c3']);
    expect(rowsOfSlug(tree, 'spark', 's2').map(({ key }) => key)).toEqual(['p-p2', 'p-p3']);
    expect(rowsOfSlug(tree, 'concept', 's2')).toEqual([]);
  });

  test('states come from publishing and from the snapshot', () => {
    const changed = buildTree({
      ...outline,
      sparks: outline.sparks.map((one) => (one.id === 's1' ? one : { ...one, change: 'changed' })),
      concepts: outline.concepts.map((one) => (one.id === 'c2' ? { ...one, change: 'added' } : one)),
    });
    expect(at('p-p2', changed).state).toBe('changed');
    expect(at('p-p1', changed).state).toBe('published');
    expect(at('s-s3', changed).state).toBe('draft');
    expect([at('c-c2', changed).state, at('c-c2', changed).change]).toEqual(['changed', 'added']);
  });

  test('sums are said once they are known, and a spark has its own', () => {
    const summed = buildTree(outline, { 't-t1': [2, 12, 3] });
    expect(at('t-t1', summed)).toMatchObject({ spark_count: 2, mins: 12, changed_below: 3 });
    expect(at('c-c1', summed)).toMatchObject({ spark_count: null, mins: null, changed_below: 0 });
    expect(at('p-p1', summed)).toMatchObject({ spark_count: 1, mins: 5 });
  });
});

describe('a part of the outline', () => {
  /** Of d1 the trails from the sixth on, of c1 nothing yet. */
  const part: Outline = {
    ...outline,
    domains: outline.domains.map((one) => ({ ...one, children: 20 })),
    trails: outline.trails.map((one) => ({ ...one, children: 0 })),
    concepts: [{ ...entity('c1'), trail_id: null, children: 7 }],
    places: [],
    sparks: [{ ...spark('s9', 5), places: 3 }],
    branches: {
      'g-domains': { starts: 4, count: 1, total: 9, from: [4, 40] },
      'd-d1': { starts: 5, count: 2, total: 20, from: [5, 50] },
      'g-standalone': { starts: 0, count: 1, total: 1, from: null },
    },
    groups: { domains: 9, standalone: 1, loose: 300, beacons: 1 },
  };
  const some = buildTree(part);

  test('rows know how many there are and where they stand, loaded or not', () => {
    expect([some.domain_count, some.starts, at('d-d1', some).position]).toEqual([9, 4, 4]);
    expect(at('d-d1', some)).toMatchObject({ child_count: 20, starts: 5, is_loaded: true });
    expect(at('t-t2', some)).toMatchObject({ position: 6, child_count: 0, is_loaded: true });
    expect(at('c-c1', some)).toMatchObject({ child_count: 7, is_loaded: false });
    // A group is there because of what is in it, and a spark that stands somewhere is not loose.
    expect(at('g-loose', some)).toMatchObject({ child_count: 300, children: [], is_loaded: false });
  });

  test('what an edit under way brings or takes counts at once', () => {
    const moved = buildTree(applyMoves(part, { kind: 'trail', ids: ['t1'], parent_id: 'd1', position: 7 }));
    expect(at('d-d1', moved).children.map(({ id, position }) => [id, position])).toEqual([
      ['t2', 5],
      ['t1', 6],
    ]);
    const away = buildTree(applyMoves(part, { kind: 'concept', ids: ['c1'], parent_id: 't1', position: 0 }));
    expect(at('t-t1', away)).toMatchObject({ child_count: 1 });
    expect(away.rows.get('g-standalone')?.child_count).toBe(0);
  });

  test('a drop on a row means behind all that is in it', () => {
    expect(dropPlace(some, at('c-c1', some), { key: 't-t1', position: 'on' })).toMatchObject({ position: 0 });
    const place = dropPlace(some, at('t-t2', some), { key: 't-t1', position: 'before' });
    expect(place).toMatchObject({ position: 5 });
  });
});

describe('moving rows', () => {
  const moved = (key: string, target: string, position: 'before' | 'on' | 'after') => {
    const place = dropPlace(tree, at(key), { key: target, position });
    const move = place && moveTo(at(key), place.parent, place.position);
    return move && buildTree(applyMoves(outline, { ...move, ids: [move.id] }));
  };
  const children = (key: string, inTree: ReturnType<typeof moved>) =>
    inTree && at(key, inTree).children.map(({ id }) => id);

  test('within its parent, before and after a sibling', () => {
    expect(children('c-c1', moved('p-p1', 'p-p2', 'after'))).toEqual(['s2', 's1']);
    expect(children('c-c1', moved('p-p2', 'p-p1', 'before'))).toEqual(['s2', 's1']);
    expect(moved('p-p1', 'p-p2', 'before')).toBeNull();
  });

  test('to another parent: beside a sibling there, or on it', () => {
    expect(children('c-c2', moved('p-p1', 'p-p3', 'before'))).toEqual(['s1', 's2']);
    expect(children('c-c3', moved('p-p1', 'c-c3', 'on'))).toEqual(['s1']);
    expect(children('t-t2', moved('c-c1', 't-t2', 'on'))).toEqual(['c1']);
    expect(children('g-standalone', moved('c-c1', 'c-c3', 'after'))).toEqual(['c3', 'c1']);
  });

  test('never where it may not stand', () => {
    expect(moved('p-p2', 'c-c2', 'on')).toBeNull();
    expect(moved('p-p1', 't-t1', 'on')).toBeNull();
    expect(moved('c-c1', 'p-p3', 'before')).toBeNull();
    expect(moved('t-t1', 'd-d1', 'before')).toBeNull();
    expect(moved('b-b1', 'c-c1', 'on')).toBeNull();
  });
});

describe('moving several rows at once', () => {
  const rows = (...keys: string[]) => keys.map((key) => at(key));
  const moved = (keys: string[], target: string, position: 'before' | 'on' | 'after') => {
    const place = dropPlaces(tree, rows(...keys), { key: target, position });
    const moves = place && movesTo(rows(...keys), place.parent, place.position);
    return moves && buildTree(applyMoves(outline, moves));
  };
  const children = (key: string, inTree: ReturnType<typeof moved>) =>
    inTree && at(key, inTree).children.map(({ id }) => id);

  test('they come in the order given, loose ones with a place of their own', () => {
    expect(children('c-c3', moved(['p-p2', 'p-p1', 's-s3'], 'c-c3', 'on'))).toEqual(['s2', 's1', 's3']);
    expect(children('t-t2', moved(['c-c2', 'c-c1'], 't-t2', 'on'))).toEqual(['c2', 'c1']);
  });

  test('the position counts those that stay', () => {
    const three = buildTree({
      ...outline,
      places: [...outline.places, ['p4', 'c1', 's3']],
    });
    const dragged = [at('p-p1', three), at('p-p2', three)];
    expect(dropPlaces(three, dragged, { key: 'p-p4', position: 'after' })).toMatchObject({ position: 1 });
    expect(dropPlaces(three, dragged, { key: 'p-p2', position: 'after' })).toBeNull();
  });

  test('what stands in the concept already stays where it was', () => {
    const after = moved(['p-p1', 'p-p2'], 'c-c2', 'on');
    expect(children('c-c2', after)).toEqual(['s2', 's1']);
    expect(children('c-c1', after)).toEqual(['s2']);
  });

  test('only one kind moves at once, and only where it may stand', () => {
    expect(mayMoveTogether(rows('p-p1', 'c-c1'))).toBe(false);
    expect(mayMoveTogether(rows('b-b1'))).toBe(false);
    expect(moved(['p-p1', 'p-p2'], 't-t1', 'on')).toBeNull();
    expect(moved(['c-c1', 'c-c2'], 'p-p1', 'before')).toBeNull();
  });
});
