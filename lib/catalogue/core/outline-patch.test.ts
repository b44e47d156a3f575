import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outline } from './outline.ts';
import { applyMoves, type OutlineMoves, patchOutline } from './outline-moves.ts';
import { moving, retitling } from './outline-patch.ts';

const entity = (id: string) => ({ id, slug: id, title: `Title of ${id}`, is_published: true, version: 1 });

/** Two domains, three trails, four concepts, five sparks in seven places. */
const outline: Outline = {
  domains: ['d1', 'd2', 'd3'].map((id) => ({ ...entity(id), icon: null, color: null })),
  trails: [
    ['t1', 'd1'],
    ['t2', 'd1'],
    ['t3', 'd2'],
    ['t4', 'd1'],
  ].map(([id = '', domain_id = '']) => ({ ...entity(id), domain_id, difficulty: 'beginner' })),
  concepts: [
    ['c1', 't1'],
    ['c2', 't1'],
    ['c3', null],
    ['c4', 't2'],
  ].map(([id, trail_id]) => ({ ...entity(id ?? ''), trail_id: trail_id ?? null })),
  places: [
    ['p1', 'c1', 's1'],
    ['p2', 'c1', 's2'],
    ['p3', 'c2', 's1'],
    ['p4', 'c2', 's3'],
    ['p5', 'c1', 's3'],
    ['p6', 'c4', 's4'],
  ],
  sparks: ['s1', 's2', 's3', 's4', 's5'].map((id) => ({
    ...entity(id),
    difficulty: 'beginner',
    mins: 5,
    review: null,
    check: null,
  })),
  beacons: [],
};

const moves: OutlineMoves[] = [
  { kind: 'domain', ids: ['d3'], parent_id: null, position: 0 },
  { kind: 'trail', ids: ['t2'], parent_id: 'd2', position: 0 },
  { kind: 'trail', ids: ['t4'], parent_id: 'd1', position: 0 },
  { kind: 'concept', ids: ['c1', 'c4'], parent_id: null, position: 1 },
  { kind: 'concept', ids: ['c3'], parent_id: 't2', position: 0 },
  { kind: 'concept_spark', ids: ['p2'], parent_id: 'c2', position: 1 },
  { kind: 'concept_spark', ids: ['p4', 'p6'], loose: ['s5'], parent_id: 'c1', position: 0 },
  { kind: 'concept_spark', ids: ['p1'], parent_id: 'c4', position: 1 },
];

/** Who stands where in which order: how entries of other parents are mixed in between says nothing. */
function standing({ domains, trails, concepts, places }: Outline) {
  const by = new Map<string, string[]>();
  const put = (parent: string | null, id: string) => by.set(`${parent}`, [...(by.get(`${parent}`) ?? []), id]);
  for (const { id } of domains) put('top', id);
  for (const { id, domain_id } of trails) put(domain_id, id);
  for (const { id, trail_id } of concepts) put(`in ${trail_id}`, id);
  for (const [id, concept_id] of places) put(concept_id, id);
  return Object.fromEntries(by);
}

describe('a refused move', () => {
  test.each(moves)('goes back: %j', (move) => {
    const patch = moving(outline, move);
    const shown = patch.apply(outline);
    expect(shown).toEqual(applyMoves(outline, move));
    expect(standing(patch.revert(shown))).toEqual(standing(outline));
  });

  test('and leaves what others did', () => {
    const patch = moving(outline, { kind: 'trail', ids: ['t2'], parent_id: 'd2', position: 0 });
    // A later move of somebody else, a new title, and a trail that is gone.
    let now = patch.apply(outline);
    now = applyMoves(now, { kind: 'trail', ids: ['t3'], parent_id: 'd3', position: 0 });
    now = patchOutline(now, 'spark', 's1', { title: 'New' });
    now = { ...now, trails: now.trails.filter(({ id }) => id !== 't4') };
    const back = patch.revert(now);
    expect(standing(back)).toMatchObject({ d1: ['t1', 't2'], d3: ['t3'] });
    expect(back.sparks.find(({ id }) => id === 's1')?.title).toBe('New');
  });

  test('does not take back what was moved on meanwhile', () => {
    const patch = moving(outline, { kind: 'concept', ids: ['c1'], parent_id: 't2', position: 0 });
    const on = applyMoves(patch.apply(outline), { kind: 'concept', ids: ['c1'], parent_id: null, position: 0 });
    expect(standing(patch.revert(on))).toEqual(standing(on));
  });

  test('twice the same is once, whatever was read meanwhile', () => {
    fc.assert(
      fc.property(fc.constantFrom(...moves), (move) => {
        const { apply } = moving(outline, move);
        const once = apply(outline);
        expect(standing(apply(once))).toEqual(standing(once));
      }),
    );
  });
});

describe('a refused title', () => {
  const titleOf = (now: Outline) => now.sparks.find(({ id }) => id === 's2')?.title;
  const patch = retitling(outline, 'spark', 's2', 'Mine');

  test('goes back, and nothing else does', () => {
    const shown = patchOutline(patch.apply(outline), 'spark', 's1', { title: 'Theirs' });
    expect(titleOf(shown)).toBe('Mine');
    const back = patch.revert(shown);
    expect(titleOf(back)).toBe('Title of s2');
    expect(back.sparks[0]?.title).toBe('Theirs');
  });

  test('unless another has come since', () => {
    const later = patchOutline(patch.apply(outline), 'spark', 's2', { title: 'Later' });
    expect(titleOf(patch.revert(later))).toBe('Later');
  });
});
