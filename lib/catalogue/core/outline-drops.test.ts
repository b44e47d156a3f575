import { describe, expect, test } from 'vitest';
import { buildTree, type Outline, type OutlineNode } from './outline.ts';
import { applyMoves, dropPlace, moveTo } from './outline-moves.ts';

const entity = (id: string, is_published = true) => ({ id, slug: id, title: `Title ${id}`, is_published, version: 1 });
const spark = (id: string, difficulty: string, is_published: boolean, check: 'failed' | 'passed' | null) => ({
  ...entity(id, is_published),
  difficulty,
  mins: 5,
  review: null,
  check,
});

/** One trail of two concepts with three and two sparks, one of them in both; two sparks in none. */
const outline: Outline = {
  domains: [{ ...entity('d1'), icon: null, color: null }],
  trails: [{ ...entity('t1'), domain_id: 'd1', difficulty: 'expert' }],
  concepts: ['c1', 'c2'].map((id) => ({ ...entity(id, id === 'c1'), trail_id: 't1' })),
  places: [
    ['p1', 'c1', 's1'],
    ['p2', 'c1', 's2'],
    ['p3', 'c1', 's3'],
    ['p4', 'c2', 's3'],
    ['p5', 'c2', 's4'],
  ],
  sparks: [
    spark('s1', 'beginner', true, 'failed'),
    spark('s2', 'expert', false, 'failed'),
    spark('s3', 'expert', true, null),
    spark('s4', 'beginner', false, 'passed'),
    spark('s5', 'expert', false, null),
    spark('s6', 'beginner', true, 'passed'),
  ],
  beacons: [],
};
const tree = buildTree(outline);
const node = (key: string) => tree.rows.get(key) as OutlineNode;

describe('a drop lands where it was let go', () => {
  const rows = ['p-p1', 'p-p2', 'p-p3', 'p-p4', 'p-p5'];
  const cases = rows.flatMap((dragged) =>
    rows.flatMap((target) => (['before', 'after'] as const).map((side) => [dragged, side, target] as const)),
  );

  test.each(cases)('%s %s %s', (dragged, side, target) => {
    const [moving, beside] = [node(dragged), node(target)];
    const siblings = beside.parent?.children ?? [];
    const others = siblings.filter((one) => one !== moving);
    const at = others.indexOf(beside) + (side === 'after' ? 1 : 0);
    const wanted = others.toSpliced(at, 0, moving).map(({ id }) => id);
    const stays = moving === beside || (moving.parent === beside.parent && siblings.indexOf(moving) === at);
    const isTwice = moving.parent !== beside.parent && siblings.some(({ id }) => id === moving.id);

    const place = dropPlace(tree, moving, { key: target, position: side });
    if (stays || isTwice) return expect(place).toBeNull();
    const move = place && moveTo(moving, place.parent, place.position);
    const after = buildTree(applyMoves(outline, { ...(move as NonNullable<typeof move>), ids: [move?.id ?? ''] }));
    expect(after.rows.get(beside.parent?.key ?? '')?.children.map(({ id }) => id)).toEqual(wanted);
  });
});
