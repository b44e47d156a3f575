import { describe, expect, test } from 'vitest';
import { codeOf, list, value } from '../support/authoring.ts';
import { proposing } from '../support/proposing.ts';
import { waitingForLocks } from '../support/races.ts';

const {
  db,
  sql,
  author,
  here,
  who,
  job,
  propose,
  rewrite,
  lesson,
  approve,
  reject,
  takeBack,
  claim,
  proposal,
  status,
  text,
  write,
} = proposing();

const outline = {
  title: 'Bread with levain',
  modules: [
    { title: 'The levain', lessons: [{ title: 'What a levain is' }, { title: 'Feed a levain' }] },
    { title: 'The loaf', lessons: [{ title: 'Shape a loaf' }] },
  ],
};
const mcq = (id: string, stem = 'What does a levain eat?') => ({
  id,
  stem,
  cognitive_level: 'understand',
  difficulty: 'beginner',
  exercise_type: 'mcq',
  options: ['Flour', 'Salt', 'Sand'].map((of, nth) => ({
    id: `option-${nth + 1}`,
    label: 'ABC'[nth],
    text: of,
    rationale_wrong: nth === 0 ? null : 'No.',
  })),
  answer_key: { label: 'A', option_id: 'option-1', rationale_right: 'Flour.' },
});
const bank = async (spark: string) =>
  (await value<{ exercise_bank: { id: string }[]; quiz: string[] } | null>(
    sql,
    'select body from public.packages where spark_id = $1',
    [spark],
  )) ?? { exercise_bank: [], quiz: [] };

