import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { exerciseEdit } from './bank.ts';

const SPARK = '00000000-0000-4000-8000-000000000001';

/** As the database gives it: a digest with hyphens. */
const hashOf = (text: string) =>
  createHash('md5')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

test('an edit names any state of an exercise by its digest', () => {
  for (const text of ['a', 'b', 'c', 'd', 'e', 'f']) {
    const edit = { do: 'set', spark_id: SPARK, exercise_id: 'x', hash: hashOf(text), fields: { stem: 'New?' } };
    expect(exerciseEdit.safeParse(edit).success, edit.hash).toBe(true);
  }
});

test('what cannot be done, and what no digest is, is no edit', () => {
  const edit = { do: 'set', spark_id: SPARK, exercise_id: 'x', fields: {} };
  expect(exerciseEdit.safeParse(edit).success).toBe(true);
  for (const wrong of [{ do: 'delete' }, { hash: 'x' }, { spark_id: 'x' }, { fields: [] }, { exercise_id: 7 }])
    expect(exerciseEdit.safeParse({ ...edit, ...wrong }).success, JSON.stringify(wrong)).toBe(false);
});
