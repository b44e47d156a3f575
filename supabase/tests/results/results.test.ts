import { describe, expect, test } from 'vitest';
import { countPlainly, type Scored, simulated } from '#lib/results/core/item-rest.cases.ts';
import { codeOf, list, value } from '../support/authoring.ts';
import { editingExercises, type Json, set } from '../support/editing-exercises.ts';

const { db, sql, author, here, lessons, edit } = editingExercises();

type Given = [
  exercise: string,
  version: number,
  learner: string,
  at: string | null,
  attempt: number,
  score: number,
  choice: string[] | null,
];
const DAY = '2026-11-24T09:14:00Z';
const given = (
  exercise: string,
  learner: string,
  score: number,
  more: Partial<Record<'version' | 'attempt', number>> & { at?: string | null; choice?: string[] } = {},
): Given => [
  exercise,
  more.version ?? 1,
  learner,
  more.at === undefined ? DAY : more.at,
  more.attempt ?? 1,
  score,
  more.choice ?? null,
];
const rowsOf = (answers: Given[], spark = lessons.spark) => JSON.stringify(answers.map((one) => [spark, ...one]));

const start = (on = sql) =>
  value<string>(on, "select public.start_results($1, 'answers.csv', 'csv')", [here.workspace]);
const add = (id: string, answers: Given[], on = sql) =>
  value<number>(on, 'select public.add_results($1, $2)', [id, rowsOf(answers)]);
async function imported(answers: Given[]): Promise<string> {
  const id = await start();
  await add(id, answers);
  await sql.query("select public.finish_results($1, '{}')", [id]);
  return id;
}
interface Row extends Json {
  exercise_id: string;
  answers: number;
  share: number;
  paired: number;
  discrimination: number | null;
  version: number;
  versions: number;
  is_current: boolean;
}
const read = (spark: string | null = lessons.spark) =>
  value<{ learners: number; imports: { total: number }; rows: Row[] }>(sql, 'select public.read_results($1, $2)', [
    here.workspace,
    spark,
  ]);
const readOne = () =>
  value<{ version: number; answers: unknown[] }[]>(sql, "select public.read_exercise_results($1, $2, 'a')", [
    here.workspace,
    lessons.spark,
  ]);
const stored = () =>
  value<number>(sql, 'select count(*)::int from private.results where workspace_id = $1', [here.workspace]);

describe('what is counted', () => {
  test('agrees with counting plainly, exercise by exercise', async () => {
    const ids = ['a', 'b', 'c'];
    const answers = simulated(150, [1, 1.5, -1], 11).map((one) => ({
      ...one,
      exercise: ids[Number(one.exercise.at(-1))] ?? '',
    }));
    await imported(answers.map(({ exercise, learner, score }) => given(exercise, learner, score)));
    const plain = countPlainly(answers);
    const { rows, learners } = await read();
    expect(learners).toBe(new Set(answers.map(({ learner }) => learner)).size);
    expect(rows.map(({ exercise_id }) => exercise_id)).toEqual(ids);
    for (const row of rows) {
      const ours = plain.get(row.exercise_id);
      expect([row.answers, row.paired]).toEqual([ours?.answers, ours?.paired]);
      expect(row.share).toBeCloseTo(ours?.share ?? -1, 12);
      expect(row.discrimination).toBeCloseTo(ours?.discrimination ?? -2, 9);
    }
  });

  test('the first answer of each learner counts, whatever came in first', async () => {
    await imported([
      given('a', 'ana', 1, { at: '2026-11-25T00:00:00Z' }),
      given('a', 'ana', 1, { attempt: 2 }),
      given('a', 'ana', 0),
    ]);
    expect((await read()).rows).toMatchObject([{ answers: 1, share: 0, discrimination: null }]);
  });

  test('a learner of one exercise is compared with nobody; one of equal scores tells nothing', async () => {
    const both: Scored[] = ['x', 'y', 'z'].flatMap((learner) =>
      ['a', 'b'].map((exercise) => ({ learner, exercise, score: 1 })),
    );
    await imported([...both.map((one) => given(one.exercise, one.learner, one.score)), given('a', 'alone', 0)]);
    expect((await read()).rows).toMatchObject([
      { exercise_id: 'a', answers: 4, paired: 3, discrimination: null },
      { exercise_id: 'b', answers: 3, paired: 3, discrimination: null },
    ]);
  });

  test('what is left of equal scores after rounding is no figure', async () => {
    const learners = Array.from({ length: 120 }, (_, nth) => `learner ${nth}`);
    // Everybody has two thirds in the others: their means are equal, but for the last digit.
    await imported(
      learners.flatMap((learner, nth) => [
        given('a', learner, nth % 3 === 0 ? 1 : 0),
        given('b', learner, 2 / 3),
        given('c', learner, 2 / 3),
      ]),
    );
    expect((await read()).rows.map(({ discrimination }) => discrimination)).toEqual([null, null, null]);
  });

  test('by what was asked: setting a difficulty or a reason changes nothing, another question begins anew, undoing joins again', async () => {
    await imported([given('a', 'ana', 1)]);
    await edit([set('a', { difficulty: 'hard', rationale_right: 'Because.' })]);
    expect((await read()).rows).toMatchObject([{ version: 1, versions: 1, is_current: true, difficulty: 'hard' }]);
    await edit([set('a', { stem: 'Is it not?' })]);
    expect((await read()).rows).toMatchObject([{ version: 1, is_current: false, current_version: 3 }]);
    await imported([given('a', 'bo', 0, { version: 3 }), given('a', 'cy', 1, { version: 3 })]);
    expect((await read()).rows).toMatchObject([{ version: 3, versions: 2, answers: 2, share: 0.5 }]);
    await edit([set('a', { stem: 'Is it a?' })]);
    // Before anybody answers it again: fewer answers to what was asked for a while, of a higher version, do not hide the others.
    expect((await read()).rows).toMatchObject([
      { version: 1, versions: 2, answers: 1, share: 1, is_current: true, current_version: 4 },
    ]);
    expect((await readOne()).map(({ version }) => version)).toEqual([1, 3]);
    await imported([given('a', 'di', 0, { version: 4 })]);
    expect((await read()).rows).toMatchObject([{ version: 4, versions: 2, answers: 2, share: 0.5, is_current: true }]);
  });

  test('of one exercise: all that was chosen, by what was asked', async () => {
    await imported([
      given('a', 'ana', 1, { choice: ['true'] }),
      given('a', 'bo', 0, { choice: ['false'] }),
      given('a', 'cy', 0, { choice: ['false'] }),
      given('b', 'ana', 1),
      given('b', 'bo', 0.5),
      given('b', 'cy', 0.5),
    ]);
    const [version, ...others] = await readOne();
    expect(others).toEqual([]);
    expect(version?.answers).toEqual([
      [0, 0.5, ['false'], 2],
      [1, 1, ['true'], 1],
    ]);
  });

  test('an exercise that left its bank has no row, and comes back with its answers', async () => {
    await imported([given('a', 'ana', 1)]);
    const { change_set_id } = await edit([{ do: 'remove', exercise_id: 'a' }]);
    expect((await read()).rows).toEqual([]);
    await sql.query('select public.undo_change_set($1)', [change_set_id]);
    expect((await read()).rows).toMatchObject([{ answers: 1 }]);
  });
});

