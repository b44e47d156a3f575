import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acting } from '../support/acting.ts';
import { list, runImport, value } from '../support/authoring.ts';

// The rows and versions of exercises are kept beside the documents by triggers: they always say what the documents say.

const { db, sql, author, here, act, undo } = acting();

interface Entry {
  place: number;
  exercise_id: string | null;
  level: string | null;
  quiz_place: number | null;
  stem: string;
  version: number | null;
  problems: string[];
}
const entries = (spark: string) =>
  list<Entry>(sql, 'select * from private.exercise_entries where spark_id = $1 order by place', [spark]);
const versions = (spark: string, id: string) =>
  list<{ version: number; stem: string | null; action: string }>(
    sql,
    `select v.version, v.body ->> 'stem' as stem, c.action::text from private.exercise_versions v join public.packages k on k.id = v.package_id
     join public.revisions r on r.id = v.revision_id join public.change_sets c on c.id = r.change_set_id
     where k.spark_id = $1 and v.exercise_id = $2 order by v.version`,
    [spark, id],
  );
const exercise = (id: unknown, stem: string, more = {}) => ({
  id,
  exercise_type: 'true_false',
  answer: true,
  stem,
  ...more,
});
const write = (spark: string, exercise_bank: unknown[], quiz: unknown[] = []) =>
  sql.query('update public.packages set body = $2 where spark_id = $1', [
    spark,
    JSON.stringify({ exercise_bank, quiz }),
  ]);

describe('the rows of exercises', () => {
  test('say of each where it stands, what it is, and what is wrong with it', async () => {
    const spark = await author.spark();
    await author.lessonPackage(spark, {
      exercise_bank: [
        exercise('a', 'What **is** [this](https://x.test)?\n\n![Draw](d.png)', {
          cognitive_level: 'Recall',
          difficulty: 'easy',
          exercise_category: 'transfer',
          aligned_learning_objective: 'lo_1',
        }),
        exercise('b', 'Two', { answer: null }),
        exercise('a', 'The same id'),
        { exercise_type: 'cloze', text: 'No stem {{x}}', blanks: [] },
        'none',
      ],
      quiz: ['b', 'zz', 'a', 'b'],
    });
    expect(await entries(spark)).toMatchObject([
      {
        exercise_id: 'a',
        exercise_type: 'true_false',
        level: 'Recall',
        difficulty: 'easy',
        category: 'transfer',
        objective: 'lo_1',
        quiz_place: 2,
        has_image: true,
        stem: 'What is this? Draw',
        version: 1,
        problems: [],
      },
      { exercise_id: 'b', quiz_place: 0, has_image: false, version: 1, problems: ['undecided'] },
      { exercise_id: 'a', quiz_place: null, version: null, problems: ['duplicate_exercise'] },
      { exercise_id: null, stem: 'No stem {{x}}', version: null, problems: ['blank_undefined', 'missing_exercise_id'] },
      { exercise_id: null, stem: '', version: null, problems: ['exercise_shape'] },
    ]);
  });

  test('an id that nobody should have is cut, and still its own', async () => {
    const spark = await author.spark();
    const long = 'x'.repeat(5000);
    await author.lessonPackage(spark, {
      exercise_bank: [exercise(`${long}1`, 'One'), exercise(`${long}2`, 'Two')],
      quiz: [],
    });
    const ids = (await entries(spark)).map(({ exercise_id }) => exercise_id);
    expect(ids.map((id) => id?.length)).toEqual([193, 193]);
    expect(new Set(ids).size).toBe(2);
  });

  test('blocking follows the objectives of the lesson, whoever changes them', async () => {
    const concept = await author.concept(null);
    const spark = await author.spark();
    await author.lessonPackage(spark, {
      exercise_bank: [exercise('a', 'One', { aligned_learning_objective: 'lo_1' })],
      quiz: [],
    });
    const blocked = async () => (await act<{ rows: { problems: string[] }[] }>('read_bank', spark)).rows[0]?.problems;
    expect(await blocked()).toEqual(['unknown_objective']);
    const place = await author.place(concept, spark);
    const objective = await author.add('objectives', { concept_id: concept, objective_id: 'lo_1', title: 'One' });
    expect(await blocked()).toEqual([]);
    await sql.query('delete from public.concept_sparks where id = $1', [place]);
    expect(await blocked()).toEqual(['unknown_objective']);
    await author.place(concept, spark);
    await sql.query("update public.objectives set objective_id = 'lo_9' where id = $1", [objective]);
    expect(await blocked()).toEqual(['unknown_objective']);
    expect((await entries(spark))[0]?.version, 'the exercise itself did not change').toBe(1);
  });

  test('an import keeps what is broken, marked', async () => {
    const body = { exercise_bank: [{ id: 'a', exercise_type: 'true_false' }], quiz: ['a', 'z'] };
    const { applied } = await runImport(sql, here.workspace, [
      {
        kind: 'spark',
        key: 's',
        fields: { slug: 's', title: 'Spark', content_md: 'x', estimated_mins: 5, difficulty: 'beginner' },
      },
      { kind: 'package', key: 's', a: 's', fields: { body } },
    ]);
    expect(applied.ok).toBe(true);
    const spark = await value<string>(sql, "select id from public.sparks where workspace_id = $1 and slug = 's'", [
      here.workspace,
    ]);
    expect(await value(sql, 'select body from public.packages where spark_id = $1', [spark])).toEqual(body);
    expect(await entries(spark)).toMatchObject([{ problems: ['undecided'], version: 1 }]);
  });

  test('nobody writes them, not even with the secret key', async () => {
    for (const run of [
      (fn: Parameters<typeof db.asService>[0]) => db.asService(fn),
      (fn: Parameters<typeof db.asService>[0]) => db.asPerson('admin', fn),
    ]) {
      for (const table of ['exercise_entries', 'exercise_versions', 'exercise_rules']) {
        await expect(run((who) => who.query(`delete from private.${table}`))).rejects.toMatchObject({ code: '42501' });
        await expect(run((who) => who.query(`select from private.${table}`))).rejects.toMatchObject({ code: '42501' });
      }
    }
  });
});

