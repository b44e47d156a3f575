import { beforeEach, describe, expect, test } from 'vitest';
import { codeOf, type Sql, value } from '../support/authoring.ts';
import { editingExercises, exercise, type Json, set } from '../support/editing-exercises.ts';
import { waitingForLocks } from '../support/races.ts';

const { db, sql, author, here, lessons, edit, stored, undoable } = editingExercises();

interface Objective {
  id: string;
  objective_id: string;
  title: string;
  version: number;
  exercises: number;
}
interface Row {
  part: string;
  id: string;
  objectives: number | null;
  cells: Record<string, { valid: number; blocked: number }>;
}
const read = (kind: string, owner: string) =>
  value<Objective[]>(sql, 'select public.read_objectives($1, $2, $3)', [here.workspace, kind, owner]);
const add = (kind: string, owner: string, title: string, on: Sql = sql) =>
  value<{ change_set_id: string; id: string; objective_id: string }>(
    on,
    'select public.add_objective($1, $2, $3, $4)',
    [here.workspace, kind, owner, title],
  );
const remove = (id: string, exercises: Json | null = null, on: Sql = sql) =>
  value<string>(on, 'select public.remove_objective($1, $2, $3)', [
    here.workspace,
    id,
    exercises && JSON.stringify(exercises),
  ]);
const order = (trail: string, ids: string[]) =>
  value<string | null>(sql, "select public.order_objectives($1, 'trail', $2, $3)", [here.workspace, trail, ids]);
const coverage = (kind: string, id: string | null) =>
  value<{ rows: Row[]; valid: number; no_objective: Row['cells'] }>(sql, 'select public.read_coverage($1, $2, $3)', [
    here.workspace,
    kind,
    id,
  ]);
const names = (part: string, row: string, level: string) =>
  value<{ exercises: Json[]; sparks: Json[] }>(sql, 'select public.read_coverage_cell($1, $2, $3, $4, $5, $6)', [
    here.workspace,
    'trail',
    course.trail,
    part,
    row,
    level,
  ]).then(({ exercises, sparks }) => [exercises.map((one) => one.exercise_id), sparks.map(({ id }) => id)]);
const inBank = async () => (await stored()).exercise_bank.map((each) => each.aligned_learning_objective);

/** A trail of two concepts; the first holds the lesson with the bank, the second one without exercises. */
const course = { trail: '', one: '', two: '' };
beforeEach(async () => {
  course.trail = await author.trail(await author.domain());
  course.one = await author.concept(course.trail, undefined, { order_index: 0 });
  course.two = await author.concept(course.trail, undefined, { order_index: 1 });
  await author.place(course.one, lessons.spark);
  await author.place(course.two, lessons.other);
});

describe('objectives of a trail', () => {
  test('get text ids that neither they, nor its concepts, nor exercises of its lessons have', async () => {
    await edit([set('a', { aligned_learning_objective: 'lo_4' })]);
    const made = [
      (await add('trail', course.trail, 'Can plan')).objective_id,
      (await add('concept', course.two, 'Can water')).objective_id,
      (await add('concept', await author.concept(course.trail), 'Without a lesson')).objective_id,
      (await add('trail', course.trail, 'Can harvest')).objective_id,
    ];
    // The concept without lessons knows those of its trail; exercises of its neighbours are none of its business.
    expect(made).toEqual(['lo_5', 'lo_6', 'lo_6', 'lo_7']);
    expect((await read('trail', course.trail)).map(({ title, exercises }) => [title, exercises])).toEqual([
      ['Can plan', 0],
      ['Can harvest', 0],
    ]);
  });

  test('are put into an order that one undo takes back', async () => {
    const made = [await add('trail', course.trail, 'A'), await add('trail', course.trail, 'B')];
    const [a, b] = made.map(({ id }) => id) as [string, string];
    await undoable(async () => ({ change_set_id: await order(course.trail, [b]) }));
    expect((await read('trail', course.trail)).map(({ id }) => id)).toEqual([b, a]);
    expect(await order(course.trail, [b, a])).toBeNull();
  });

  test('ask where their exercises go, and come back with them', async () => {
    const { id } = await add('trail', course.trail, 'Can plan');
    await add('concept', course.one, 'Can sow');
    await edit([set('a', { aligned_learning_objective: 'lo_1' }), set('c', { aligned_learning_objective: 'lo_1' })]);
    expect(await read('trail', course.trail)).toMatchObject([{ objective_id: 'lo_1', exercises: 2 }]);
    expect(await codeOf(remove(id))).toBe('TW002');
    expect(await codeOf(remove(id, { into: 'lo_99' }))).toBe('TW006');
    expect(await inBank()).toEqual(['lo_1', undefined, 'lo_1']);
    await undoable(async () => ({ change_set_id: await remove(id, { into: 'lo_2' }) }));
    expect(await inBank()).toEqual(['lo_2', undefined, 'lo_2']);
    expect(await codeOf(remove(id))).toBe('TW004');
  });

  test('are refused where the trail is gone, is a concept, or belongs to another workspace', async () => {
    const { rows } = await sql.query(
      "insert into public.workspaces (slug, name) values ('goals-other', 'Other') returning id",
    );
    const other = rows[0]?.id;
    const domain = await value<string>(
      sql,
      "insert into public.domains (workspace_id, slug, name) values ($1, 'd', 'Domain') returning id",
      [other],
    );
    const foreign = await value<string>(
      sql,
      "insert into public.trails (workspace_id, domain_id, slug, title, difficulty_level) values ($1, $2, 't', 'Trail', 'beginner') returning id",
      [other, domain],
    );
    for (const owner of ['00000000-0000-4000-8000-000000000000', course.one, foreign]) {
      expect(await codeOf(add('trail', owner, 'Nowhere'))).toBe('TW004');
      expect(await codeOf(order(owner, []))).toBe('TW004');
      expect(await codeOf(read('trail', owner))).toBe('TW004');
    }
    expect(await codeOf(add('trail', course.trail, ''))).toBe('23514');
  });

  test('and those of its concepts get different ids when two people add at the same time', async () => {
    const [first, second] = [await db.connect(), await db.connect()];
    await first.query('begin');
    const mine = await add('trail', course.trail, 'Of the trail', first);
    const late = add('concept', course.one, 'Of the concept', second);
    await expect.poll(() => waitingForLocks(sql)).toBe(1);
    await first.query('commit');
    expect([mine.objective_id, (await late).objective_id]).toEqual(['lo_1', 'lo_2']);
  });

  test('take along what somebody aligns with them while they are deleted', async () => {
    const { id } = await add('trail', course.trail, 'Can plan');
    const [first, second] = [await db.connect(), await db.connect()];
    await first.query('begin');
    await edit([set('b', { aligned_learning_objective: 'lo_1' })], { on: first });
    const late = remove(id, { into: null }, second);
    await expect.poll(() => waitingForLocks(sql)).toBe(1);
    await first.query('commit');
    await late;
    expect(await inBank()).toEqual([undefined, undefined, undefined]);
  });
});

