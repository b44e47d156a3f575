import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packageProblems } from '#lib/exercises/core/package.ts';
import { Author, attempt, codeOf, list, value } from '../support/authoring.ts';
import { BANK, editingExercises, exercise, type Json, set } from '../support/editing-exercises.ts';

const { db, sql, author, here, undoable, lessons, edit, stored, ids, one } = editingExercises();

describe('edits of a bank', () => {
  test('a field is set, everything else stays as it was, and undo brings it all back', async () => {
    await undoable(() => edit([set('b', { stem: 'New?' }, { drop: ['difficulty'] })]));
    const body = await stored();
    const { difficulty: _, ...rest } = exercise('b', { kept: { deep: [1] }, stem: 'New?' }) as Json;
    expect(body.exercise_bank).toEqual([BANK[0], rest, BANK[2]]);
    expect([body.meta, body.more]).toEqual([{ title: 'X' }, 1]);
  });

  test('one call over many exercises and lessons is one change set', async () => {
    await author.lessonPackage(lessons.other, { exercise_bank: [exercise('z')], quiz: [] });
    const { change_set_id, refused } = await undoable(() =>
      edit([
        set('a', { difficulty: 'hard' }),
        set('c', { difficulty: 'hard' }),
        { ...set('z', { difficulty: 'hard' }), spark_id: lessons.other },
      ]),
    );
    expect(refused).toEqual([]);
    expect((await stored()).exercise_bank.map(({ difficulty }) => difficulty)).toEqual(['hard', 'easy', 'hard']);
    expect((await one('z', lessons.other))?.difficulty).toBe('hard');
    expect(
      await list(sql, 'select entity_id from public.revisions where change_set_id = $1', [change_set_id]),
    ).toHaveLength(2);
  });

  test('what changes nothing is no change set, and an imported package keeps its metadata byte for byte', async () => {
    const before = await value(sql, 'select body::text from public.packages where spark_id = $1', [lessons.spark]);
    expect(await edit([set('a', { difficulty: 'easy' }), { do: 'move', exercise_id: 'a', after: null }])).toEqual({
      change_set_id: null,
      made: [],
      written: [{ nth: 0, hash: expect.any(String) }],
      refused: [],
    });
    expect(await value(sql, 'select body::text from public.packages where spark_id = $1', [lessons.spark])).toBe(
      before,
    );
  });

  test('a new one gets an id of its own and stands where it was put', async () => {
    const plain = { exercise_type: 'true_false', answer: false };
    const { made } = await undoable(() =>
      edit([
        { do: 'add', exercise: plain, after: null },
        { do: 'add', exercise: { ...plain, id: 'a' }, after: 'a' },
        { do: 'add', exercise: { ...plain, id: 'mine' } },
        { do: 'add', exercise: plain, after: 'gone meanwhile' },
      ]),
    );
    const [first, second, third, last] = made.map(({ exercise_id }) => exercise_id);
    expect(await ids()).toEqual([first, 'a', second, 'b', 'c', 'mine', last]);
    expect(third).toBe('mine');
    for (const id of [first, second, last]) expect(id).toMatch(/^ex_[a-z2-7]{8}$/);
  });

  test('the first exercise of a lesson makes its package', async () => {
    const { made } = await undoable(() =>
      edit([{ do: 'add', exercise: { exercise_type: 'mcq' }, spark_id: lessons.other }]),
    );
    const body = await stored(lessons.other);
    expect(body).toMatchObject({ meta: { package_schema_version: 2 }, quiz: [], quiz_metadata: { total_items: 0 } });
    expect(body.exercise_bank).toEqual([{ id: made[0]?.exercise_id, exercise_type: 'mcq' }]);
  });

  test('a duplicate is complete, and stands after its original', async () => {
    const { made } = await undoable(() => edit([{ do: 'duplicate', exercise_id: 'b' }]));
    const id = made[0]?.exercise_id as string;
    expect(await ids()).toEqual(['a', 'b', id, 'c']);
    expect(await one(id)).toEqual({ ...BANK[1], id });
    expect((await stored()).quiz).toEqual(['b']);
  });

  test('what is removed leaves the quiz as well', async () => {
    await undoable(() => edit([{ do: 'remove', exercise_id: 'b', hash: undefined }]));
    expect([await ids(), (await stored()).quiz]).toEqual([['a', 'c'], []]);
  });

  test('the order is changed by saying after which', async () => {
    await undoable(() =>
      edit([
        { do: 'move', exercise_id: 'c', after: null },
        { do: 'move', exercise_id: 'b' },
        { do: 'move', exercise_id: 'b', after: 'c' },
      ]),
    );
    expect(await ids()).toEqual(['c', 'b', 'a']);
  });

  test('moved to another lesson it leaves this one, copied it stays; an id that is taken there becomes another', async () => {
    await author.lessonPackage(lessons.other, { exercise_bank: [exercise('a', { stem: 'Theirs' })], quiz: [] });
    const { made } = await undoable(() =>
      edit([
        { do: 'transfer', exercise_id: 'a', to_spark_id: lessons.other },
        { do: 'transfer', exercise_id: 'b', to_spark_id: lessons.other },
        { do: 'transfer', exercise_id: 'c', to_spark_id: lessons.other, is_copy: true },
      ]),
    );
    expect([await ids(), (await stored()).quiz]).toEqual([['c'], []]);
    const [renamed] = made.map(({ exercise_id }) => exercise_id);
    expect(await ids(lessons.other)).toEqual(['a', renamed, 'b', 'c']);
    expect(await one(renamed as string, lessons.other)).toEqual({ ...BANK[0], id: renamed });
    expect(made.every(({ spark_id }) => spark_id === lessons.other)).toBe(true);
  });

  test('a lesson without a package takes what comes; one that is not there, and the lesson itself, take nothing', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000';
    const { refused } = await edit([
      { do: 'transfer', exercise_id: 'a', to_spark_id: lessons.other },
      { do: 'transfer', exercise_id: 'b', to_spark_id: nowhere },
      { do: 'transfer', exercise_id: 'c', to_spark_id: lessons.spark },
    ]);
    expect(refused.map(({ nth, code }) => [nth, code])).toEqual([
      [1, 'not_found'],
      [2, 'not_found'],
    ]);
    expect([await ids(), await ids(lessons.other)]).toEqual([['b', 'c'], ['a']]);
  });

  test('an id that is changed is changed in the quiz too', async () => {
    await edit([set('b', { id: 'renamed' })]);
    expect([await ids(), (await stored()).quiz]).toEqual([['a', 'renamed', 'c'], ['renamed']]);
  });

  test('of several with one id the hash tells which; those without an id are found as well', async () => {
    const bank = [
      exercise('a', { stem: 'First' }),
      exercise('a', { stem: 'Second' }),
      { exercise_type: 'mcq', stem: 'None' },
    ];
    await author.lessonPackage(lessons.other, { exercise_bank: bank, quiz: ['a'] });
    const hash = await value<string>(
      sql,
      'select hash from private.exercise_entries where spark_id = $1 and place = 1',
      [lessons.other],
    );
    const { refused } = await edit([
      { ...set('a', { id: 'second' }, { hash }), spark_id: lessons.other },
      { do: 'set', exercise_id: null, fields: { id: 'third' }, spark_id: lessons.other },
    ]);
    expect(refused).toEqual([]);
    expect((await stored(lessons.other)).exercise_bank.map(({ id, stem }) => `${id} ${stem}`)).toEqual([
      'a First',
      'second Second',
      'third None',
    ]);
    expect((await stored(lessons.other)).quiz).toEqual(['a']);
  });

  test('a copy is made beside exercises without an id', async () => {
    await author.lessonPackage(lessons.other, { exercise_bank: [exercise(undefined), exercise('x')], quiz: [] });
    const { made } = await edit([{ do: 'duplicate', exercise_id: 'x', spark_id: lessons.other }]);
    expect(made).toMatchObject([{ exercise_id: expect.stringMatching(/^ex_/) }]);
  });

  test('what is not there is said and nothing else is held up', async () => {
    const { refused } = await edit([set('gone', { stem: 'x' }), set('a', { stem: 'y' })]);
    expect(refused).toEqual([{ nth: 0, code: 'not_found', fields: [] }]);
    expect((await one('a'))?.stem).toBe('y');
  });

  test('a package whose bank is no list is left as it is', async () => {
    await author.lessonPackage(lessons.other, { exercise_bank: { a: 1 }, quiz: [] });
    expect(await codeOf(edit([{ do: 'add', exercise: {}, spark_id: lessons.other }]))).toBe('TW002');
    expect((await stored(lessons.other)).exercise_bank).toEqual({ a: 1 });
  });

  test('lessons of another workspace are not there: nothing is read of them, and nothing is written', async () => {
    const elsewhere = new Author(sql, await db.createWorkspace());
    const foreign = await elsewhere.spark();
    await elsewhere.lessonPackage(foreign, { exercise_bank: [exercise('secret')], quiz: [] });
    const bare = await elsewhere.spark();
    const { refused, change_set_id } = await edit([
      { ...set('secret', { stem: 'x' }), spark_id: foreign },
      { do: 'add', exercise: {}, spark_id: bare },
      { do: 'transfer', exercise_id: 'secret', spark_id: foreign, to_spark_id: lessons.spark },
      { do: 'transfer', exercise_id: 'a', to_spark_id: foreign },
      { do: 'transfer', exercise_id: 'b', to_spark_id: bare },
    ]);
    expect(refused.map(({ code }) => code)).toEqual(Array.from({ length: 5 }, () => 'not_found'));
    expect(change_set_id).toBeNull();
    expect([await ids(), await ids(foreign)]).toEqual([['a', 'b', 'c'], ['secret']]);
    expect(await list(sql, 'select from public.packages where spark_id = $1', [bare])).toEqual([]);
    const { rows } = await value<{ rows: unknown[] }>(sql, 'select public.read_bank($1, $2)', [
      here.workspace,
      foreign,
    ]);
    expect(rows).toEqual([]);
    const read = await value<{ exercises: unknown[] }>(sql, 'select public.read_exercises($1, $2)', [
      here.workspace,
      foreign,
    ]);
    expect(read.exercises).toEqual([]);
    expect(
      await value(sql, "select public.read_exercise_versions($1, $2, 'secret')", [here.workspace, foreign]),
    ).toEqual([]);
  });

  test('edits that say nothing that can be done are refused', async () => {
    for (const edits of [
      [],
      [{ do: 'delete' }],
      [{ spark_id: null, do: 'set' }],
      [{ do: 'transfer', exercise_id: 'a' }],
      [7],
    ])
      expect(
        await codeOf(
          value(sql, 'select public.edit_exercises($1, $2)', [
            here.workspace,
            JSON.stringify(edits.map((e) => (typeof e === 'object' ? { spark_id: lessons.spark, ...e } : e))),
          ]),
        ),
        JSON.stringify(edits),
      ).toBe('TW006');
  });
});

