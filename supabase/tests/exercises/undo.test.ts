import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeOf, value } from '../support/authoring.ts';
import { editingExercises, exercise, type Json, set } from '../support/editing-exercises.ts';

const { sql, author, here, lessons, edit, stored, ids, one, undo, hashOf } = editingExercises();

const undoCode = (change_set: string | null) => codeOf(undo(change_set));
const changeSet = async (edits: Json[]) => (await edit(edits)).change_set_id;

describe('undoing an edit of exercises after others were edited in the same bank', () => {
  test('takes back that one, and leaves the others, and can be done again', async () => {
    const first = await changeSet([set('a', { stem: 'Mine', kept: 1 })]);
    await edit([set('b', { stem: 'Theirs' }), { do: 'add', exercise: exercise('d') }]);
    await undo(first);
    expect([await one('a'), (await one('b'))?.stem, await ids()]).toEqual([
      exercise('a'),
      'Theirs',
      ['a', 'b', 'c', 'd'],
    ]);
    const undoing = await value<string>(sql, 'select undone_by from public.change_sets where id = $1', [first]);
    await edit([set('c', { stem: 'Later' })]);
    await undo(undoing);
    expect([(await one('a'))?.stem, (await one('c'))?.stem]).toEqual(['Mine', 'Later']);
  });

  test('is refused where the same exercise was changed since, and takes back nothing', async () => {
    const first = await changeSet([set('a', { stem: 'Mine' }), set('b', { stem: 'Mine too' })]);
    await edit([set('a', { difficulty: 'hard' })]);
    expect(await undoCode(first)).toBe('TW005');
    expect((await one('b'))?.stem).toBe('Mine too');
  });

  test('brings deleted ones back to where they stood, in bank and quiz, and takes added ones out again', async () => {
    const removed = await changeSet([{ do: 'remove', exercise_id: 'b' }]);
    await edit([
      { do: 'add', exercise: exercise('z'), after: null },
      { do: 'quiz_add', exercise_ids: ['c'] },
    ]);
    await undo(removed);
    expect([await ids(), (await stored()).quiz]).toEqual([
      ['z', 'a', 'b', 'c'],
      ['b', 'c'],
    ]);
    const added = await changeSet([{ do: 'add', exercise: exercise('y'), after: 'a' }]);
    await edit([set('c', { stem: 'Later' })]);
    await undo(added);
    expect(await ids()).toEqual(['z', 'a', 'b', 'c']);
  });

  test('puts moved ones back, and keeps what came meanwhile', async () => {
    const moved = await changeSet([{ do: 'move', exercise_id: 'c', after: null }]);
    await edit([{ do: 'add', exercise: exercise('d') }]);
    await undo(moved);
    expect(await ids()).toEqual(['a', 'b', 'c', 'd']);
    // Moved again by somebody else: where they stand now is what that one wanted.
    const again = await changeSet([{ do: 'move', exercise_id: 'c', after: null }]);
    await edit([{ do: 'move', exercise_id: 'd', after: null }, set('a', { stem: 'x' })]);
    await undo(again);
    expect([...(await ids())].sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('counts the quiz anew, and leaves targets that were set since', async () => {
    const put = await changeSet([{ do: 'quiz_add', exercise_ids: ['a', 'c'] }]);
    await edit([{ do: 'quiz_metadata', fields: { cognitive_mix_target: { Recall: 1 } } }]);
    await undo(put);
    const { quiz, quiz_metadata } = await stored();
    expect([quiz, quiz_metadata.total_items, quiz_metadata.cognitive_mix_target]).toEqual([['b'], 1, { Recall: 1 }]);
  });

  test('of a bank with exercises that cannot be told apart is refused as before', async () => {
    await author.lessonPackage(lessons.other, { exercise_bank: [exercise('x'), exercise('x')], quiz: [] });
    const hash = await hashOf('x', lessons.other);
    const first = await changeSet([{ ...set('x', { stem: 'Mine' }, { hash }), spark_id: lessons.other }]);
    await edit([{ do: 'add', spark_id: lessons.other, exercise: exercise('w') }]);
    expect(await undoCode(first)).toBe('TW005');
  });
});

test('of any two changes of different exercises, taking back the first is as if only the second had been made', async () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd');
  const bank = fc.uniqueArray(name, { minLength: 1 });
  const say = (id: string, text: string) => ({ id, stem: text });
  await fc.assert(
    fc.asyncProperty(bank, fc.subarray(['a', 'b', 'c', 'd']), fc.boolean(), async (names, mine, removes) => {
      const before = { exercise_bank: names.map((id) => say(id, 'old')), quiz: [], other: 1 };
      const changed = (by: 'mine' | 'theirs', body: { exercise_bank: Json[] }) => ({
        ...body,
        exercise_bank: body.exercise_bank.flatMap((each) => {
          if (mine.includes(String(each.id)) !== (by === 'mine')) return [each];
          return removes && by === 'mine' ? [] : [say(String(each.id), by)];
        }),
      });
      const done = changed('mine', before);
      const now = changed('theirs', done);
      const undone = await value<Json>(sql, 'select private.undone_package($1, $2, $3)', [
        JSON.stringify(before),
        JSON.stringify(done),
        JSON.stringify(now),
      ]);
      expect(undone).toEqual(changed('theirs', before));
    }),
    { numRuns: 60 },
  );
  expect(here.workspace).not.toBe('');
});
