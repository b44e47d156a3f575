import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRecord, keyLabel, keyOf, linesOf, recordForm, textsOf, withValue } from './record-form.ts';

test('texts, numbers, switches and lists of texts are rows, objects of them are groups, and all else is kept', () => {
  const form = recordForm(
    {
      name: 'Grower',
      age: 34,
      is_new: true,
      pain_points: ['Forgets to water', 'No time'],
      demographics: { age: '25-40', places: [{ city: 'Recife' }] },
      budget: null,
      channels: [{ name: 'Mail' }],
      modules: [],
    },
    ['modules'],
  );
  expect(form.parts).toEqual([
    { row: { path: ['name'], as: 'text', value: 'Grower' } },
    { row: { path: ['age'], as: 'number', value: 34 } },
    { row: { path: ['is_new'], as: 'switch', value: true } },
    { row: { path: ['pain_points'], as: 'list', value: ['Forgets to water', 'No time'] } },
    { group: 'demographics', rows: [{ path: ['demographics', 'age'], as: 'text', value: '25-40' }] },
  ]);
  expect(form.kept).toEqual([
    ['demographics.places', [{ city: 'Recife' }]],
    ['budget', null],
    ['channels', [{ name: 'Mail' }]],
  ]);
});

test('a change touches its own place alone and keeps the order', () => {
  const record = { a: 'one', group: { x: 1, y: { deep: true } }, b: null };
  expect(JSON.stringify(withValue(record, ['group', 'x'], 2))).toBe(
    '{"a":"one","group":{"x":2,"y":{"deep":true}},"b":null}',
  );
  expect(withValue(record, ['a'], undefined)).toEqual({ group: { x: 1, y: { deep: true } }, b: null });
  expect(withValue(record, ['group', 'x'], undefined)).toEqual({ a: 'one', group: { y: { deep: true } }, b: null });
  expect(record.group.x).toBe(1);
});

test('whatever a record holds is in exactly one place of its form', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
      const { parts, kept } = recordForm(record);
      const rows = parts.flatMap((part) => ('row' in part ? [part.row] : part.rows));
      const inside = (value: unknown) => (isRecord(value) ? Object.keys(value).length : 1);
      const all = Object.values(record).reduce<number>((sum, value) => sum + inside(value), 0);
      expect(rows.length + kept.length).toBe(all);
    }),
  );
});

test('keys and lists are written as people read them', () => {
  expect(keyLabel('pain_points')).toBe('Pain points');
  expect(keyLabel('__')).toBe('__');
  expect(keyOf(' Pain  points ')).toBe('pain_points');
  expect(textsOf(linesOf(['One', 'Two, three']))).toEqual(['One', 'Two, three']);
  expect(textsOf('\n One \n\n')).toEqual(['One']);
});
