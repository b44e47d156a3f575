import { expect, test } from 'vitest';
import { draftKey, readKept, writeKept } from './draft.ts';

const ED = 'ed';
const place = { user_id: ED, workspace_id: 'w1', spark_id: 's1' };
const draft = { text: 'Two.', base: 'One.', at: '2026-01-01T12:00:00.000Z', title: 'Dough', slug: 'dough' };

test('what one person wrote is read back by them alone', () => {
  const [key, value] = [draftKey(place), writeKept({ ...draft, workspace_id: 'x' } as typeof draft)];
  expect(readKept(ED, key, value)).toEqual({ ...draft, workspace_id: 'w1', spark_id: 's1' });
  expect(readKept('rae', key, value)).toBeNull();
  // The beginning of a name is not the name.
  expect(readKept('e', key, value)).toBeNull();
});

test.each([
  ['lesson-draft:s1', JSON.stringify(draft)],
  [draftKey({ ...place, spark_id: '' }), JSON.stringify(draft)],
  [`${draftKey(place)}:more`, JSON.stringify(draft)],
  [draftKey(place), null],
  [draftKey(place), '{'],
  [draftKey(place), 'null'],
  [draftKey(place), JSON.stringify({ ...draft, at: 'yesterday' })],
  [draftKey(place), JSON.stringify({ text: 'Two.', base: 'One.' })],
])('%s with %s is none', (key, value) => {
  expect(readKept(ED, key, value)).toBeNull();
});
