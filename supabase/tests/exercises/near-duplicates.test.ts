import { beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { adviseOnBank } from '#lib/exercises/services/bank.ts';
import { findDuplicates } from '#lib/exercises/services/near-duplicates.ts';
import { codeOf, value } from '../support/authoring.ts';
import { editingExercises, exercise, type Json, set } from '../support/editing-exercises.ts';
import { waitingForLocks } from '../support/races.ts';

const { db, sql, author, here, lessons, edit, stored, ids, hashOf, undoable, undo } = editingExercises();

const STEMS = [
  'Which planet is the largest of all?',
  'Which planet is the largest one of all?',
  'How far is the moon?',
];
beforeEach(async () => {
  await edit(['a', 'b', 'c'].map((id, at) => set(id, { stem: STEMS[at] })));
  await author.lessonPackage(lessons.other, {
    exercise_bank: [exercise('x', { stem: 'Which planet is largest of all?' }), exercise('y')],
    quiz: ['x', 'y'],
  });
});

const side = async (exercise_id: string, spark_id = lessons.spark) => ({
  spark_id,
  exercise_id,
  hash: await hashOf(exercise_id, spark_id),
});
const keep = (one: Json, other: Json) =>
  value<{ change_set_id: string; quizzes: number }>(sql, 'select public.keep_exercise($1, $2, $3)', [
    here.workspace,
    JSON.stringify(one),
    JSON.stringify(other),
  ]);
const distinct = (one: Json, other: Json, are = true) =>
  sql.query('select public.set_distinct_exercises($1, $2, $3, $4)', [
    here.workspace,
    JSON.stringify(one),
    JSON.stringify(other),
    are,
  ]);

describe('keeping one of two', () => {
  test('of one bank: the quiz goes on with the kept one in the place of the other, and one undo brings all back', async () => {
    await edit([{ do: 'quiz_add', exercise_ids: ['c'] }]);
    await undoable(async () => keep(await side('a'), await side('b')));
    expect([await ids(), (await stored()).quiz]).toEqual([
      ['a', 'c'],
      ['a', 'c'],
    ]);
  });

  test('of two banks: the other leaves its bank, and where it was in the quiz the kept one stands, word for word', async () => {
    const before = (await stored()).exercise_bank[0];
    const { quizzes, change_set_id } = await keep(await side('a'), await side('x', lessons.other));
    expect(quizzes).toBe(1);
    const other = await stored(lessons.other);
    expect([other.exercise_bank[0], other.quiz]).toEqual([before, ['a', 'y']]);
    await undo(change_set_id);
    expect(await ids(lessons.other)).toEqual(['x', 'y']);
  });

  test('of two banks, in no quiz: it is gone from its bank', async () => {
    await keep(await side('x', lessons.other), await side('a'));
    expect([await ids(), await ids(lessons.other)]).toEqual([
      ['b', 'c'],
      ['x', 'y'],
    ]);
  });

  test('leaves an objective that means nothing in the other lesson, and an id that is taken there', async () => {
    await edit([set('a', { aligned_learning_objective: 'lo_1' })]);
    const concept = await author.concept(null);
    await author.place(concept, lessons.spark);
    await author.add('objectives', { concept_id: concept, objective_id: 'lo_1', title: 'One' });
    await edit([{ do: 'add', spark_id: lessons.other, exercise: exercise('a') }]);
    await keep(await side('a'), await side('x', lessons.other));
    const [first] = (await stored(lessons.other)).exercise_bank;
    expect(first).toMatchObject({ id: 'x', stem: STEMS[0] });
    expect(first).not.toHaveProperty('aligned_learning_objective');
  });

  test('is refused where somebody changed either, or it is gone, or both are one', async () => {
    const [a, b] = [await side('a'), await side('b')];
    await edit([set('b', { difficulty: 'hard' })]);
    expect(await codeOf(keep(a, b))).toBe('TW003');
    expect(await codeOf(keep(a, { ...b, exercise_id: 'gone' }))).toBe('TW004');
    expect(await codeOf(keep(a, a))).toBe('TW006');
    expect(await ids()).toEqual(['a', 'b', 'c']);
  });

  test('of two people who keep one each, the second is told', async () => {
    const [a, b] = [await side('a'), await side('b')];
    const [first, second] = [await db.connect(), await db.connect()];
    await first.query('begin');
    const call = 'select public.keep_exercise($1, $2, $3)';
    const [one, other] = [JSON.stringify(a), JSON.stringify(b)];
    await first.query(call, [here.workspace, one, other]);
    const late = codeOf(second.query(call, [here.workspace, other, one]));
    await expect.poll(() => waitingForLocks(sql)).toBe(1);
    await first.query('commit');
    expect(await late).toBe('TW004');
    expect(await ids()).toEqual(['a', 'c']);
  });
});

describe('finding', () => {
  /** As a member of the workspace, through the Data API. */
  async function person() {
    const gateway = await db.gateway();
    const someone = await gateway.signUp();
    await db.addMember(here.workspace, someone.id, 'editor');
    return someone.client as unknown as Db;
  }
  const names = async (client: Db, of: string | null) => {
    const found = await findDuplicates(client, here.workspace, of);
    if (!found.ok) throw new Error(found.problem.message);
    return found.data.pairs.map(({ one, other }) => [one.exercise_id, other.exercise_id].sort().join(' ')).sort();
  };

  test('is of a bank or of all, follows edits, and leaves out what somebody found to be two', async () => {
    const client = await person();
    expect(await names(client, lessons.spark)).toEqual(['a b']);
    expect(await names(client, null)).toEqual(['a b', 'a x']);
    // An edit of one, and the same one gone.
    await edit([set('c', { stem: STEMS[0] })]);
    expect(await names(client, lessons.spark)).toEqual(['a b', 'a c', 'b c']);
    await edit([{ do: 'remove', exercise_id: 'b' }]);
    expect(await names(client, lessons.spark)).toEqual(['a c']);
    await distinct(await side('c'), await side('a'));
    expect(await names(client, lessons.spark)).toEqual([]);
    // By id: it holds when either says something else.
    await edit([set('c', { stem: `${STEMS[0]}!` })]);
    expect(await names(client, lessons.spark)).toEqual([]);
    await distinct(await side('a'), await side('c'), false);
    expect(await names(client, lessons.spark)).toEqual(['a c']);
  });

  test('tells what differs and where both are; the same exercise in two lessons is no pair', async () => {
    const client = await person();
    await edit([{ do: 'transfer', exercise_id: 'a', to_spark_id: lessons.other, is_copy: true }]);
    const found = await findDuplicates(client, here.workspace, null);
    if (!found.ok) throw new Error(found.problem.message);
    const [first] = found.data.pairs.filter(({ one, other }) => one.exercise_id + other.exercise_id === 'ab');
    expect(first).toMatchObject({ difference: { code: 'words', one: [], other: ['one'] } });
    expect(found.data.pairs.some(({ one, other }) => one.hash === other.hash)).toBe(false);
    expect(found.data.compared).toBe(6);
  });

  test('hints on a bank count them too', async () => {
    const client = await person();
    const advice = await adviseOnBank(client, here.workspace, lessons.spark);
    expect(advice).toMatchObject({
      ok: true,
      data: { bank: [{ code: 'near_duplicates', pairs: [{ one: 'a', other: 'b' }] }] },
    });
    await distinct(await side('a'), await side('b'));
    expect(await adviseOnBank(client, here.workspace, lessons.spark)).toMatchObject({ ok: true, data: { bank: [] } });
  });

  test('nobody of another workspace finds anything', async () => {
    const gateway = await db.gateway();
    const stranger = (await gateway.signUp()).client as unknown as Db;
    expect(await findDuplicates(stranger, here.workspace, null)).toMatchObject({
      ok: false,
      problem: { code: 'forbidden' },
    });
  });
});