describe('approving', () => {
  test('a new text goes into its lesson, marked with who drafted and who approved it, and is undone in one step', async () => {
    const spark = await author.spark(undefined, { content_md: 'Old words.' });
    const id = await rewrite(spark, 'New words.');
    const { change_set_id } = await approve(id, { human_share: 0.25 });
    expect(await text(spark)).toBe('New words.');
    expect(await value(sql, 'select ai_metadata from public.sparks where id = $1', [spark])).toMatchObject({
      review_status: 'approved',
      generated_by: 'builtin',
      human_share: 0.25,
    });
    expect(await value(sql, 'select action from public.change_sets where id = $1', [change_set_id])).toBe('approval');
    await takeBack(id);
    expect(await text(spark)).toBe('Old words.');
    expect(await status(id)).toBe('pending');
  });

  test('what a person edited is what is written, and both texts are kept', async () => {
    const spark = await author.spark(undefined, { content_md: 'Old words.' });
    const id = await rewrite(spark, 'Drafted words.');
    await approve(id, { final: { content_md: 'Edited words.' }, human_share: 0.5 });
    expect(await text(spark)).toBe('Edited words.');
    const [kept] = await list<{ body: object; final: object }>(
      sql,
      'select body, final from public.proposals where id = $1',
      [id],
    );
    expect(kept).toMatchObject({ body: { content_md: 'Drafted words.' }, final: { content_md: 'Edited words.' } });
  });

  test('lessons of a course grow their trail and concepts, whichever comes first, and each once', async () => {
    const { run, step } = await job(outline);
    const [first, second, third] = [
      await propose('spark', lesson('a', 'What a levain is'), { run, step }),
      await propose('spark', lesson('b', 'Feed a levain'), { run, step }),
      await propose('spark', lesson('c', 'Shape a loaf'), { run, step }),
    ];
    for (const id of [third, second, first]) await approve(id as string);
    const rows = await list(
      sql,
      `select t.title as trail, c.title as concept, c.order_index, s.title as spark, s.is_published from public.sparks s
       join public.concept_sparks x on x.spark_id = s.id join public.concepts c on c.id = x.concept_id join public.trails t on t.id = c.trail_id
       where s.workspace_id = $1 order by c.order_index, s.title`,
      [here.workspace],
    );
    expect(rows).toEqual([
      {
        trail: 'Bread with levain',
        concept: 'The levain',
        order_index: 0,
        spark: 'Feed a levain',
        is_published: false,
      },
      {
        trail: 'Bread with levain',
        concept: 'The levain',
        order_index: 0,
        spark: 'What a levain is',
        is_published: false,
      },
      { trail: 'Bread with levain', concept: 'The loaf', order_index: 1, spark: 'Shape a loaf', is_published: false },
    ]);
    // One lesson goes again, and the others keep their concept.
    await takeBack(third as string);
    expect(await value(sql, 'select count(*)::int from public.sparks where workspace_id = $1', [here.workspace])).toBe(
      2,
    );
    expect(
      await value(sql, 'select count(*)::int from public.concepts where workspace_id = $1', [here.workspace]),
    ).toBe(2);
  });

  test('exercises go into the bank of their lesson part by part, once that lesson is there', async () => {
    const { run, step } = await job(outline);
    const spark = await propose('spark', lesson('a', 'What a levain is'), { run, step });
    const exercises = [mcq('draft-1'), mcq('draft-2', 'Who eats flour?'), mcq('draft-3', 'And who does not?')];
    const id = await propose(
      'exercises',
      { spark: 'What a levain is', exercises: exercises.map((exercise) => ({ exercise, needs_distractors: false })) },
      { run, step },
    );
    expect(await codeOf(approve(id))).toBe('TW002');
    const { made } = await approve(spark);
    const parts = [
      { nth: 0, is_approved: true },
      { nth: 1, is_approved: false, reason_code: 7 },
      { nth: 2, is_approved: true },
    ];
    await approve(id, { parts });
    const stems = (await bank(made[0]?.id as string)).exercise_bank.map((one) => (one as { stem?: string }).stem);
    expect(stems).toEqual(['What does a levain eat?', 'And who does not?']);
  });

  test('a quiz brings its questions and asks them together', async () => {
    const spark = await author.spark();
    const id = await propose(
      'quiz',
      { spark: null, exercises: [{ exercise: mcq('draft-1'), needs_distractors: false }] },
      { place_kind: 'spark', place_id: spark, base_version: 1 },
    );
    await approve(id);
    const { exercise_bank, quiz } = await bank(spark);
    expect(quiz).toEqual(exercise_bank.map((one) => one.id));
  });

  test('links that would close a loop are refused whole, the others are drawn', async () => {
    const [a, b] = [await author.spark(), await author.spark()];
    const end = (id: string) => ({ id, title: id, version: 1 });
    const link = (source: string, target: string) => ({
      source: end(source),
      target: end(target),
      term: 't',
      reason: 'r',
      confidence: 0.5,
    });
    const good = await propose('links', { title: 'Links', links: [link(a, b)] });
    const bad = await propose('links', { title: 'Links', links: [link(b, a)] });
    await approve(good);
    expect(await codeOf(approve(bad))).toBe('TW001');
    expect(await status(bad)).toBe('pending');
  });

  test('a draft that came by import waits in the queue, and is approved as it stands', async () => {
    const spark = await author.spark(undefined, {
      ai_metadata: JSON.stringify({ generated_by: 'gpt', review_status: 'pending' }),
    });
    const [waiting] = await list<{ id: string }>(
      sql,
      "select id from public.proposals where place_id = $1 and kind = 'draft' and status = 'pending'",
      [spark],
    );
    const id = waiting?.id as string;
    // What an editor does to it meanwhile is part of what is approved.
    await write(spark, 'Better words.');
    expect(await status(id)).toBe('pending');
    await approve(id);
    expect(await value(sql, "select ai_metadata ->> 'review_status' from public.sparks where id = $1", [spark])).toBe(
      'approved',
    );
    await takeBack(id);
    expect(
      await value(sql, "select count(*)::int from public.proposals where place_id = $1 and status = 'pending'", [
        spark,
      ]),
    ).toBe(1);
    await reject(id);
    expect(await value(sql, "select ai_metadata ->> 'review_status' from public.sparks where id = $1", [spark])).toBe(
      'rejected',
    );
  });
});

