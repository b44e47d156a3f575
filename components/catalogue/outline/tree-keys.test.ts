import { describe, expect, test } from 'vitest';
import { buildTree, type OutlineNode } from '#lib/catalogue/core/outline.ts';
import { commandOf, rangeOf, type TreeCommand } from './tree-keys.ts';

const entity = (id: string) => ({ id, slug: id, title: id, is_published: true, version: 1 });
const tree = buildTree({
  domains: [{ ...entity('d'), icon: null, color: null }],
  trails: [{ ...entity('t'), domain_id: 'd', difficulty: 'beginner' }],
  concepts: [{ ...entity('c'), trail_id: 't' }],
  places: [['p', 'c', 's']],
  sparks: [{ ...entity('s'), difficulty: 'beginner', mins: 5, review: null, check: null }],
  beacons: [{ ...entity('b'), category: null }],
});
const ROWS = { domain: 'd-d', trail: 't-t', concept: 'c-c', spark: 'p-p', beacon: 'b-b', group: 'g-beacons' } as const;
type RowName = keyof typeof ROWS;
const EVERY = Object.keys(ROWS) as RowName[];
const NAMED: RowName[] = ['domain', 'trail', 'concept', 'spark', 'beacon'];
const at = (name: RowName) => tree.rows.get(ROWS[name]) as OutlineNode;
const PLAIN = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

/** Each press with what it means, and on which rows; on the others it is left to the tree. */
const PRESSES: {
  press: Partial<typeof PLAIN> & { key: string };
  chosen?: number;
  means: TreeCommand;
  on: RowName[];
}[] = [
  { press: { key: 'ArrowUp', altKey: true }, means: 'up', on: EVERY },
  { press: { key: 'ArrowDown', altKey: true }, means: 'down', on: EVERY },
  { press: { key: 'ArrowDown', shiftKey: true }, means: 'range', on: EVERY },
  { press: { key: 'ArrowDown', shiftKey: true }, chosen: 2, means: 'range', on: [] },
  { press: { key: 'ArrowDown' }, means: 'down', on: [] },
  { press: { key: 'ArrowDown', altKey: true, ctrlKey: true }, means: 'down', on: [] },
  { press: { key: 'Enter' }, means: 'open', on: [] },
  { press: { key: 'Enter' }, chosen: 1, means: 'open', on: EVERY },
  { press: { key: 'F2' }, means: 'rename', on: NAMED },
  { press: { key: 'Insert' }, means: 'add', on: ['domain', 'trail', 'concept', 'group'] },
  { press: { key: 'Delete' }, means: 'trash', on: NAMED },
  { press: { key: 'Backspace', metaKey: true }, means: 'trash', on: NAMED },
  { press: { key: 'Backspace' }, means: 'trash', on: [] },
  { press: { key: 'ContextMenu' }, means: 'menu', on: EVERY },
  { press: { key: 'F10', shiftKey: true }, means: 'menu', on: EVERY },
  { press: { key: 'F10' }, means: 'menu', on: [] },
  { press: { key: 'm', ctrlKey: true }, means: 'move', on: ['domain', 'trail', 'concept', 'spark'] },
  { press: { key: 'm', metaKey: true }, means: 'move', on: ['domain', 'trail', 'concept', 'spark'] },
  { press: { key: 'm' }, means: 'move', on: [] },
  { press: { key: 'g' }, means: 'generate', on: ['trail', 'concept', 'spark'] },
  { press: { key: 'g', ctrlKey: true }, means: 'generate', on: [] },
];

describe('keys of the outline', () => {
  const cases = PRESSES.flatMap(({ press, chosen = 0, means, on }) =>
    EVERY.map((row) => ({ press, chosen, row, means: on.includes(row) ? means : null })),
  );
  test.each(cases)('$press on a $row, $chosen chosen: $means', ({ press, chosen, row, means }) => {
    expect(commandOf({ ...PLAIN, ...press }, at(row), { chosen, meant: [at(row)] })).toBe(means);
  });

  test('jobs start for rows of one kind alone', () => {
    const press = { ...PLAIN, key: 'g' };
    const together = (...names: RowName[]) =>
      commandOf(press, at(names[0] as RowName), { chosen: 2, meant: names.map(at) });
    expect(together('concept', 'concept')).toBe('generate');
    expect(together('concept', 'trail')).toBeNull();
    expect(together('concept', 'beacon')).toBeNull();
  });

  test('what is chosen together and does not move together is not moved', () => {
    const press = { ...PLAIN, key: 'm', ctrlKey: true };
    const meant = [at('trail'), at('concept')];
    expect(commandOf(press, at('trail'), { chosen: 2, meant })).toBeNull();
  });
});

describe('a range of rows', () => {
  const KEYS = ['a', 'b', 'c', 'd'];
  test.each([
    ['a', 'c', ['a', 'b', 'c']],
    ['c', 'a', ['a', 'b', 'c']],
    ['b', 'b', ['b']],
    [null, 'b', ['b']],
    ['folded away', 'b', ['b']],
  ])('from %s to %s', (from, to, range) => {
    expect(rangeOf(KEYS, from, to)).toEqual(range);
  });
});
