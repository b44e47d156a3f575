import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { mergeExercise } from '#lib/exercises/core/merge.ts';
import { packageProblems } from '#lib/exercises/core/package.ts';
import { acting } from '../support/acting.ts';
import { attempt, codeOf, list, type Sql, value } from '../support/authoring.ts';

const { db, sql, author, here, undo, undoable } = acting();

type Json = Record<string, unknown>;
interface Edited {
  change_set_id: string | null;
  made: { nth: number; spark_id: string; exercise_id: string }[];
  refused: { nth: number; code: string; fields: Json[]; hash?: string }[];
}

const exercise = (id: unknown, more: Json = {}) => ({
  id,
  exercise_type: 'true_false',
  stem: `Is it ${id}?`,
  answer: true,
  difficulty: 'easy',
  cognitive_level: 'Recall',
  ...more,
});
const BANK = [exercise('a'), exercise('b', { kept: { deep: [1] } }), exercise('c')];

let spark: string;
let other: string;
beforeEach(async () => {
  [spark, other] = [await author.spark(), await author.spark()];
  await author.lessonPackage(spark, {
    meta: { title: 'X' },
    exercise_bank: BANK,
    quiz: ['b'],
    quiz_metadata: { quiz_type: 'mine', difficulty_distribution_target: { easy: 1 }, unknown: 'kept' },
    more: 1,
  });
});

const edit = (edits: Json[], options: { strict?: boolean; on?: Sql } = {}) =>
  value<Edited>(options.on ?? sql, 'select public.edit_exercises($1, $2, $3)', [
    here.workspace,
    JSON.stringify(edits.map((one) => ({ spark_id: spark, ...one }))),
    !options.strict,
  ]);
const stored = async (of = spark) =>
  value<{ exercise_bank: Json[]; quiz: unknown[]; quiz_metadata: Json; [more: string]: unknown }>(
    sql,
    'select body from public.packages where spark_id = $1',
    [of],
  );
const ids = async (of = spark) => (await stored(of)).exercise_bank.map(({ id }) => id);
const one = async (id: string, of = spark) => (await stored(of)).exercise_bank.find((each) => each.id === id);
const hashOf = (id: string, of = spark) =>
  value<string>(sql, 'select hash from private.exercise_entries where spark_id = $1 and exercise_id = $2 order by place limit 1', [of, id]);
const set = (exercise_id: string, fields: Json, more: Json = {}) => ({ do: 'set', exercise_id, fields, ...more });

