import { beforeEach, describe, expect, test } from 'vitest';
import { codeOf, value } from '../support/authoring.ts';
import { BANK, exercise, type Json, set } from '../support/editing-exercises.ts';
import { proposing } from '../support/proposing.ts';
import { waitingForLocks } from '../support/races.ts';

// Proposals that change and remove exercises of a lesson: what is written, when they are stale, and what is refused whoever asks.

const { db, sql, author, here, who, propose, approve, reject, takeBack, proposal, status, text, write } = proposing();
const lesson = { spark: '' };
beforeEach(async () => {
  lesson.spark = await author.spark(undefined, { content_md: 'One.' });
  await author.lessonPackage(lesson.spark, { meta: { title: 'X' }, exercise_bank: BANK, quiz: ['b', 'c'] });
});

const [a, b, c] = ['a', 'b', 'c'].map((id) => BANK.find((one) => one.id === id) as Json) as [Json, Json, Json];
const change = (before: Json, fields: Json) => ({
  do: 'change',
  exercise_id: before.id,
  before,
  exercise: { ...before, ...fields },
});
const remove = (before: Json) => ({
  do: 'remove',
  exercise_id: before.id,
  before,
  why: 'It asks the same as another.',
});
const add = (id: string) => ({ do: 'add', exercise: exercise(id), needs_distractors: false });
const draft = (exercises: object[], more: Json = {}) =>
  propose(
    'exercises',
    { spark: null, exercises },
    { place_kind: 'spark', place_id: lesson.spark, base_version: 1, ...more },
  );
const EDIT = 'select public.edit_exercises($1, $2, true)';
const edited = (...edits: Json[]) => [
  here.workspace,
  JSON.stringify(edits.map((one, nth) => ({ spark_id: lesson.spark, nth, ...one }))),
];
const edit = (...edits: Json[]) => db.commitAsPerson(who.editor, (as) => as.query(EDIT, edited(...edits)));
const stored = () =>
  value<{ exercise_bank: Json[]; quiz: string[] }>(sql, 'select body from public.packages where spark_id = $1', [
    lesson.spark,
  ]);
const textHash = () =>
  value<string>(sql, 'select private.text_hash(content_md) from public.sparks where id = $1', [lesson.spark]);
const hashOf = async (id: string) => {
  const rows = await value<{ exercise_id: string; hash: string | null }[]>(
    sql,
    'select jsonb_agg(n) from private.exercises_named($1, $2, array[$3]) n',
    [here.workspace, lesson.spark, id],
  );
  return rows[0]?.hash;
};

describe('approving', () => {
  test('adds, changes and removes in one change set, which one undo takes back', async () => {
    const id = await draft([change(b, { stem: 'Is it better?' }), remove(c), add('draft-1')]);
    const { made, change_set_id } = await approve(id);
    expect(made).toMatchObject([{ kind: 'package', exercises: 3 }]);
    const { exercise_bank, quiz } = await stored();
    expect(exercise_bank).toEqual([a, { ...b, stem: 'Is it better?' }, exercise('draft-1')]);
    expect(quiz).toEqual(['b']);
    expect(
      await value(sql, 'select count(distinct change_set_id)::int from public.revisions where change_set_id = $1', [
        change_set_id,
      ]),
    ).toBe(1);
    await takeBack(id);
    expect(await stored()).toMatchObject({ exercise_bank: BANK, quiz: ['b', 'c'] });
    expect(await status(id)).toBe('pending');
  });

  test('part by part, with what a person wrote instead, and never another exercise than the draft names', async () => {
    const id = await draft([change(a, { stem: 'Drafted?' }), remove(b), change(c, { answer: false })]);
    const parts = [
      { nth: 0, is_approved: true, exercise: { ...a, id: 'c', stem: 'Written?' } },
      { nth: 1, is_approved: false, reason_code: 1 },
      { nth: 2, is_approved: true },
    ];
    await approve(id, { parts, final: { exercises: [remove(c), remove(c), remove(a)] } });
    expect((await stored()).exercise_bank).toEqual([{ ...a, stem: 'Written?' }, b, { ...c, answer: false }]);
  });

  test('a field that the draft leaves out goes', async () => {
    const { kept: _, ...without } = b;
    await approve(await draft([{ do: 'change', exercise_id: 'b', before: b, exercise: without }]));
    expect((await stored()).exercise_bank[1]).toEqual(without);
  });

  test('a body of an older studio, which says of no part what it does, adds', async () => {
    await approve(await draft([{ exercise: exercise('draft-1'), needs_distractors: false }]));
    expect((await stored()).exercise_bank).toHaveLength(4);
  });

  test('done again, it is approved again', async () => {
    const id = await draft([change(b, { stem: 'Is it better?' })]);
    await approve(id);
    await takeBack(id);
    const undoing = await value<string>(
      sql,
      'select c.undone_by from public.change_sets c join public.proposals p on p.change_set_id = c.id where p.id = $1',
      [id],
    );
    await db.commitAsPerson(who.reviewer, (as) => as.query('select public.undo_change_set($1)', [undoing]));
    expect(await status(id)).toBe('approved');
    expect((await stored()).exercise_bank[1]).toEqual({ ...b, stem: 'Is it better?' });
  });
});

