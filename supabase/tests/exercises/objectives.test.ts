import { describe, expect, test } from 'vitest';
import { codeOf, type Sql, value } from '../support/authoring.ts';
import { editingExercises, exercise, type Json, set } from '../support/editing-exercises.ts';
import { waitingForLocks } from '../support/races.ts';

const { db, sql, author, here, lessons, edit, stored, one, undoable, undo } = editingExercises();

interface Objective {
  id: string;
  objective_id: string;
  title: string;
  exercises: number;
}
const read = (concept: string) =>
  value<Objective[]>(sql, "select public.read_objectives($1, 'concept', $2)", [here.workspace, concept]);
const add = (concept: string, title: string, on: Sql = sql) =>
  value<{ change_set_id: string; id: string; objective_id: string }>(
    on,
    "select public.add_objective($1, 'concept', $2, $3)",
    [here.workspace, concept, title],
  );
const remove = (id: string, exercises: Json | null = null, on: Sql = sql) =>
  value<string>(on, 'select public.remove_objective($1, $2, $3)', [
    here.workspace,
    id,
    exercises && JSON.stringify(exercises),
  ]);
const order = (concept: string, ids: string[]) =>
  value<string | null>(sql, "select public.order_objectives($1, 'concept', $2, $3)", [here.workspace, concept, ids]);

/** A concept that holds the lesson with the bank, with as many objectives; `a` and `b` of its exercises name the first. */
async function concept(objectives = 2) {
  const id = await author.concept(null);
  await author.place(id, lessons.spark);
  const made: Objective[] = [];
  for (let nth = 1; nth <= objectives; nth++) made.push({ ...(await add(id, `Can ${nth}`)), title: '', exercises: 0 });
  await edit([set('a', { aligned_learning_objective: 'lo_1' }), set('b', { aligned_learning_objective: 'lo_1' })]);
  return { id, objectives: made };
}
const inBank = async (field = 'aligned_learning_objective') =>
  (await stored()).exercise_bank.map((each) => each[field]);

describe('adding', () => {
  test('gives text ids that stay, one after the other, at the end', async () => {
    const { id } = await concept(2);
    await add(id, 'Can more');
    expect((await read(id)).map(({ objective_id, title, exercises }) => [objective_id, title, exercises])).toEqual([
      ['lo_1', 'Can 1', 2],
      ['lo_2', 'Can 2', 0],
      ['lo_3', 'Can more', 0],
    ]);
  });

  test('never gives an id that an exercise still names, or that another concept of the lesson has', async () => {
    const { id, objectives } = await concept(1);
    await edit([set('c', { aligned_learning_objective: 'lo_7' })]);
    await remove(objectives[0]?.id ?? '', { into: null });
    expect((await add(id, 'Again')).objective_id).toBe('lo_8');
    const other = await author.concept(null);
    await author.place(other, lessons.spark);
    expect((await add(other, 'Beside')).objective_id).toBe('lo_9');
  });

  test('at the same time by two people gives two ids', async () => {
    const { id } = await concept(0);
    const [first, second] = [await db.connect(), await db.connect()];
    await first.query('begin');
    await add(id, 'Mine', first);
    const late = add(id, 'Theirs', second);
    await expect.poll(() => waitingForLocks(sql)).toBe(1);
    await first.query('commit');
    // lo_1 is what exercises of the lesson name.
    expect((await late).objective_id).toBe('lo_3');
  });

  test('is refused where the concept is gone, and without a title', async () => {
    expect(await codeOf(add('00000000-0000-4000-8000-000000000000', 'Nowhere'))).toBe('TW004');
    expect(await codeOf(add((await concept(0)).id, ''))).toBe('23514');
  });
});

test('their order is set, keeps what somebody added meanwhile, and is undone as one', async () => {
  const { id, objectives } = await concept(3);
  const [a, b, c] = objectives.map((one) => one.id) as [string, string, string];
  await undoable(async () => ({ change_set_id: await order(id, [c, a]) }));
  expect((await read(id)).map((one) => one.id)).toEqual([c, a, b]);
  expect(await order(id, [c, a, b])).toBeNull();
});

describe('deleting', () => {
  test('one with exercises asks where they go', async () => {
    const { objectives } = await concept();
    expect(await codeOf(remove(objectives[0]?.id ?? ''))).toBe('TW002');
    expect(await inBank()).toEqual(['lo_1', 'lo_1', undefined]);
  });

  test('gives them another, or none, and comes back with them as one change set', async () => {
    const { id, objectives } = await concept();
    const first = objectives[0]?.id ?? '';
    await undoable(async () => ({ change_set_id: await remove(first, { into: 'lo_2' }) }));
    expect(await inBank()).toEqual(['lo_2', 'lo_2', undefined]);
    expect((await stored()).quiz_metadata.coverage_by_LO).toEqual({ lo_2: { exercise_ids: ['b'] } });
    const [second] = await read(id);
    expect(second?.exercises).toBe(2);
    const gone = await remove(second?.id ?? '', { into: null });
    expect(await one('a')).not.toHaveProperty('aligned_learning_objective');
    await undo(gone);
    expect(await inBank()).toEqual(['lo_2', 'lo_2', undefined]);
  });

  test('leaves exercises that another concept of the lesson has an objective for', async () => {
    const { objectives } = await concept(1);
    const other = await author.concept(null);
    await author.place(other, lessons.spark);
    await author.add('objectives', { concept_id: other, objective_id: 'lo_1', title: 'The same id' });
    await remove(objectives[0]?.id ?? '');
    expect(await inBank()).toEqual(['lo_1', 'lo_1', undefined]);
  });

  test('finds those without an id as well', async () => {
    const { objectives } = await concept(2);
    await author.lessonPackage(lessons.other, {
      exercise_bank: [{ ...exercise('x'), id: undefined, aligned_learning_objective: 'lo_1' }],
      quiz: [],
    });
    const holder = await value<string>(sql, 'select concept_id from public.objectives where id = $1', [
      objectives[0]?.id,
    ]);
    await author.place(holder, lessons.other);
    await remove(objectives[0]?.id ?? '', { into: 'lo_2' });
    expect((await stored(lessons.other)).exercise_bank[0]?.aligned_learning_objective).toBe('lo_2');
  });

  test('is refused for an objective that the lesson does not have, and for what is gone', async () => {
    const { objectives } = await concept();
    const id = objectives[0]?.id ?? '';
    expect(await codeOf(remove(id, { into: 'lo_99' }))).toBe('TW006');
    expect(await inBank()).toEqual(['lo_1', 'lo_1', undefined]);
    await remove(id, { into: null });
    expect(await codeOf(remove(id))).toBe('TW004');
  });

  test('takes along what somebody aligns with it meanwhile', async () => {
    const { objectives } = await concept();
    const [first, second] = [await db.connect(), await db.connect()];
    await first.query('begin');
    await edit([set('c', { aligned_learning_objective: 'lo_1' })], { on: first });
    const late = remove(objectives[0]?.id ?? '', { into: 'lo_2' }, second);
    await expect.poll(() => waitingForLocks(sql)).toBe(1);
    await first.query('commit');
    await late;
    expect(await inBank()).toEqual(['lo_2', 'lo_2', 'lo_2']);
  });
});