describe('the quiz', () => {
  test('takes in, takes out, and changes its order', async () => {
    await undoable(() =>
      edit([
        { do: 'quiz_add', exercise_ids: ['a', 'b', 'gone', 'c'] },
        { do: 'quiz_remove', exercise_ids: ['c'] },
        { do: 'quiz_add', exercise_ids: ['c'], after: null },
      ]),
    );
    expect((await stored()).quiz).toEqual(['c', 'b', 'a']);
    await edit([{ do: 'quiz_order', exercise_ids: ['a', 'b', 'c'] }]);
    expect((await stored()).quiz).toEqual(['a', 'b', 'c']);
  });

  test('an order keeps what somebody else put in meanwhile, and does not bring back what they took out', async () => {
    await edit([{ do: 'quiz_add', exercise_ids: ['c'] }]);
    await edit([{ do: 'quiz_order', exercise_ids: ['a', 'c'] }]);
    expect((await stored()).quiz).toEqual(['c', 'b']);
  });

  test('its metadata are counted at every edit; what the author wrote stays', async () => {
    await edit([
      set('a', { difficulty: 'hard', aligned_learning_objective: 'lo_1' }),
      set('c', { cognitive_level: 'Transfer', aligned_learning_objective: 'lo_1', difficulty: 'killer' }),
      { do: 'quiz_add', exercise_ids: ['a', 'c'] },
      { do: 'quiz_metadata', fields: { cognitive_mix_target: { Recall: 1 }, total_items: 99 } },
    ]);
    expect((await stored()).quiz_metadata).toEqual({
      quiz_type: 'mine',
      unknown: 'kept',
      total_items: 3,
      difficulty_distribution_target: { easy: 1 },
      difficulty_distribution_actual: { easy: 0.3333, medium: 0, hard: 0.3333, killer: 0.3333 },
      cognitive_mix_target: { Recall: 1 },
      cognitive_mix_actual: { Recall: 0.6667, Comprehension: 0, Application: 0, Transfer: 0.3333 },
      coverage_by_LO: { lo_1: { exercise_ids: ['a', 'c'] } },
      coverage_by_concept: {},
      normalizations_applied: [],
      selection_rationale: [],
      gaps_identified: [],
    });
  });
});