describe('edits of a bank', () => {
  test('a field is set, everything else stays as it was, and undo brings it all back', async () => {
    await undoable(() => edit([set('b', { stem: 'New?' }, { drop: ['difficulty'] })]));
    const body = await stored();
    const { difficulty: _, ...rest } = exercise('b', { kept: { deep: [1] }, stem: 'New?' }) as Json;
    expect(body.exercise_bank).toEqual([BANK[0], rest, BANK[2]]);
    expect([body.meta, body.more]).toEqual([{ title: 'X' }, 1]);
  });

  test('one call over many exercises and lessons is one change set', async () => {
    await author.lessonPackage(other, { exercise_bank: [exercise('z')], quiz: [] });
    const { change_set_id, refused } = await undoable(() =>
      edit([set('a', { difficulty: 'hard' }), set('c', { difficulty: 'hard' }), { ...set('z', { difficulty: 'hard' }), spark_id: other }]),
    );
    expect(refused).toEqual([]);
    expect((await stored()).exercise_bank.map(({ difficulty }) => difficulty)).toEqual(['hard', 'easy', 'hard']);
    expect((await one('z', other))?.difficulty).toBe('hard');
    expect(
      await list(sql, 'select entity_id from public.revisions where change_set_id = $1', [change_set_id]),
    ).toHaveLength(2);
  });

  test('what changes nothing is no change set, and an imported package keeps its metadata byte for byte', async () => {
    const before = await value(sql, 'select body::text from public.packages where spark_id = $1', [spark]);
    expect(await edit([set('a', { difficulty: 'easy' }), { do: 'move', exercise_id: 'a', after: null }])).toEqual({
      change_set_id: null,
      made: [],
      refused: [],
    });
    expect(await value(sql, 'select body::text from public.packages where spark_id = $1', [spark])).toBe(before);
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
    const { made } = await undoable(() => edit([{ do: 'add', exercise: { exercise_type: 'mcq' }, spark_id: other }]));
    const body = await stored(other);
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
    await undoable(() => edit([{ do: 'move', exercise_id: 'c', after: null }, { do: 'move', exercise_id: 'b' }, { do: 'move', exercise_id: 'b', after: 'c' }]));
    expect(await ids()).toEqual(['c', 'b', 'a']);
  });

  test('moved to another lesson it leaves this one, copied it stays; an id that is taken there becomes another', async () => {
    await author.lessonPackage(other, { exercise_bank: [exercise('a', { stem: 'Theirs' })], quiz: [] });
    const { made } = await undoable(() =>
      edit([
        { do: 'transfer', exercise_id: 'a', to_spark_id: other },
        { do: 'transfer', exercise_id: 'b', to_spark_id: other },
        { do: 'transfer', exercise_id: 'c', to_spark_id: other, is_copy: true },
      ]),
    );
    expect([await ids(), (await stored()).quiz]).toEqual([['c'], []]);
    const [renamed] = made.map(({ exercise_id }) => exercise_id);
    expect(await ids(other)).toEqual(['a', renamed, 'b', 'c']);
    expect(await one(renamed as string, other)).toEqual({ ...BANK[0], id: renamed });
    expect(made.every(({ spark_id }) => spark_id === other)).toBe(true);
  });

  test('a lesson without a package takes what comes; one that is not there, and the lesson itself, take nothing', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000';
    const { refused } = await edit([
      { do: 'transfer', exercise_id: 'a', to_spark_id: other },
      { do: 'transfer', exercise_id: 'b', to_spark_id: nowhere },
      { do: 'transfer', exercise_id: 'c', to_spark_id: spark },
    ]);
    expect(refused.map(({ nth, code }) => [nth, code])).toEqual([[1, 'not_found'], [2, 'not_found']]);
    expect([await ids(), await ids(other)]).toEqual([['b', 'c'], ['a']]);
  });

  test('an id that is changed is changed in the quiz too', async () => {
    await edit([set('b', { id: 'renamed' })]);
    expect([await ids(), (await stored()).quiz]).toEqual([['a', 'renamed', 'c'], ['renamed']]);
  });

  test('of several with one id the hash tells which; those without an id are found as well', async () => {
    const bank = [exercise('a', { stem: 'First' }), exercise('a', { stem: 'Second' }), { exercise_type: 'mcq', stem: 'None' }];
    await author.lessonPackage(other, { exercise_bank: bank, quiz: ['a'] });
    const hash = await value<string>(sql, 'select hash from private.exercise_entries where spark_id = $1 and place = 1', [other]);
    const { refused } = await edit([
      { ...set('a', { id: 'second' }, { hash }), spark_id: other },
      { do: 'set', exercise_id: null, fields: { id: 'third' }, spark_id: other },
    ]);
    expect(refused).toEqual([]);
    expect((await stored(other)).exercise_bank.map(({ id, stem }) => `${id} ${stem}`)).toEqual(['a First', 'second Second', 'third None']);
    expect((await stored(other)).quiz).toEqual(['a']);
  });

  test('what is not there is said and nothing else is held up', async () => {
    const { refused } = await edit([set('gone', { stem: 'x' }), set('a', { stem: 'y' })]);
    expect(refused).toEqual([{ nth: 0, code: 'not_found', fields: [] }]);
    expect((await one('a'))?.stem).toBe('y');
  });

  test('a package whose bank is no list is left as it is', async () => {
    await author.lessonPackage(other, { exercise_bank: { a: 1 }, quiz: [] });
    expect(await codeOf(edit([{ do: 'add', exercise: {}, spark_id: other }]))).toBe('TW002');
    expect((await stored(other)).exercise_bank).toEqual({ a: 1 });
  });

  test('edits that say nothing that can be done are refused', async () => {
    for (const edits of [[], [{ do: 'delete' }], [{ spark_id: null, do: 'set' }], [{ do: 'transfer', exercise_id: 'a' }], [7]])
      expect(
        await codeOf(value(sql, 'select public.edit_exercises($1, $2)', [here.workspace, JSON.stringify(edits.map((e) => (typeof e === 'object' ? { spark_id: spark, ...e } : e)))])),
        JSON.stringify(edits),
      ).toBe('TW006');
  });
});