describe('learners', () => {
  test('are unreadable, the same within a workspace and others in another', async () => {
    await imported([given('a', 'Ana Ruiz', 1), given('b', 'Ana Ruiz', 1)]);
    const learners = () =>
      list<{ learner: string; row: string }>(
        sql,
        'select learner::text, to_jsonb(r)::text as row from private.results r where workspace_id = $1',
        [here.workspace],
      );
    const [one, other] = await learners();
    expect(one?.learner).toBe(other?.learner);
    expect(JSON.stringify([one, other])).not.toMatch(/ana|ruiz/i);
    const before = here.workspace;
    here.workspace = await db.createWorkspace();
    author.workspace_id = here.workspace;
    const spark = await author.spark();
    await author.lessonPackage(spark, {
      exercise_bank: [{ id: 'a', exercise_type: 'true_false', stem: 'Is it?', answer: true }],
      quiz: [],
    });
    await value(sql, 'select public.add_results($1, $2)', [await start(), rowsOf([given('a', 'Ana Ruiz', 1)], spark)]);
    expect((await learners())[0]?.learner).not.toBe(one?.learner);
    expect(before).not.toBe(here.workspace);
  });

  test('neither the answers nor the key can be read, whatever the role', async () => {
    const admin = await db.createPerson();
    await db.addMember(here.workspace, admin, 'admin');
    for (const table of ['results', 'result_keys', 'result_imports']) {
      await db.asPerson(admin, async (client) => {
        expect(await codeOf(client.query(`select * from private.${table}`))).toBe('42501');
      });
    }
  });
});

