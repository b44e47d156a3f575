import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowSignal, SIGNALS } from './row-signal.ts';

const told = {
  draft: { state: 'draft', change: 'added' },
  fresh: { state: 'changed', change: 'added' },
  changed: { state: 'changed', change: 'changed' },
  published: { state: 'published', change: undefined },
  group: { state: undefined, change: undefined },
} as const;
type Of = keyof typeof told;
const row = (of: Of, below = 0, parent: Of | null = null, kind: 'spark' | 'concept' = 'concept') => ({
  ...told[of],
  kind,
  changed_below: below,
  parent: parent && told[parent],
});
const said = (...args: Parameters<typeof rowSignal>) => {
  const signal = rowSignal(...args);
  return signal && `${signal.name}${signal.is_below ? ' below' : ''}`;
};

test.each([
  ['a draft', row('draft'), 0, 'draft'],
  ['a draft below what is new', row('draft', 0, 'fresh'), 0, 'draft'],
  ['what is new', row('fresh'), 0, 'new'],
  ['what is new with changes below', row('fresh', 7), 0, 'new'],
  ['what is new below what is new', row('fresh', 3, 'fresh'), 0, null],
  ['what is new below a draft', row('fresh', 0, 'draft'), 0, 'new'],
  ['what is new below what changed', row('fresh', 0, 'changed'), 0, 'new'],
  ['what changed', row('changed'), 0, 'changed'],
  ['what changed below what changed', row('changed', 0, 'changed'), 0, 'changed'],
  ['what readers have', row('published'), 0, null],
  ['what readers have, with changes below', row('published', 2), 0, 'changed below'],
  ['a group with changes below', row('group', 1), 0, 'changed below'],
  ['a lesson that a check holds back', row('published', 0, null, 'spark'), 1, 'blocked'],
  ['a new lesson below what is new that a check holds back', row('fresh', 0, 'fresh', 'spark'), 1, 'blocked'],
  ['a concept with a lesson that a check holds back', row('draft', 4), 2, 'blocked below'],
])('%s', (_, node, blocks, expected) => {
  expect(said(node, blocks)).toBe(expected);
});

test('more below, or more that blocks, never makes a row say something lighter', () => {
  const weight = (name: string | undefined) => (name ? SIGNALS.length - SIGNALS.indexOf(name as never) : 0);
  fc.assert(
    fc.property(
      fc.constantFrom<Of>('draft', 'fresh', 'changed', 'published', 'group'),
      fc.constantFrom<Of | null>(null, 'draft', 'fresh', 'changed', 'published'),
      fc.nat(3),
      fc.nat(3),
      fc.nat(3),
      (of, parent, below, blocks, more) => {
        const before = rowSignal(row(of, below, parent), blocks);
        const after = rowSignal(row(of, below + more, parent), blocks + more);
        expect(weight(after?.name)).toBeGreaterThanOrEqual(weight(before?.name));
      },
    ),
  );
});