describe('stale by itself', () => {
  test('while an exercise it is about says something else, and not for another one', async () => {
    const [id, other] = [await draft([change(b, { stem: 'Better?' })]), await draft([remove(a), add('draft-1')])];
    await edit(set('b', { stem: 'Edited?' }));
    expect(await proposal(id)).toMatchObject({ status: 'stale', stale_because: 'changed' });
    expect(await status(other)).toBe('pending');
    await edit(set('b', { stem: b.stem }));
    expect(await proposal(id)).toMatchObject({ status: 'pending', stale_because: null });
  });

  test('when the exercise is taken out, until it is back', async () => {
    const id = await draft([remove(b)]);
    const { rows } = await edit({ do: 'remove', exercise_id: 'b' });
    expect(await status(id)).toBe('stale');
    const change_set = (rows[0] as { edit_exercises: { change_set_id: string } }).edit_exercises.change_set_id;
    await db.commitAsPerson(who.editor, (as) => as.query('select public.undo_change_set($1)', [change_set]));
    expect(await status(id)).toBe('pending');
  });

  test('text and exercises both have to say what they said', async () => {
    const id = await draft([change(b, { stem: 'Better?' })]);
    await edit(set('b', { stem: 'Edited?' }));
    await write(lesson.spark, 'Two.');
    await write(lesson.spark, 'One.');
    expect(await proposal(id)).toMatchObject({ status: 'stale', stale_because: 'changed' });
    await write(lesson.spark, 'Two.');
    await edit(set('b', { stem: b.stem }));
    expect(await status(id)).toBe('stale');
    await write(lesson.spark, 'One.');
    expect(await status(id)).toBe('pending');
  });

  test('when it was drafted for an exercise that is another by then; a number written otherwise is the same', async () => {
    await edit(set('a', { tolerance: 1 }));
    await sql.query(
      `update public.packages set body = jsonb_set(body, '{exercise_bank,0,tolerance}', '1.0') where spark_id = $1`,
      [lesson.spark],
    );
    const same = await draft([change({ ...a, tolerance: 1 }, { stem: 'Same?' })]);
    expect(await status(same)).toBe('pending');
    await approve(same);
    expect(await status(await draft([change({ ...b, stem: 'Older?' }, { stem: 'Newer?' })]))).toBe('stale');
  });

  test('what was taken back waits only while its exercises are what they were', async () => {
    const id = await draft([remove(b)]);
    await reject(id);
    await edit(set('b', { stem: 'Edited?' }));
    await takeBack(id);
    expect(await status(id)).toBe('stale');
  });
});