describe('importing', () => {
  test('the same twice adds nothing', async () => {
    const answers = [given('a', 'ana', 1), given('a', 'ana', 0, { attempt: 2 }), given('b', 'bo', 0.5, { at: null })];
    const id = await start();
    expect([await add(id, answers), await add(id, answers), await add(await start(), answers)]).toEqual([3, 0, 0]);
    expect(
      await value(sql, 'select public.count_known_results($1, $2)', [
        here.workspace,
        rowsOf([...answers, given('c', 'cy', 1)]),
      ]),
    ).toBe(3);
    expect(await stored()).toBe(3);
  });

  test('the same without times adds nothing after an edit either, and what has a time is to what was asked then', async () => {
    const untimed = (version: number) => [
      given('a', 'ana', 1, { at: null, version }),
      given('a', 'ana', 0, { at: null, attempt: 2, version }),
      given('b', 'ana', 1, { at: null }),
    ];
    const timed = (version: number) => given('a', 'bo', 1, { version });
    await imported([...untimed(1), timed(1)]);
    await edit([set('a', { stem: 'Is it not?' })]);
    const again = [...untimed(2), given('a', 'cy', 1, { at: null, version: 2 })];
    expect(
      await value(sql, 'select public.count_known_results($1, $2)', [
        here.workspace,
        rowsOf([...again, given('a', 'ana', 1, { at: null, attempt: 3, version: 2 }), timed(2)]),
      ]),
    ).toBe(3);
    expect([await add(await start(), again), await add(await start(), [timed(2)]), await stored()]).toEqual([1, 1, 6]);
  });

  test('no more are asked about at once than are added', async () => {
    const many = JSON.stringify(Array.from({ length: 10_001 }, () => []));
    const asked = (answers: string) =>
      codeOf(sql.query('select public.count_known_results($1, $2)', [here.workspace, answers]));
    expect([await asked(many), await asked('{}')]).toEqual(['TW006', 'TW006']);
  });

  test('what is to no version of an exercise here is not taken', async () => {
    expect(
      await add(await start(), [
        given('nothing', 'ana', 1),
        given('a', 'ana', 1, { version: 9 }),
        given('a', 'ana', 1),
      ]),
    ).toBe(1);
  });

  test('two imports of one file at once wait for each other, and it is there once', async () => {
    const [first, second] = [await db.connect(), await db.connect()];
    const answers = ['a', 'b', 'c'].flatMap((exercise) => ['x', 'y'].map((learner) => given(exercise, learner, 1)));
    const [mine, theirs] = [await start(), await start()];
    await first.query('begin');
    expect(await add(mine, answers, first)).toBe(6);
    const late = add(theirs, [...answers].reverse(), second);
    await expect
      .poll(() =>
        value(
          sql,
          "select count(*)::integer from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
        ),
      )
      .toBe(1);
    await first.query('commit');
    expect([await late, await stored()]).toEqual([0, 6]);
  });

  test.each([
    ['a score above 1', given('a', 'ana', 2), '23514'],
    ['a third of an attempt', given('a', 'ana', 1, { attempt: 0 }), '23514'],
  ])('%s is refused', async (_, answer, code) => {
    expect(await codeOf(add(await start(), [answer]))).toBe(code);
  });

  test('an import that has ended takes nothing more, and one that is not there is not found', async () => {
    const id = await imported([given('a', 'ana', 1)]);
    expect(await codeOf(add(id, [given('b', 'ana', 1)]))).toBe('TW002');
    expect(await codeOf(sql.query("select public.finish_results($1, '{}')", [id]))).toBe('TW002');
    expect(await codeOf(add(here.workspace, []))).toBe('TW004');
  });
});

describe('going away', () => {
  test('removing an import removes its answers and no others', async () => {
    const first = await imported([given('a', 'ana', 1), given('b', 'ana', 1)]);
    await imported([given('a', 'bo', 1)]);
    expect(await value(sql, 'select public.remove_results($1)', [first])).toBe(2);
    expect(await read()).toMatchObject({ learners: 1, imports: { total: 1 } });
  });

  test('only whoever began it, or an admin, removes it', async () => {
    const [mine, other, admin] = [await db.createPerson(), await db.createPerson(), await db.createPerson()];
    for (const person of [mine, other]) await db.addMember(here.workspace, person, 'editor');
    await db.addMember(here.workspace, admin, 'admin');
    const id = await db.commitAsPerson(mine, (client) => start(client));
    const remove = (who: string) =>
      db.asPerson(who, (client) => codeOf(client.query('select public.remove_results($1)', [id])));
    expect([
      await remove(mine),
      await remove(other),
      await remove(admin),
      await remove(await db.createPerson()),
    ]).toEqual([null, 'TW007', null, 'TW004']);
  });

  test('the trash keeps answers, purging removes them', async () => {
    await imported([given('a', 'ana', 1)]);
    const trashed = await value<string>(sql, "select public.trash($1, 'spark', $2)", [here.workspace, lessons.spark]);
    expect([(await read(null)).rows, await stored()]).toEqual([[], 1]);
    await sql.query('select public.undo_change_set($1)', [trashed]);
    expect((await read()).rows).toMatchObject([{ answers: 1 }]);
    const again = await value<string>(sql, "select public.trash($1, 'spark', $2)", [here.workspace, lessons.spark]);
    await sql.query('select public.purge_trash($1)', [again]);
    expect(await stored()).toBe(0);
  });

  test('a workspace takes its answers and its key along', async () => {
    await imported([given('a', 'ana', 1)]);
    await sql.query('delete from public.workspaces where id = $1', [here.workspace]);
    expect(await stored()).toBe(0);
    expect(
      await value(sql, 'select count(*)::int from private.result_keys where workspace_id = $1', [here.workspace]),
    ).toBe(0);
  });
});