describe('what is refused', () => {
  test('an approval by an editor, of one’s own order, and twice', async () => {
    const spark = await author.spark();
    const id = await rewrite(spark, 'New.');
    expect(await codeOf(approve(id, {}, who.editor))).toBe('42501');
    const own = await rewrite(spark, 'Newer.', { created_by: who.reviewer });
    expect(await codeOf(approve(own))).toBe('TW007');
    await sql.query('update public.workspaces set allows_self_approval = true where id = $1', [here.workspace]);
    await approve(own);
    expect(await codeOf(approve(own))).toBe('TW002');
  });

  test('whoever writes: self, stale, seeded, by nobody and by an editor; the secret key writes none at all', async () => {
    const spark = await author.spark(undefined, { content_md: 'Old.' });
    const [own, seeded, stale] = [
      await rewrite(spark, 'Own.', { created_by: who.reviewer }),
      await rewrite(spark, 'A fault.', { is_seeded: true }),
      await rewrite(spark, 'Late.'),
    ];
    const approveByHand = (id: string, by: string | null) =>
      codeOf(
        sql.query(
          "update public.proposals set status = 'approved', decided_at = now(), decided_by = $2 where id = $1",
          [id, by],
        ),
      );
    expect(await codeOf(db.asService((as) => as.query("update public.proposals set status = 'approved'")))).toBe(
      '42501',
    );
    expect(await approveByHand(own as string, who.reviewer)).toBe('TW007');
    expect(await approveByHand(seeded as string, who.reviewer)).toBe('TW007');
    expect(await approveByHand(stale as string, who.editor)).toBe('42501');
    expect(await approveByHand(stale as string, null)).toBe('42501');
    await write(spark, 'Moved on.');
    expect(await approveByHand(stale as string, who.reviewer)).toBe('TW002');
    const make = (column: string, by: unknown) =>
      codeOf(sql.query(`update public.proposals set ${column} = $2 where id = $1`, [stale, by]));
    expect(await make('created_by', who.other)).toBe('TW002');
    expect(await make('body', '{"kind": "spark"}')).toBe('TW002');
    expect(await make('base_hash', 'x')).toBe('TW002');
    expect(await make('is_seeded', true)).toBe('TW002');
  });

  test('a rejection without a reason, and "something else" without words', async () => {
    const id = await rewrite(await author.spark(), 'New.');
    expect(await codeOf(reject(id, 0))).toBe('TW006');
    expect(await codeOf(reject(id, 9))).toBe('TW006');
    await reject(id, 1);
    expect(await status(id)).toBe('rejected');
  });
});