describe('refused', () => {
  test('a part whose exercise changed, for that part alone, whoever asks', async () => {
    const id = await draft([change(a, { stem: 'Drafted a?' }), change(b, { stem: 'Drafted b?' })]);
    await edit(set('b', { stem: 'Edited?' }));
    const seen = { base_hash: await textHash() };
    expect(await codeOf(approve(id, seen))).toBe('TW003');
    const parts = [
      { nth: 0, is_approved: true },
      { nth: 1, is_approved: true, exercise_hash: 'of something else' },
    ];
    expect(await codeOf(approve(id, { ...seen, parts }))).toBe('TW003');
    expect(await status(id)).toBe('stale');
    // The owner of the database goes past every function, and not past the table.
    await sql.query("update public.proposals set status = 'pending' where id = $1", [id]);
    expect(
      await codeOf(
        sql.query(
          "update public.proposals set status = 'approved', decided_by = $2, decided_at = clock_timestamp() where id = $1",
          [id, who.reviewer],
        ),
      ),
    ).toBe('TW003');
    expect(await codeOf(sql.query("update public.proposals set exercise_bases = '{}' where id = $1", [id]))).toBe(
      'TW002',
    );
    await sql.query("update public.proposals set status = 'stale', stale_because = 'changed' where id = $1", [id]);
    await approve(id, {
      ...seen,
      parts: [
        { nth: 0, is_approved: true },
        { nth: 1, is_approved: false },
      ],
    });
    expect((await stored()).exercise_bank.map((one) => one.stem)).toEqual(['Drafted a?', 'Edited?', c.stem]);
  });

  test('and it is written as it was merged, with the hash that was seen, unless it moves again', async () => {
    const id = await draft([change(b, { stem: 'Drafted?' })]);
    await edit(set('b', { answer: false }));
    const merged = { ...b, stem: 'Drafted?', answer: false };
    const approval = async (exercise_hash: string | null | undefined) => ({
      base_hash: await textHash(),
      parts: [{ nth: 0, is_approved: true, exercise: merged, exercise_hash }],
    });
    const seen = await hashOf('b');
    await edit(set('b', { difficulty: 'hard' }));
    expect(await codeOf(approval(seen).then((one) => approve(id, one)))).toBe('TW003');
    await approve(id, await approval(await hashOf('b')));
    expect((await stored()).exercise_bank[1]).toEqual(merged);
    // Taken back, it is about an exercise that has moved.
    await takeBack(id);
    expect(await status(id)).toBe('stale');
  });

  test('a removed exercise cannot be changed', async () => {
    const id = await draft([change(b, { stem: 'Drafted?' })]);
    await edit({ do: 'remove', exercise_id: 'b' });
    expect(await codeOf(approve(id, { base_hash: await textHash() }))).toBe('TW003');
    expect(
      await codeOf(
        approve(id, { base_hash: await textHash(), parts: [{ nth: 0, is_approved: true, exercise_hash: null }] }),
      ),
    ).toBe('TW003');
  });

  test('a change that breaks the rules of packages', async () => {
    expect(await codeOf(draft([change(a, { answer: 'maybe' })]).then((id) => approve(id)))).toBe('TW006');
    expect((await stored()).exercise_bank).toEqual(BANK);
  });

  test.each([
    ['no id', { do: 'change', before: a, exercise: a }],
    ['nothing before', { do: 'remove', exercise_id: 'a', why: 'x' }],
    ['nothing after', { do: 'change', exercise_id: 'a', before: a }],
    ['an act nobody knows', { do: 'move', exercise_id: 'a', before: a }],
  ])('a draft with %s', async (_, part) => {
    expect(await codeOf(draft([part]))).toBe('TW006');
  });

  test('a draft that names an exercise twice, or no lesson', async () => {
    expect(await codeOf(draft([remove(a), change(a, { stem: 'x' })]))).toBe('TW006');
    expect(await codeOf(draft([remove(a)], { place_kind: null, place_id: null }))).toBe('TW006');
  });
});

