import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeExercise } from '#lib/exercises/core/merge.ts';
import { value } from '../support/authoring.ts';
import { type Edited, editingExercises, exercise, type Json, set } from '../support/editing-exercises.ts';
import { waitingForLocks } from '../support/races.ts';

const { db, sql, author, lessons, edit, stored, ids, one, hashOf } = editingExercises();

describe('two people on one bank', () => {
  /** Both saw the bank as it is now; the second comes to it while the first has not finished. */
  async function together(mine: Json[], theirs: Json[]): Promise<[Edited, Edited]> {
    const [first, second] = [await db.connect(), await db.connect()];
    await first.query('begin');
    const done = await edit(mine, { on: first });
    const late = edit(theirs, { on: second });
    await expect.poll(() => waitingForLocks(sql)).toBe(1);
    await first.query('commit');
    return [done, await late];
  }

  test('different exercises never ask', async () => {
    const [a, b] = [await hashOf('a'), await hashOf('b')];
    const [mine, theirs] = await together(
      [set('a', { stem: 'Mine' }, { hash: a })],
      [set('b', { stem: 'Theirs' }, { hash: b })],
    );
    expect([mine.refused, theirs.refused]).toEqual([[], []]);
    expect((await stored()).exercise_bank.map(({ stem }) => stem)).toEqual(['Mine', 'Theirs', 'Is it c?']);
  });

  test('different fields of one exercise never ask', async () => {
    const hash = await hashOf('a');
    const [mine, theirs] = await together(
      [set('a', { stem: 'Mine' }, { hash })],
      [set('a', { difficulty: 'hard' }, { hash })],
    );
    expect([mine.refused, theirs.refused]).toEqual([[], []]);
    expect(await one('a')).toMatchObject({ stem: 'Mine', difficulty: 'hard' });
  });

  test('the same field asks, with what it was, mine and theirs: nothing of that exercise is written, the rest is', async () => {
    const hash = await hashOf('a');
    const [, late] = await together(
      [set('a', { stem: 'First' }, { hash })],
      [set('a', { stem: 'Second', difficulty: 'hard' }, { hash }), set('b', { stem: 'Also' })],
    );
    expect(late.refused).toEqual([
      {
        nth: 0,
        code: 'conflict',
        fields: [{ field: 'stem', base: 'Is it a?', mine: 'Second', theirs: 'First' }],
        hash: await hashOf('a'),
      },
    ]);
    expect(await one('a')).toMatchObject({ stem: 'First', difficulty: 'easy' });
    expect(await one('b')).toMatchObject({ stem: 'Also' });
    // Decided on the newest state it goes in.
    const again = await edit([set('a', { stem: 'Second', difficulty: 'hard' }, { hash: late.refused[0]?.hash })]);
    expect(again.refused).toEqual([]);
    expect(await one('a')).toMatchObject({ stem: 'Second', difficulty: 'hard' });
  });

  test('the same change of both is one', async () => {
    const hash = await hashOf('a');
    const [, late] = await together([set('a', { stem: 'Same' }, { hash })], [set('a', { stem: 'Same' }, { hash })]);
    expect(late).toEqual({
      change_set_id: null,
      made: [],
      written: [{ nth: 0, hash: expect.any(String) }],
      refused: [],
    });
  });

  test('what one has changed is not taken out by one who did not see it', async () => {
    const hash = await hashOf('a');
    const [, late] = await together(
      [set('a', { stem: 'Better' }, { hash })],
      [{ do: 'remove', exercise_id: 'a', hash }],
    );
    expect(late.refused).toMatchObject([{ nth: 0, code: 'changed' }]);
    expect(await ids()).toEqual(['a', 'b', 'c']);
  });

  test('what one has taken out is not there for the other', async () => {
    const [, late] = await together(
      [{ do: 'remove', exercise_id: 'a' }],
      [set('a', { stem: 'x' }), { do: 'quiz_add', exercise_ids: ['a', 'c'] }],
    );
    expect(late.refused).toMatchObject([{ nth: 0, code: 'not_found' }]);
    expect([await ids(), (await stored()).quiz]).toEqual([
      ['b', 'c'],
      ['b', 'c'],
    ]);
  });

  test('a state that nobody knows asks about every field', async () => {
    const { refused } = await edit([
      set('a', { stem: 'x', difficulty: 'easy' }, { hash: '00000000-0000-4000-8000-000000000000' }),
    ]);
    expect(refused).toMatchObject([{ code: 'conflict', fields: [{ field: 'stem', base: null, theirs: 'Is it a?' }] }]);
  });

  test('both make the first exercise of a lesson, and both stay', async () => {
    const add = (stem: string) => [{ do: 'add', exercise: exercise(stem, { stem }), spark_id: lessons.other }];
    await together(add('one'), add('two'));
    expect(await ids(lessons.other)).toEqual(['one', 'two']);
  });

  test('many who move between two lessons never wait in a ring', async () => {
    await author.lessonPackage(lessons.other, {
      exercise_bank: Array.from({ length: 20 }, (_, at) => exercise(`o${at}`)),
      quiz: [],
    });
    const clients = await Promise.all(Array.from({ length: 4 }, () => db.connect()));
    await Promise.all(
      clients.map(async (on, who) => {
        for (let turn = 0; turn < 10; turn++) {
          const [from, to] = (who + turn) % 2 === 0 ? [lessons.spark, lessons.other] : [lessons.other, lessons.spark];
          await edit([{ do: 'add', exercise: exercise(`n${who}-${turn}`), spark_id: from }], { on });
          await edit([{ do: 'transfer', exercise_id: `n${who}-${turn}`, spark_id: from, to_spark_id: to }], { on });
        }
      }),
    );
    const all = [...(await ids()), ...(await ids(lessons.other))];
    expect([all.length, new Set(all).size]).toEqual([63, 63]);
  });
});

describe('the database merges as core does', () => {
  const fields = fc.dictionary(fc.constantFrom('stem', 'options', 'x'), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 });
  test('field by field', async () => {
    await fc.assert(
      fc.asyncProperty(fields, fields, fields, async (...states) => {
        const [base, mine, theirs] = JSON.parse(JSON.stringify(states).replaceAll('\\u0000', '')) as [Json, Json, Json];
        const { merged, conflicts } = mergeExercise(base, mine, theirs);
        const changed = Object.fromEntries(
          Object.entries(mine).filter(([name, one]) => JSON.stringify(one) !== JSON.stringify(base[name])),
        );
        const drop = Object.keys(base).filter((name) => !Object.hasOwn(mine, name));
        const found = await value<{ exercise: Json; conflicts: { field: string }[] }>(
          sql,
          'select private.merge_exercise($1, $2, $3, $4)',
          [base, theirs, changed, drop].map((one, at) => (at === 3 ? one : JSON.stringify(one))),
        );
        expect(found.conflicts.map(({ field }) => field)).toEqual(conflicts.map(({ field }) => field).sort());
        if (conflicts.length === 0) expect(found.exercise).toEqual(merged);
      }),
      { numRuns: 200 },
    );
  });
});