describe('a lesson that moves', () => {
  test('makes what was written for it stale, and waiting again when it comes back', async () => {
    const spark = await author.spark(undefined, { content_md: 'One.' });
    const id = await rewrite(spark, 'Two.');
    await sql.query('update public.sparks set is_published = true where id = $1', [spark]);
    expect(await status(id)).toBe('pending');
    await write(spark, 'Other words.');
    expect(await proposal(id)).toMatchObject({ status: 'stale', stale_because: 'changed' });
    expect(await codeOf(approve(id))).toBe('TW002');
    await write(spark, 'One.');
    expect(await status(id)).toBe('pending');
  });

  test('is merged by a reviewer who looked at what it says now, and refused when it moved again', async () => {
    const spark = await author.spark(undefined, { content_md: 'One.' });
    const id = await rewrite(spark, 'Two.');
    await write(spark, 'Other words.');
    const seen = await value<string>(sql, 'select private.text_hash(content_md) from public.sparks where id = $1', [
      spark,
    ]);
    await write(spark, 'And others.');
    const merged = { base_hash: seen, final: { content_md: 'Merged.' } };
    expect(await codeOf(approve(id, merged))).toBe('TW003');
    expect(await status(id)).toBe('stale');
    const now = await value<string>(sql, 'select private.text_hash(content_md) from public.sparks where id = $1', [
      spark,
    ]);
    await approve(id, { ...merged, base_hash: now });
    expect(await text(spark)).toBe('Merged.');
  });

  test('into the trash makes them stale; two drafts for one lesson: approving one makes the other stale', async () => {
    const [gone, kept] = [await author.spark(), await author.spark(undefined, { content_md: 'One.' })];
    const lost = await rewrite(gone, 'New.');
    await sql
      .query("select public.trash('spark', $1)", [gone])
      .catch(() => sql.query('delete from public.sparks where id = $1', [gone]));
    expect(await proposal(lost)).toMatchObject({ status: 'stale', stale_because: 'gone' });
    const [one, two] = [await rewrite(kept, 'Two.'), await rewrite(kept, 'Three.')];
    await approve(one);
    expect(await status(two)).toBe('stale');
    await takeBack(one);
    expect(await status(two)).toBe('pending');
  });

  test('undone in the history, the proposal waits again; done again, it is approved again', async () => {
    const spark = await author.spark(undefined, { content_md: 'One.' });
    const id = await rewrite(spark, 'Two.');
    const { change_set_id } = await approve(id);
    const undo = (change_set: string | null) =>
      db.commitAsPerson(who.reviewer, (as) => value<string>(as, 'select public.undo_change_set($1)', [change_set]));
    const undone = await undo(change_set_id);
    expect(await status(id)).toBe('pending');
    await undo(undone);
    expect(await status(id)).toBe('approved');
    expect(await text(spark)).toBe('Two.');
  });
});

describe('two reviewers', () => {
  test('who claim one proposal: one has it, the other is told who; it is free again when that ends', async () => {
    const id = await rewrite(await author.spark(), 'New.');
    const answers = await Promise.all([codeOf(claim(id)), codeOf(claim(id, who.other))]);
    expect(answers.sort()).toEqual([null, 'TW005'].sort());
    await sql.query('delete from public.proposal_claims');
    await claim(id);
    expect(await codeOf(approve(id, {}, who.other))).toBe('TW005');
    await sql.query("update public.proposal_claims set until = now() - interval '1 second'");
    await approve(id, {}, who.other);
  });

  test('who approve one proposal at once write it once', async () => {
    const spark = await author.spark(undefined, { content_md: 'One.' });
    const id = await rewrite(spark, 'Two.');
    const [one, two] = [await db.connect(), await db.connect()];
    await db.beginAs(one, who.reviewer);
    await db.beginAs(two, who.other);
    const decide = 'select public.decide_proposal($1, $2, \'{"do": "approve"}\')';
    await one.query(decide, [here.workspace, id]);
    const late = codeOf(two.query(decide, [here.workspace, id]));
    await expect.poll(() => waitingForLocks(sql)).toBe(1);
    await one.query('commit');
    expect(await late).toBe('TW002');
    await two.query('rollback');
    expect(
      await value(
        sql,
        "select count(*)::int from public.revisions where entity_id = $1 and body ->> 'content_md' = 'Two.'",
        [spark],
      ),
    ).toBe(1);
  });

  test('of whom one edits the lesson while the other approves: nobody waits in a ring, and nothing is lost', async () => {
    const spark = await author.spark(undefined, { content_md: 'One.' });
    const id = await rewrite(spark, 'Two.');
    const [one, two] = [await db.connect(), await db.connect()];
    await db.beginAs(one, who.editor);
    await db.beginAs(two, who.reviewer);
    await one.query("update public.sparks set content_md = 'Edited.' where id = $1", [spark]);
    const late = codeOf(
      two.query('select public.decide_proposal($1, $2, \'{"do": "approve"}\')', [here.workspace, id]),
    );
    await expect.poll(() => waitingForLocks(sql)).toBe(1);
    await one.query('commit');
    expect(await late).toBe('TW002');
    await two.query('rollback');
    expect(await text(spark)).toBe('Edited.');
    expect(await status(id)).toBe('stale');
  });
});