describe('two at once', () => {
  const APPROVE = 'select public.decide_proposal($1, $2, \'{"do": "approve"}\')';

  test('an exercise that was being saved while its draft is approved: refused, and never lost', async () => {
    const id = await draft([change(b, { stem: 'Drafted?' })]);
    const [one, two] = [await db.connect(), await db.connect()];
    await db.beginAs(one, who.editor);
    await db.beginAs(two, who.reviewer);
    await one.query(EDIT, edited(set('b', { stem: 'Edited?' })));
    const late = codeOf(two.query(APPROVE, [here.workspace, id]));
    await expect.poll(() => waitingForLocks(sql)).toBe(1);
    await one.query('commit');
    expect(await late).toBe('TW002');
    await two.query('rollback');
    expect((await stored()).exercise_bank[1]?.stem).toBe('Edited?');
    expect(await status(id)).toBe('stale');
  });

  test('nobody waits in a ring: whoever has the bank and comes to the proposal goes first', async () => {
    const id = await draft([change(b, { stem: 'Drafted?' })]);
    const [one, two] = [await db.connect(), await db.connect()];
    await db.beginAs(one, who.editor);
    await db.beginAs(two, who.reviewer);
    await one.query('select from public.packages where spark_id = $1 for update', [lesson.spark]);
    expect(await codeOf(two.query(APPROVE, [here.workspace, id]))).toBe('TW003');
    await two.query('rollback');
    await one.query(EDIT, edited(set('b', { stem: 'Edited?' })));
    await one.query('commit');
    expect(await status(id)).toBe('stale');
  });

  test('an approval that came first stands, and who saves meanwhile hears of it', async () => {
    const id = await draft([change(b, { stem: 'Drafted?' })]);
    const [one, two] = [await db.connect(), await db.connect()];
    await db.beginAs(one, who.reviewer);
    await db.beginAs(two, who.editor);
    await one.query(APPROVE, [here.workspace, id]);
    const late = two.query<{ edit_exercises: { refused: object[] } }>(
      EDIT,
      edited(set('b', { stem: 'Edited?' }, { hash: await hashOf('b') })),
    );
    await expect.poll(() => waitingForLocks(sql)).toBe(1);
    await one.query('commit');
    expect((await late).rows[0]?.edit_exercises.refused).toMatchObject([{ code: 'conflict' }]);
    await two.query('commit');
    expect((await stored()).exercise_bank[1]?.stem).toBe('Drafted?');
    expect(await text(lesson.spark)).toBe('One.');
  });
});

describe('what weighs', () => {
  const risks = async (...exercises: object[]) => {
    const id = await draft(exercises);
    return value<string[]>(sql, 'select risks from public.proposals where id = $1', [id]);
  };
  const second = async (id: string) =>
    value<boolean>(sql, 'select private.wants_second(p) from public.proposals p where p.id = $1', [id]);
  /** Of twenty ids one is asked for in any case: this one is not. */
  const unasked = async (exercises: object[]) => {
    for (;;) {
      const id = await draft(exercises);
      const isAsked = await value<boolean>(sql, "select ('x' || left(md5($1), 8))::bit(32)::bigint % 20 = 0", [id]);
      if (!isAsked) return id;
    }
  };

  test('is a key that is new or another; what is only taken out or said better has none', async () => {
    expect(await risks(remove(c))).toEqual([]);
    expect(await risks(change(b, { stem: 'Said better?' }))).toEqual([]);
    expect(await risks(add('draft-1'))).toEqual(['answer_key']);
    expect(await risks(change(b, { answer_key: { option_id: 'another' } }))).toEqual(['answer_key']);
    // Each type says its answer in fields of its own.
    for (const other of [{ pairs: [] }, { items: ['2', '1'] }, { answer: false }, { accepted: ['x'] }, { value: 4 }])
      expect(await risks(change(b, other)), JSON.stringify(other)).toEqual(['answer_key']);
  });

  test('another answer of an exercise that is there always goes to a second reviewer, new exercises now and then', async () => {
    expect(await second(await unasked([add('draft-1')]))).toBe(false);
    expect(await second(await unasked([change(b, { answer_key: { option_id: 'another' } })]))).toBe(true);
  });
});

test('exercises that the reviewer wrote anew count as a person’s', async () => {
  const id = await draft([add('draft-1'), add('draft-2'), add('draft-3')]);
  await approve(id, {
    parts: [
      { nth: 0, is_approved: true, exercise: { ...exercise('draft-1'), stem: 'Better?' } },
      { nth: 1, is_approved: true },
      { nth: 2, is_approved: false, reason_code: 2 },
    ],
  });
  expect(await value<number>(sql, 'select human_share from public.proposals where id = $1', [id])).toBe(0.5);
  const untouched = await draft([add('draft-4')]);
  await approve(untouched);
  expect(await value<number>(sql, 'select human_share from public.proposals where id = $1', [untouched])).toBe(0);
});