test('adding one waits for an import or an undo, and does not keep it from what it writes', async () => {
  const [importing, adding] = [await db.connect(), await db.connect()];
  await importing.query('begin');
  await importing.query('select from public.workspaces where id = $1 for no key update', [here.workspace]);
  const added = add('concept', course.one, 'Can sow', adding);
  await expect.poll(() => waitingForLocks(sql)).toBe(1);
  await importing.query("update public.concepts set title = 'New' where id = $1", [course.one]);
  await importing.query('commit');
  expect(await added).toMatchObject({ objective_id: 'lo_1' });
});

describe('in the coverage', () => {
  test('they stand above the concepts, with the exercises that name them; each counts in its concept as well', async () => {
    await add('trail', course.trail, 'Can plan');
    await add('concept', course.one, 'Can sow');
    await edit([
      set('a', { aligned_learning_objective: 'lo_1', cognitive_level: 'Transfer' }),
      set('b', { aligned_learning_objective: 'lo_2' }),
      set('c', { aligned_learning_objective: 'lo_1', answer: null }),
    ]);
    const { rows, valid, no_objective } = await coverage('trail', course.trail);
    const one = { valid: 1, blocked: 0 };
    expect(rows.map(({ part, id, objectives, cells }) => [part, id, objectives, cells])).toEqual([
      ['objective', 'lo_1', null, { Transfer: one, Recall: { valid: 0, blocked: 1 } }],
      ['row', course.one, 1, { Transfer: one, Recall: { valid: 1, blocked: 1 } }],
      ['row', course.two, 0, {}],
    ]);
    expect([valid, no_objective]).toEqual([2, {}]);
    expect(await names('objective', 'lo_1', 'Transfer')).toEqual([['a'], [lessons.spark, lessons.other]]);
    expect(await names('row', course.two, 'Transfer')).toEqual([[], [lessons.other]]);
    expect((await coverage('workspace', null)).rows).toMatchObject([{ part: 'row', objectives: 2 }]);
  });

  test('an id that a concept of the lesson has as well means that of the concept', async () => {
    await author.add('trail_objectives', { trail_id: course.trail, objective_id: 'lo_1', title: 'Of the trail' });
    await author.add('objectives', { concept_id: course.one, objective_id: 'lo_1', title: 'Of the concept' });
    await edit([set('a', { aligned_learning_objective: 'lo_1' })]);
    await author.lessonPackage(lessons.other, {
      exercise_bank: [exercise('x', { aligned_learning_objective: 'lo_1' })],
      quiz: [],
    });
    expect(await read('trail', course.trail)).toMatchObject([{ exercises: 1 }]);
    expect(await names('objective', 'lo_1', 'Recall')).toEqual([['x'], [lessons.spark, lessons.other]]);
    expect((await coverage('concept', course.one)).rows[0]?.cells).toEqual({ Recall: { valid: 1, blocked: 0 } });
  });

  test('one that is named like a concept is not taken for it', async () => {
    await author.add('trail_objectives', { trail_id: course.trail, objective_id: course.one, title: 'A twin' });
    await edit([set('a', { aligned_learning_objective: course.one })]);
    expect(await names('objective', course.one, 'Recall')).toEqual([['a'], [lessons.spark, lessons.other]]);
    const [twin, concept] = (await coverage('trail', course.trail)).rows;
    expect([twin?.cells.Recall?.valid, concept?.cells.Recall?.valid]).toEqual([1, 1]);
  });
});