describe('the quiz', () => {
  test('takes in, takes out, and changes its order', async () => {
    await undoable(() => edit([{ do: 'quiz_add', exercise_ids: ['a', 'b', 'gone', 'c'] }, { do: 'quiz_remove', exercise_ids: ['c'] }, { do: 'quiz_add', exercise_ids: ['c'], after: null }]));
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
      attempt(on, 'select public.edit_exercises($1, $2)', [here.workspace, JSON.stringify([{ ...edits[0], spark_id: spark }])]),
    );
    expect(JSON.parse(detail ?? '')).toEqual([
      {
        spark_id: spark,
        code: 'undecided',
        pointer: '/exercise_bank/0/answer',
        message: 'Nobody has decided whether this is true or false.',
        fix: 'Choose True or False.',
      },
    ]);
    expect(await stored()).toMatchObject({ exercise_bank: BANK });
    await edit(edits);
    expect(await list(sql, 'select problems from private.exercise_entries where spark_id = $1 and place = 0', [spark])).toEqual([{ problems: ['undecided'] }]);
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

describe('two people on one bank', () => {
  /** Both saw the bank as it is now; the second comes to it while the first has not finished. */
  async function together(mine: Json[], theirs: Json[]): Promise<[Edited, Edited]> {
    const [first, second] = [await db.connect(), await db.connect()];
    await first.query('begin');
    const done = await edit(mine, { on: first });
    const late = edit(theirs, { on: second });
    await expect
      .poll(() => value(sql, "select count(*)::integer from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"))
      .toBe(1);
    await first.query('commit');
    return [done, await late];
  }

  test('different exercises never ask', async () => {
    const [a, b] = [await hashOf('a'), await hashOf('b')];
    const [mine, theirs] = await together([set('a', { stem: 'Mine' }, { hash: a })], [set('b', { stem: 'Theirs' }, { hash: b })]);
    expect([mine.refused, theirs.refused]).toEqual([[], []]);
    expect((await stored()).exercise_bank.map(({ stem }) => stem)).toEqual(['Mine', 'Theirs', 'Is it c?']);
  });

  test('different fields of one exercise never ask', async () => {
    const hash = await hashOf('a');
    const [mine, theirs] = await together([set('a', { stem: 'Mine' }, { hash })], [set('a', { difficulty: 'hard' }, { hash })]);
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
      { nth: 0, code: 'conflict', fields: [{ field: 'stem', base: 'Is it a?', mine: 'Second', theirs: 'First' }], hash: await hashOf('a') },
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
    expect(late).toEqual({ change_set_id: null, made: [], refused: [] });
  });

  test('what one has changed is not taken out by one who did not see it', async () => {
    const hash = await hashOf('a');
    const [, late] = await together([set('a', { stem: 'Better' }, { hash })], [{ do: 'remove', exercise_id: 'a', hash }]);
    expect(late.refused).toMatchObject([{ nth: 0, code: 'changed' }]);
    expect(await ids()).toEqual(['a', 'b', 'c']);
  });

  test('what one has taken out is not there for the other', async () => {
    const [, late] = await together([{ do: 'remove', exercise_id: 'a' }], [set('a', { stem: 'x' }), { do: 'quiz_add', exercise_ids: ['a', 'c'] }]);
    expect(late.refused).toMatchObject([{ nth: 0, code: 'not_found' }]);
    expect([await ids(), (await stored()).quiz]).toEqual([['b', 'c'], ['b', 'c']]);
  });

  test('a state that nobody knows asks about every field', async () => {
    const { refused } = await edit([set('a', { stem: 'x', difficulty: 'easy' }, { hash: '00000000-0000-4000-8000-000000000000' })]);
    expect(refused).toMatchObject([{ code: 'conflict', fields: [{ field: 'stem', base: null, theirs: 'Is it a?' }] }]);
  });

  test('both make the first exercise of a lesson, and both stay', async () => {
    const add = (stem: string) => [{ do: 'add', exercise: exercise(stem, { stem }), spark_id: other }];
    await together(add('one'), add('two'));
    expect(await ids(other)).toEqual(['one', 'two']);
  });

  test('many who move between two lessons never wait in a ring', async () => {
    await author.lessonPackage(other, { exercise_bank: Array.from({ length: 20 }, (_, at) => exercise(`o${at}`)), quiz: [] });
    const clients = await Promise.all(Array.from({ length: 4 }, () => db.connect()));
    await Promise.all(
      clients.map(async (on, who) => {
        for (let turn = 0; turn < 10; turn++) {
          const [from, to] = (who + turn) % 2 === 0 ? [spark, other] : [other, spark];
          await edit([{ do: 'add', exercise: exercise(`n${who}-${turn}`), spark_id: from }], { on });
          await edit([{ do: 'transfer', exercise_id: `n${who}-${turn}`, spark_id: from, to_spark_id: to }], { on });
        }
      }),
    );
    const all = [...(await ids()), ...(await ids(other))];
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
        const changed = Object.fromEntries(Object.entries(mine).filter(([name, one]) => JSON.stringify(one) !== JSON.stringify(base[name])));
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

describe('reading', () => {
  interface Bank {
    total: number;
    all: number;
    rows: { exercise_id: string; spark_id: string; place: number }[];
    counts: Record<string, Record<string, number>>;
  }
  const read = (filter: Json = {}, of: string | null = spark, sort = 'place', offset = 0, limit = 100) =>
    value<Bank>(sql, 'select public.read_bank($1, $2, $3, $4, $5, $6)', [here.workspace, of, JSON.stringify(filter), sort, offset, limit]);
  const found = async (...of: Parameters<typeof read>) => (await read(...of)).rows.map(({ exercise_id }) => exercise_id);

  beforeEach(async () => {
    await edit([
      set('a', { difficulty: 'hard', stem: '100 % of _it_?' }),
      set('b', { cognitive_level: 'Transfer', answer: null }),
      set('c', { difficulty: null, exercise_type: 'short_answer', canonical_answer: 'x', stem: '![Draw](x.png)' }),
    ]);
    await author.lessonPackage(other, { exercise_bank: [exercise('z', { stem: 'Another' })], quiz: [] });
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

  test('an exercise is read as it is stored, with what it is looked at beside', async () => {
    const concept = await author.concept(null);
    await author.place(concept, spark);
    await author.add('objectives', { concept_id: concept, objective_id: 'lo_1', title: 'One' });
    const answer = await value<Json>(sql, 'select public.read_exercises($1, $2, $3)', [here.workspace, spark, ['b']]);
    expect(answer).toMatchObject({
      exercises: [{ exercise_id: 'b', place: 1, version: 2, quiz_place: 0, is_repeated: false, exercise: await one('b') }],
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
    const versions = await value<Json[]>(sql, "select public.read_exercise_versions($1, $2, 'a')", [here.workspace, spark]);
    expect(versions.map(({ version, action, is_undone, exercise: said }) => [version, action, is_undone, (said as Json).stem])).toEqual([
      [4, 'undo', false, '100 % of _it_?'],
      [3, 'edit', true, 'Third'],
      [2, 'bulk_edit', false, '100 % of _it_?'],
      [1, 'edit', false, 'Is it a?'],
    ]);
    expect(await value(sql, "select public.read_exercise_versions($1, $2, 'a', 2)", [here.workspace, spark])).toMatchObject([{ version: 1 }]);
  });
});
