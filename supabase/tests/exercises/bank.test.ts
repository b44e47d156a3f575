import { beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { listBank } from '#lib/exercises/services/bank.ts';
import { list, value } from '../support/authoring.ts';
import { editingExercises, exercise, type Json, set } from '../support/editing-exercises.ts';

const { db, sql, author, here, undo, lessons, edit, one } = editingExercises();

describe('reading', () => {
  interface Bank {
    total: number;
    all: number;
    rows: { exercise_id: string; spark_id: string; place: number }[];
    counts: Record<string, Record<string, number>>;
  }
  const read = (filter: Json = {}, of: string | null = lessons.spark, sort = 'place', offset = 0, limit = 100) =>
    value<Bank>(sql, 'select public.read_bank($1, $2, $3, $4, $5, $6)', [
      here.workspace,
      of,
      JSON.stringify(filter),
      sort,
      offset,
      limit,
    ]);
  const found = async (...of: Parameters<typeof read>) =>
    (await read(...of)).rows.map(({ exercise_id }) => exercise_id);

  beforeEach(async () => {
    await edit([
      set('a', { difficulty: 'hard', stem: '100 % of _it_?' }),
      set('b', { cognitive_level: 'Transfer', answer: null }),
      set('c', { difficulty: null, exercise_type: 'short_answer', canonical_answer: 'x', stem: '![Draw](x.png)' }),
    ]);
    await author.lessonPackage(lessons.other, { exercise_bank: [exercise('z', { stem: 'Another' })], quiz: [] });
  });

  test('filters are joined by AND, and each is what it says', async () => {
    expect(await found()).toEqual(['a', 'b', 'c']);
    expect(await found({ types: ['true_false'] })).toEqual(['a', 'b']);
    expect(await found({ difficulties: ['hard', ''] })).toEqual(['a', 'c']);
    expect(await found({ levels: ['Recall'], difficulties: [''] })).toEqual(['c']);
    expect(await found({ in_quiz: true })).toEqual(['b']);
    expect(await found({ in_quiz: false, has_image: false })).toEqual(['a']);
    expect(await found({ is_blocked: true })).toEqual(['b']);
    expect(await found({ has_image: true })).toEqual(['c']);
    expect(await found({ objectives: [''] })).toEqual(['a', 'b', 'c']);
    expect(await found({ objectives: ['lo_1'] })).toEqual([]);
    expect(await found({ text: '100 %' })).toEqual(['a']);
    expect(await found({ text: '%' })).toEqual(['a']);
    expect(await found({ text: 'is IT b' })).toEqual(['b']);
    // Options, answers and reasons, but no names of types or levels.
    await edit([set('a', { rationale_wrong: 'Because of **Turbidity**.' })]);
    expect(await found({ text: 'turbidity' })).toEqual(['a']);
    expect(await found({ text: 'true_false' })).toEqual([]);
    const hashes = await list<{ hash: string }>(
      sql,
      "select hash from private.exercise_entries where spark_id = $1 and exercise_id in ('a', 'c')",
      [lessons.spark],
    );
    expect(await found({ hashes: hashes.map(({ hash }) => hash) })).toEqual(['a', 'c']);
    expect(await found({ hashes: [] })).toEqual([]);
  });

  test('the workspace has them all, sorted and by the page; counts are of all there are', async () => {
    expect((await read({}, null)).all).toBe(4);
    expect(await found({}, null, 'stem', 0, 2)).toEqual(['a', 'z']);
    const page = await read({ difficulties: ['easy'] }, null, 'difficulty', 1, 1);
    expect([page.total, page.all, page.rows.length]).toEqual([2, 4, 1]);
    expect(page.counts).toEqual({
      types: { true_false: 3, short_answer: 1 },
      levels: { Recall: 3, Transfer: 1 },
      difficulties: { hard: 1, easy: 2, '': 1 },
      objectives: { '': 4 },
      in_quiz: 1,
      is_blocked: 1,
      has_image: 1,
    });
  });

  test('those of one concept or trail are asked for by its id', async () => {
    const trail = await author.trail(await author.domain());
    const concept = await author.concept(trail);
    await author.place(concept, lessons.other);
    expect(await found({ within: concept }, null)).toEqual(['z']);
    expect(await found({ within: trail }, null)).toEqual(['z']);
    expect(await found({ within: await author.concept(null) }, null)).toEqual([]);
  });

  test('a bank by its hints, and the workspace with them', async () => {
    const gateway = await db.gateway();
    const someone = await gateway.signUp();
    await db.addMember(here.workspace, someone.id, 'editor');
    const client = someone.client as unknown as Db;
    const reasons = { rationale_right: 'It is, by far.', rationale_wrong: 'It is smaller by far.' };
    await edit([set('b', { stem: 'The moon is smaller than the earth.', answer: true, ...reasons })]);
    const ask = { spark_id: null, sort: 'place' as const, offset: 0, limit: 10 };
    const all = await listBank(client, here.workspace, { ...ask, filter: {} });
    const some = await listBank(client, here.workspace, { ...ask, filter: { has_hint: true } });
    if (!all.ok || !some.ok) throw new Error('not read');
    expect(all.data.rows.find(({ exercise_id }) => exercise_id === 'a')?.hints).toBeGreaterThan(0);
    expect(some.data.rows.map(({ exercise_id }) => exercise_id)).toEqual(
      all.data.rows.filter(({ hints = 0 }) => hints > 0).map(({ exercise_id }) => exercise_id),
    );
    expect(some.data.total).toBeLessThan(all.data.total);
  });

  test('an exercise is read as it is stored, with what it is looked at beside', async () => {
    const concept = await author.concept(null);
    await author.place(concept, lessons.spark);
    await author.add('objectives', { concept_id: concept, objective_id: 'lo_1', title: 'One' });
    const answer = await value<Json>(sql, 'select public.read_exercises($1, $2, $3)', [
      here.workspace,
      lessons.spark,
      ['b'],
    ]);
    expect(answer).toMatchObject({
      exercises: [
        { exercise_id: 'b', place: 1, version: 2, quiz_place: 0, is_repeated: false, exercise: await one('b') },
      ],
      objectives: [{ objective: 'lo_1', title: 'One' }],
      quiz: ['b'],
      problems: [],
    });
    expect(await value(sql, 'select public.read_exercises($1, $2)', [here.workspace, await author.spark()])).toEqual({
      exercises: [],
      objectives: [],
      quiz: [],
      quiz_metadata: {},
      problems: [],
    });
  });

  test('its versions tell who, when, by what act and what it said', async () => {
    const [{ change_set_id }] = [await edit([set('a', { stem: 'Third' })])];
    await undo(change_set_id);
    const versions = await value<Json[]>(sql, "select public.read_exercise_versions($1, $2, 'a')", [
      here.workspace,
      lessons.spark,
    ]);
    expect(
      versions.map(({ version, action, is_undone, exercise: said }) => [
        version,
        action,
        is_undone,
        (said as Json).stem,
      ]),
    ).toEqual([
      [4, 'undo', false, '100 % of _it_?'],
      [3, 'edit', true, 'Third'],
      [2, 'bulk_edit', false, '100 % of _it_?'],
      [1, 'edit', false, 'Is it a?'],
    ]);
    expect(
      await value(sql, "select public.read_exercise_versions($1, $2, 'a', 2)", [here.workspace, lessons.spark]),
    ).toMatchObject([{ version: 1 }]);
  });
});