describe('the versions of an exercise', () => {
  test('are written when that exercise changes, and not when another does or when it moves', async () => {
    const spark = await author.spark();
    await author.lessonPackage(spark, { exercise_bank: [exercise('a', 'One'), exercise('b', 'Two')], quiz: [] });
    await write(spark, [exercise('a', 'One'), exercise('b', 'Two, again')]);
    await write(spark, [exercise('b', 'Two, again'), exercise('a', 'One')], ['a']);
    expect((await versions(spark, 'a')).map(({ version }) => version)).toEqual([1]);
    expect((await versions(spark, 'b')).map(({ version, stem }) => `${version} ${stem}`)).toEqual([
      '1 Two',
      '2 Two, again',
    ]);
    expect((await entries(spark)).map((one) => `${one.exercise_id} ${one.version} ${one.quiz_place}`)).toEqual([
      'b 2 null',
      'a 1 0',
    ]);
  });

  test('taking it out is one, and so is putting it back', async () => {
    const spark = await author.spark();
    await author.lessonPackage(spark, { exercise_bank: [exercise('a', 'One')], quiz: [] });
    await write(spark, []);
    await write(spark, [exercise('a', 'One')]);
    expect((await versions(spark, 'a')).map(({ version, stem }) => `${version} ${stem}`)).toEqual([
      '1 One',
      '2 null',
      '3 One',
    ]);
  });

  test('undoing writes a new one; the trash and back writes none', async () => {
    const spark = await author.spark();
    await author.lessonPackage(spark, { exercise_bank: [exercise('a', 'One')], quiz: [] });
    await write(spark, [exercise('a', 'Two')]);
    const change_set = await value<string>(
      sql,
      'select id from public.change_sets where workspace_id = $1 order by created_at desc limit 1',
      [here.workspace],
    );
    await undo(change_set);
    expect((await versions(spark, 'a')).map(({ version, stem, action }) => `${version} ${stem} ${action}`)).toEqual([
      '1 One edit',
      '2 Two edit',
      '3 One undo',
    ]);
    const trashed = await value<string>(sql, "select public.trash($1, 'spark', $2)", [here.workspace, spark]);
    expect(await entries(spark)).toEqual([]);
    await undo(trashed);
    expect(await entries(spark)).toMatchObject([{ exercise_id: 'a', version: 3 }]);
    expect(await versions(spark, 'a')).toHaveLength(3);
  });

  test('go when the package is purged', async () => {
    const spark = await author.spark();
    const body = { exercise_bank: [exercise('a', 'One')], quiz: [] };
    const [id, other] = [
      await author.lessonPackage(spark, body),
      await author.lessonPackage(await author.spark(), body),
    ];
    const count = (package_id: string) =>
      value<number>(sql, 'select count(*)::integer from private.exercise_versions where package_id = $1', [package_id]);
    const trashed = await value<string>(sql, "select public.trash($1, 'spark', $2)", [here.workspace, spark]);
    expect(await count(id)).toBe(1);
    await sql.query('select public.purge_trash($1)', [trashed]);
    expect([await count(id), await count(other)]).toEqual([0, 1]);
  });

  test('go with their workspace', async () => {
    const spark = await author.spark();
    await author.lessonPackage(spark, { exercise_bank: [exercise('a', 'One')], quiz: [] });
    await sql.query('delete from public.workspaces where id = $1', [here.workspace]);
    for (const table of ['exercise_versions', 'exercise_entries'])
      expect(await list(sql, `select from private.${table} where workspace_id = $1`, [here.workspace]), table).toEqual(
        [],
      );
  });
});

describe('after any sequence of saves', () => {
  const bank = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c', 1, null), stem: fc.constantFrom('x', 'y') }), {
    maxLength: 5,
  });

  test('rows are what the document says, and each version is the state that it was saved in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(bank, fc.array(fc.constantFrom('a', 'b', 'c', 1), { maxLength: 3 })), {
          minLength: 2,
          maxLength: 6,
        }),
        async (saves) => {
          const spark = await author.spark();
          await author.lessonPackage(spark);
          const told = new Map<string, (string | null)[]>();
          for (const [exercises, quiz] of saves) {
            await write(spark, exercises, quiz);
            const now = await entries(spark);
            expect(now.map(({ place, exercise_id, stem }) => [place, exercise_id, stem])).toEqual(
              exercises.map(({ id, stem }, place) => [place, id === null ? null : String(id), stem]),
            );
            for (const name of ['a', 'b', 'c', '1']) {
              const stem = exercises.find(({ id }) => String(id) === name)?.stem ?? null;
              const known = told.get(name) ?? [];
              if (stem === null ? known.length > 0 && known.at(-1) !== null : known.at(-1) !== stem)
                told.set(name, [...known, stem]);
            }
          }
          for (const [name, stems] of told)
            expect((await versions(spark, name)).map(({ stem }) => stem)).toEqual(stems);
        },
      ),
      { numRuns: 25 },
    );
  });
});