describe('what an edit would break', () => {
  test('is kept and marked where the form asks for it, and refused with the list where it does not', async () => {
    const edits = [set('a', { answer: null })];
    expect(await codeOf(edit(edits, { strict: true }))).toBe('TW006');
    const { detail } = await db.asOwner((on) =>
      attempt(on, 'select public.edit_exercises($1, $2)', [
        here.workspace,
        JSON.stringify([{ ...edits[0], spark_id: lessons.spark }]),
      ]),
    );
    expect(JSON.parse(detail ?? '')).toEqual([
      {
        spark_id: lessons.spark,
        code: 'undecided',
        pointer: '/exercise_bank/0/answer',
        message: 'Nobody has decided whether this is true or false.',
        fix: 'Choose True or False.',
      },
    ]);
    expect(await stored()).toMatchObject({ exercise_bank: BANK });
    await edit(edits);
    expect(
      await list(sql, 'select problems from private.exercise_entries where spark_id = $1 and place = 0', [
        lessons.spark,
      ]),
    ).toEqual([{ problems: ['undecided'] }]);
  });

  test('what was broken before is not what an edit is about; mending it is let in', async () => {
    await edit([set('a', { answer: null })]);
    await edit([set('b', { stem: 'Fine?' })], { strict: true });
    await edit([{ do: 'move', exercise_id: 'a', after: 'c' }], { strict: true });
    expect(await codeOf(edit([set('b', { answer: null })], { strict: true }))).toBe('TW006');
    await edit([set('a', { answer: false })], { strict: true });
    expect(packageProblems(await stored()).filter(({ severity }) => severity === 'hard')).toEqual([]);
  });
});

