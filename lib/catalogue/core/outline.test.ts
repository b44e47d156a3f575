import { describe, expect, test } from 'vitest';
import { buildTree, type Outline, type OutlineNode, pathTo, rowsOfSlug } from './outline.ts';
import { countChoices, filterTree, NO_FILTER } from './outline-filter.ts';
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

  test('a spark that stands twice counts once in the totals above both', () => {
    expect([at('c-c1').mins, at('c-c2').mins, at('t-t1').mins]).toEqual([12, 7, 12]);
    expect(at('t-t1').spark_count).toBe(2);
  });

  test('states come from publishing and from the snapshot, and reach up', () => {
    const changed = buildTree(outline, [
      { kind: 'spark', entity_id: 's2', change: 'changed' },
      { kind: 'concept_spark', entity_id: 'gone', change: 'removed', owner_id: 'c2' },
    ]);
    expect(at('p-p2', changed).state).toBe('changed');
    expect(at('p-p1', changed).state).toBe('published');
    expect(at('s-s3', changed).state).toBe('draft');
    expect(at('c-c2', changed).state).toBe('changed');
    expect([at('c-c1', changed).changed_below, at('t-t1', changed).changed_below]).toEqual([1, 2]);
  });
});

describe('filters', () => {
  const matches = (filter: Partial<typeof NO_FILTER>, inTree = tree) => [
    ...(filterTree(inTree, { ...NO_FILTER, ...filter })?.matches ?? []),
  ];

  test('show what matches and the way to it', () => {
    expect(filterTree(tree, { ...NO_FILTER, text: ' ' })).toBeNull();
    const found = filterTree(tree, { ...NO_FILTER, text: 'TITLE S1' });
    expect([...(found?.matches ?? [])]).toEqual(['p-p1']);
    expect([...(found?.shown ?? [])].sort()).toEqual(['c-c1', 'd-d1', 'p-p1', 't-t1']);
    expect(matches({ state: 'draft' })).toEqual(['s-s3']);
  });

  test('by difficulty, beacon, who saved last, and no concept; all of them have to hold', () => {
    const own = buildTree({ ...outline, sparks: outline.sparks.map((each) => ({ ...each, mine: each.id === 's3' })) });
    expect(matches({ difficulty: 'expert' })).toEqual([]);
    expect(matches({ marked: new Set(['s2']) })).toEqual(['p-p2', 'p-p3']);
    expect(matches({ loose: true })).toEqual(['s-s3']);
    expect(matches({ mine: true }, own)).toEqual(['s-s3']);
    expect(matches({ mine: true, state: 'published' }, own)).toEqual([]);
  });

  test('by quality: what checking it came to, and drafts that wait', () => {
    const own = buildTree({
      ...outline,
      sparks: [
        { ...spark('s1', 5), check: 'failed', review: 'pending' },
        { ...spark('s2', 7), check: 'passed', review: 'approved', again: true },
        spark('s3', 9),
      ],
    });
    expect(matches({ quality: 'failed' }, own)).toEqual(['p-p1']);
    expect(matches({ quality: 'pending' }, own)).toEqual(['p-p1']);
    expect(matches({ quality: 'passed' }, own)).toEqual(['p-p2', 'p-p3']);
    expect(matches({ quality: 'unchecked' }, own)).toEqual(['s-s3']);
    expect(matches({ quality: 'unchecked', difficulty: 'expert' }, own)).toEqual([]);
    expect(countChoices(own, NO_FILTER).quality).toEqual({
      failed: 1,
      warning: 0,
      passed: 1,
      unchecked: 1,
      pending: 1,
      rejected: 0,
      again: 1,
    });
    expect(matches({ quality: 'again' }, own)).toEqual(['p-p2', 'p-p3']);
  });

  test('count entities, not rows, for each choice beside what is chosen', () => {
    expect(filterTree(tree, { ...NO_FILTER, marked: new Set(['s2']) })?.entities).toBe(1);
    const counts = countChoices(tree, { ...NO_FILTER, difficulty: 'beginner' });
    expect(counts.state).toEqual({ all: 5, draft: 1, published: 4, changed: 0 });
    expect(counts.difficulty).toMatchObject({ beginner: 5, expert: 0 });
    expect(counts.loose).toBe(1);
    // What fails on two counts fits neither choice.
    expect(countChoices(tree, { ...NO_FILTER, difficulty: 'expert', text: 'nowhere' }).difficulty.beginner).toBe(0);
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
