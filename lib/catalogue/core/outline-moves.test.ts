import { describe, expect, test } from 'vitest';
import { buildTree, type Outline, type OutlineNode } from './outline.ts';
import { applyMoves, dropPlace, mayHold, mayMoveTogether, moveTo, type OutlineMove } from './outline-moves.ts';

const applyMove = (before: Outline, { id, ...move }: OutlineMove) => applyMoves(before, { ...move, ids: [id] });
const entity = (id: string) => ({ id, slug: id, title: id, is_published: true, version: 1 });
const spark = (id: string) => ({ ...entity(id), difficulty: 'beginner', mins: 5, review: null, check: null });

/** Two of every kind at least, so that each can be dropped on another of its kind, on its parent, and on a stranger. */
const outline: Outline = {
  domains: ['d1', 'd2'].map((id) => ({ ...entity(id), icon: null, color: null })),
  trails: [
    { ...entity('t1'), domain_id: 'd1', difficulty: 'beginner' },
    { ...entity('t2'), domain_id: 'd1', difficulty: 'beginner' },
    { ...entity('t3'), domain_id: 'd2', difficulty: 'beginner' },
  ],
  concepts: [
    { ...entity('c1'), trail_id: 't1' },
    { ...entity('c2'), trail_id: 't1' },
    { ...entity('c3'), trail_id: 't3' },
    { ...entity('c4'), trail_id: null },
  ],
  places: [
    ['p1', 'c1', 's1'],
    ['p2', 'c1', 's2'],
    ['p3', 'c3', 's3'],
    ['p4', 'c3', 's1'],
  ],
  sparks: ['s1', 's2', 's3', 's4'].map(spark),
  beacons: ['b1', 'b2'].map((id) => ({ id, slug: id, title: id, version: 1, category: null })),
};
const tree = buildTree(outline);
const KEYS = [...tree.rows.keys()];
const at = (key: string, inTree = tree) => inTree.rows.get(key) as OutlineNode;
const POSITIONS = ['before', 'on', 'after'] as const;

/** Of each kind what it may be put under, by the key of the parent; `root` is the outline itself. */
const HOMES: Record<string, string[]> = {
  'd-d1': ['root'],
  't-t1': ['d-d1', 'd-d2'],
  'c-c1': ['t-t1', 't-t2', 't-t3', 'g-standalone'],
  // s2 stands in c1; it may be put into every other concept as well.
  'p-p2': ['c-c1', 'c-c2', 'c-c3', 'c-c4'],
  // s1 stands in c1 and c3: its place in c1 cannot go where the other is.
  'p-p1': ['c-c1', 'c-c2', 'c-c4'],
  's-s4': ['c-c1', 'c-c2', 'c-c3', 'c-c4'],
  'b-b1': [],
  'g-loose': [],
};

describe('what may stand where', () => {
  test.each(
    Object.entries(HOMES).flatMap(([child, homes]) =>
      ['root', ...KEYS].map((parent) => ({ child, parent, may: homes.includes(parent) })),
    ),
  )('$child under $parent: $may', ({ child, parent, may }) => {
    expect(mayHold(parent === 'root' ? null : at(parent), at(child))).toBe(may);
  });
});

describe('every row dropped before, on and after every other', () => {
  const drops = KEYS.flatMap((dragged) =>
    KEYS.flatMap((target) => POSITIONS.map((position) => ({ dragged, target, position }))),
  );

  test('there are as many as there should be', () => {
    // 2 domains, 3 trails, 4 concepts, 4 places, 1 loose spark, 2 beacons, and the three groups.
    expect(KEYS).toHaveLength(19);
    expect(drops).toHaveLength(19 * 19 * 3);
  });

  test('goes only where it may stand, and to a place that is another one', () => {
    for (const { dragged, target, position } of drops) {
      const place = dropPlace(tree, at(dragged), { key: target, position });
      if (!place) continue;
      const name = `${dragged} ${position} ${target}`;
      expect(mayHold(place.parent, at(dragged)), name).toBe(true);
      expect(place.parent === at(dragged).parent && place.position === at(dragged).position, name).toBe(false);
      const siblings = (place.parent?.children ?? tree.roots.filter(({ kind }) => kind === 'domain')).filter(
        (each) => each !== at(dragged),
      );
      expect(place.position, name).toBeGreaterThanOrEqual(0);
      expect(place.position, name).toBeLessThanOrEqual(siblings.length);
    }
  });

  test('stands after the move exactly where it was dropped', () => {
    let moves = 0;
    for (const { dragged, target, position } of drops) {
      const node = at(dragged);
      const place = dropPlace(tree, node, { key: target, position });
      const move = place && moveTo(node, place.parent, place.position);
      // Those in no order stand by their titles: a concept alone has no place to be put to.
      if (!move || place.parent?.kind === 'group') continue;
      moves++;
      const moved = buildTree(applyMove(outline, move));
      const key = node.kind === 'spark' ? `p-${node.place_id}` : dragged;
      const after = at(key, moved);
      const name = `${dragged} ${position} ${target}`;
      expect(after.parent?.key, name).toBe(place.parent?.key);
      if (position === 'on') expect(after.position, name).toBe((after.parent?.children.length ?? 0) - 1);
      else {
        const neighbours = after.parent?.children ?? moved.roots.filter(({ kind }) => kind === 'domain');
        expect(neighbours[after.position + (position === 'before' ? 1 : -1)]?.key, name).toBe(target);
      }
    }
    expect(moves).toBeGreaterThan(40);
  });

  test('nothing is lost or doubled by it', () => {
    const count = (of: Outline) =>
      [of.domains, of.trails, of.concepts, of.places, of.sparks].map((list) => list.length);
    for (const { dragged, target, position } of drops) {
      const place = dropPlace(tree, at(dragged), { key: target, position });
      const move = place && moveTo(at(dragged), place.parent, place.position);
      if (move) expect(count(applyMove(outline, move)), `${dragged} ${position} ${target}`).toEqual(count(outline));
    }
  });
});

describe('what moves together', () => {
  const KINDS = ['d-d1', 't-t1', 'c-c1', 'p-p1', 's-s4', 'b-b1', 'g-loose'];
  test.each(
    KINDS.flatMap((one) =>
      KINDS.map((other) => {
        const same = at(one).kind === at(other).kind;
        return { one, other, may: same && ['trail', 'concept', 'spark'].includes(at(one).kind) };
      }),
    ),
  )('$one and $other: $may', ({ one, other, may }) => {
    expect(mayMoveTogether([at(one), at(other)])).toBe(may);
  });

  test.each([
    ['nothing', [], false],
    ['one domain', ['d-d1'], true],
    ['one beacon', ['b-b1'], false],
    ['one group', ['g-loose'], false],
  ])('%s: %s', (_what, keys, may) => {
    expect(mayMoveTogether(keys.map((key) => at(key)))).toBe(may);
  });
});