test('many edits in one call come to what each by itself comes to', async () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const some = fc.array(id, { minLength: 1, maxLength: 4 });
  const place = fc.oneof(fc.constant({}), fc.constant({ after: null }), fc.record({ after: id }));
  const anyEdit = fc.oneof(
    fc.tuple(id, id).map(([one, other]) => set(one, { id: other })),
    id.map((one) => set(one, { stem: 'Said otherwise' })),
    fc.tuple(id, place).map(([one, where]) => ({ do: 'add', exercise: exercise(one), ...where })),
    id.map((one) => ({ do: 'remove', exercise_id: one })),
    fc.tuple(id, place).map(([one, where]) => ({ do: 'move', exercise_id: one, ...where })),
    id.map((one) => ({ do: 'transfer', exercise_id: one, to_spark_id: lessons.other })),
    fc
      .tuple(fc.constantFrom('quiz_add', 'quiz_remove', 'quiz_order'), some, place)
      .map(([what, exercise_ids, where]) => ({ do: what, exercise_ids, ...where })),
  );
  // What got an id of its own got another one in each lesson.
  const shown = async (of: string) =>
    JSON.parse(
      JSON.stringify(await stored(of), (_, value) => (/^ex_/.test(String(value)) ? 'made' : value)),
    ) as unknown;
  for (const edits of fc.sample(fc.array(anyEdit, { minLength: 2, maxLength: 9 }), { numRuns: 40, seed: 11 })) {
    const [together, apart] = [await author.spark(), await author.spark()];
    for (const lesson of [together, apart])
      await author.lessonPackage(lesson, { exercise_bank: BANK, quiz: ['b', 'a'], quiz_metadata: {} });
    const whole = await edit(edits.map((one) => ({ ...one, spark_id: together })));
    const refused: unknown[] = [];
    for (const one of edits)
      refused.push(...(await edit([{ ...one, spark_id: apart }])).refused.map(({ code }) => code));
    expect(
      whole.refused.map(({ code }) => code),
      JSON.stringify(edits),
    ).toEqual(refused);
    expect(await shown(together), JSON.stringify(edits)).toEqual(await shown(apart));
  }
});
