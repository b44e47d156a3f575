import { describe, expect, test } from 'vitest';
import { codeOf, list, runImport, value } from '../support/authoring.ts';

import { spark as sparkItem } from '../support/importing.ts';
import { proposing } from '../support/proposing.ts';
import { waitingForLocks } from '../support/races.ts';

const { db, sql, author, here, who, approve, reject, takeBack, proposal, status, text, write } = proposing();

const versionOf = (spark: string) => value<number>(sql, 'select version from public.sparks where id = $1', [spark]);

/** Proposes as somebody, for the lesson as it is unless said otherwise. */
async function change(spark: string, of: Record<string, unknown>, person = who.editor): Promise<string> {
  const given = { base_version: await versionOf(spark), content_md: await text(spark), ...of };
  return db.commitAsPerson(person, (as) =>
    value<string>(as, 'select public.propose_change($1, $2, $3)', [here.workspace, spark, JSON.stringify(given)]),
  );
}
const published = (content_md = 'Old words.') => author.spark(undefined, { content_md, is_published: true });
const passage = (quote: string, words: string) => ({ quote, before: '', after: '', at: 0, words });
const askForProposals = () =>
  sql.query('update public.workspaces set asks_for_proposals = true where id = $1', [here.workspace]);
const row = async (spark: string) =>
  (await list<Record<string, unknown>>(sql, 'select * from public.sparks where id = $1', [spark]))[0];
const told = (person: string) =>
  list<{ kind: string; words: string | null }>(
    sql,
    'select kind, words from private.notifications where user_id = $1 order by id',
    [person],
  );

describe('what a person proposes', () => {
  test('is approved as it is: text and the fields that they changed, all of it a person’s, without a model; undone in one step', async () => {
    const spark = await published();
    const id = await change(spark, {
      content_md: 'New words.',
      title: 'Another title',
      estimated_mins: 9,
      note: 'Clearer.',
    });
    expect(await text(spark)).toBe('Old words.');
    await sql.query("update public.sparks set summary = 'By somebody else.' where id = $1", [spark]);
    await approve(id);
    expect(await row(spark)).toMatchObject({
      content_md: 'New words.',
      title: 'Another title',
      estimated_mins: 9,
      summary: 'By somebody else.',
      ai_metadata: { review_status: 'approved', human_share: 1 },
    });
    expect((await row(spark))?.ai_metadata).not.toHaveProperty('generated_by');
    expect(await proposal(id)).toMatchObject({ status: 'approved', human_share: 1 });
    expect(await told(who.editor)).toMatchObject([{ kind: 'approved' }]);
    await takeBack(id);
    expect(await row(spark)).toMatchObject({ content_md: 'Old words.', estimated_mins: 5 });
    expect(await status(id)).toBe('pending');
  });

  test('is not taken back into the queue once its author has proposed anew, and the text stays as it was approved', async () => {
    const spark = await published();
    const first = await change(spark, { content_md: 'New words.' });
    await approve(first);
    const second = await change(spark, { content_md: 'Newer words.' });
    expect(await codeOf(takeBack(first))).toBe('TW002');
    expect([await status(first), await status(second), await text(spark)]).toEqual([
      'approved',
      'pending',
      'New words.',
    ]);
    await reject(second);
    await takeBack(first);
    expect([await status(first), await text(spark)]).toEqual(['pending', 'Old words.']);
  });

  test('is not taken back among several either, and nothing of them is', async () => {
    const [spark, another] = [await published(), await published()];
    const ids = [await change(spark, { content_md: 'New words.' }), await change(another, { content_md: 'Others.' })];
    for (const id of ids) await approve(id);
    await change(spark, { content_md: 'Newer words.' });
    const together = db.commitAsPerson(who.reviewer, (as) =>
      as.query('select public.undo_decisions($1, $2)', [here.workspace, ids]),
    );
    expect(await codeOf(together)).toBe('TW002');
    expect(await Promise.all(ids.map(status))).toEqual(['approved', 'approved']);
    expect([await text(spark), await text(another)]).toEqual(['New words.', 'Others.']);
  });

  test.each([
    ['one', 'select public.undo_decision($1, $2)', (id: string) => id],
    ['several', 'select public.undo_decisions($1, $2)', (id: string) => [id]],
  ])('taken back (%s) waits for whoever holds the lesson, and then sees what they did', async (_, call, given) => {
    const spark = await published();
    const id = await change(spark, { content_md: 'New words.' });
    await approve(id);
    const first = await db.connect();
    await db.beginAs(first, who.reviewer);
    await first.query('select public.undo_decision($1, $2)', [here.workspace, id]);
    const second = codeOf(db.commitAsPerson(who.other, (as) => as.query(call, [here.workspace, given(id)])));
    await expect.poll(() => waitingForLocks(sql)).toBe(1);
    await first.query('commit');
    expect(await second).toBe('TW002');
    expect([await status(id), await text(spark)]).toEqual(['pending', 'Old words.']);
  });

  test('edited before it is approved is a person’s all the same; what a model wrote of the lesson stays a model’s', async () => {
    const spark = await author.spark(undefined, {
      content_md: 'Old words.',
      ai_metadata: '{"generated_by": "a-model", "review_status": "approved", "human_share": 0.2}',
    });
    const id = await change(spark, { content_md: 'New words.' });
    await approve(id, { final: { content_md: 'Newer words.' }, human_share: 0.5 });
    expect(await row(spark)).toMatchObject({
      content_md: 'Newer words.',
      ai_metadata: { generated_by: 'a-model', human_share: 0.2 },
    });
    expect(await proposal(id)).toMatchObject({ human_share: 1 });
  });

  test('is not approved by its author, not decided by an editor, and tells its author why it was rejected', async () => {
    const spark = await published();
    const own = await change(spark, { content_md: 'New words.' }, who.reviewer);
    expect(await codeOf(approve(own))).toBe('TW007');
    const id = await change(spark, { content_md: 'Newer words.' });
    expect(await codeOf(approve(id, {}, who.editor))).toBe('42501');
    await reject(id, 3);
    expect(await status(id)).toBe('rejected');
    expect(await told(who.editor)).toMatchObject([{ kind: 'rejected' }]);
  });

  test('turns stale with the lesson, and is merged by whoever looked at it', async () => {
    const spark = await published();
    const id = await change(spark, { content_md: 'New words.' });
    await write(spark, 'Moved on.', who.reviewer);
    expect(await proposal(id)).toMatchObject({ status: 'stale', stale_because: 'changed' });
    expect(await codeOf(approve(id))).toBe('TW002');
    const base_hash = await value(sql, 'select private.text_hash(content_md) from public.sparks where id = $1', [
      spark,
    ]);
    await approve(id, { base_hash, final: { content_md: 'Merged.' } });
    expect(await text(spark)).toBe('Merged.');
    // Taken back, it is of the words before again: approved as it is, it would undo what others wrote.
    await takeBack(id);
    expect(await text(spark)).toBe('Moved on.');
    expect(await proposal(id)).toMatchObject({ status: 'stale', stale_because: 'changed' });
    expect(await codeOf(approve(id))).toBe('TW002');
    const late = await change(spark, { base_version: 1, content_md: 'For the first version.' });
    expect(await status(late)).toBe('stale');
  });

  test('is superseded by a newer one of the same person; suggestions for passages and other people’s stand beside it', async () => {
    const spark = await published();
    const first = await change(spark, { content_md: 'One.' });
    const others = await change(spark, { content_md: 'Of somebody else.' }, who.other);
    const beside = await change(spark, { content_md: 'New words.', passage: passage('Old', 'New') });
    const second = await change(spark, { content_md: 'Two.' });
    const again = await change(spark, { content_md: 'Odd words.', passage: passage('Old', 'Odd'), replaces: beside });
    expect(await Promise.all([first, others, beside, second, again].map(status))).toEqual([
      'superseded',
      'pending',
      'superseded',
      'pending',
      'pending',
    ]);
  });

  test('changes nothing but its passage, and stands in the queue under a heading of its own', async () => {
    const spark = await published();
    const odd = { content_md: 'New words.', passage: passage('Old', 'New') };
    expect(await codeOf(change(spark, { ...odd, title: 'Another title' }))).toBe('TW006');
    expect(await codeOf(change(spark, { ...odd, passage: 5 }))).toBe('TW006');
    expect(await codeOf(change(spark, { ...odd, passage: { quote: 'Old' } }))).toBe('TW006');
    const id = await change(spark, odd);
    const queue = (filter: object) =>
      db.commitAsPerson(who.reviewer, (as) =>
        value<{ items: { id: string; in_group: string }[] }>(as, 'select public.read_review_queue($1, $2, 0, 200)', [
          here.workspace,
          JSON.stringify({ show: 'all', ...filter }),
        ]),
      );
    expect((await queue({ groups: ['change'] })).items).toContainEqual(
      expect.objectContaining({ id, in_group: 'change' }),
    );
    expect((await queue({ groups: ['rewrite'] })).items.map((one) => one.id)).not.toContain(id);
  });

  test('sent twice at once waits once; taken back beside a newer one it does not wait again', async () => {
    const spark = await published();
    const [first, second] = await Promise.all([
      change(spark, { content_md: 'One.' }),
      change(spark, { content_md: 'Two.' }),
    ]);
    expect((await Promise.all([first, second].map((id) => status(id as string)))).toSorted()).toEqual([
      'pending',
      'superseded',
    ]);
    const waiting = (await status(first as string)) === 'pending' ? first : second;
    await reject(waiting as string);
    await change(spark, { content_md: 'Three.' });
    expect(await codeOf(takeBack(waiting as string))).toBe('TW002');
    expect(await status(waiting as string)).toBe('rejected');
  });

  test('waits for whoever is saving the lesson, and is stale by what they saved', async () => {
    const spark = await published();
    const saving = await db.connect();
    await db.beginAs(saving, who.reviewer);
    await saving.query("update public.sparks set content_md = 'Saved meanwhile.' where id = $1", [spark]);
    const proposed = change(spark, { content_md: 'New words.' });
    await expect.poll(() => waitingForLocks(sql)).toBe(1);
    await saving.query('commit');
    expect(await status(await proposed)).toBe('stale');
  });

  test('is withdrawn by its author, never by another editor', async () => {
    const spark = await published();
    const id = await change(spark, { content_md: 'New words.' });
    const stranger = await db.createPerson();
    await db.addMember(here.workspace, stranger, 'editor');
    const withdraw = (person: string) =>
      codeOf(
        db.commitAsPerson(person, (as) => as.query('select public.withdraw_proposal($1, $2)', [here.workspace, id])),
      );
    expect(await withdraw(stranger)).toBe('TW007');
    expect(await withdraw(who.editor)).toBeNull();
    expect(await status(id)).toBe('withdrawn');
  });

  test.each([
    ['nothing that differs', {}, 'TW006'],
    ['the title that the lesson has', { title: 'same' }, 'TW006'],
    ['a version that is not there yet', { content_md: 'New.', base_version: 99 }, 'TW006'],
    ['a title that nobody sees', { title: '\u200b\u200b' }, 'TW006'],
    ['minutes out of range', { estimated_mins: 61 }, 'TW006'],
    ['a difficulty that is none', { difficulty: 'absurd' }, 'TW006'],
    ['a note without end', { content_md: 'New.', note: 'x'.repeat(2001) }, 'TW006'],
  ])('is refused with %s', async (_, of: Record<string, unknown>, code) => {
    const spark = await published();
    const title = of.title === 'same' ? (await row(spark))?.title : of.title;
    expect(await codeOf(change(spark, { ...of, ...(title ? { title } : {}) }))).toBe(code);
  });

  test('is refused for a lesson of another workspace and by somebody from elsewhere', async () => {
    const spark = await published();
    expect(await codeOf(change(spark, { content_md: 'New.' }, await db.createPerson()))).toBe('42501');
    await sql.query('delete from public.sparks where id = $1', [spark]);
    expect(await codeOf(change(spark, { base_version: 1, content_md: 'New.' }))).toBe('TW004');
  });

  test('shows beside the lesson, with the whole text for its author alone', async () => {
    const spark = await published();
    await change(spark, { content_md: 'New words.', passage: passage('Old', 'New'), note: 'Newer.' });
    await change(spark, { content_md: 'Whole.' });
    const seen = (person: string) =>
      db.commitAsPerson(person, (as) =>
        value<Record<string, unknown>[]>(as, 'select public.read_suggestions($1, $2)', [here.workspace, spark]),
      );
    expect(await seen(who.editor)).toMatchObject([
      { is_own: true, note: 'Newer.', passage: { quote: 'Old', words: 'New' }, content_md: null },
      { is_own: true, note: null, passage: null, content_md: 'Whole.' },
    ]);
    expect(await seen(who.reviewer)).toMatchObject([{ is_own: false }, { is_own: false, content_md: null }]);
  });
});

describe('where a workspace asks for proposals', () => {
  test.each([
    ['its text', "content_md = 'Other.'"],
    ['its title', "title = 'Other title'"],
    ['its minutes', 'estimated_mins = 7'],
    ['that it is published', 'is_published = false'],
  ])('an editor does not change %s of a published lesson', async (_, set) => {
    await askForProposals();
    const spark = await published();
    const save = (person: string) =>
      codeOf(db.commitAsPerson(person, (as) => as.query(`update public.sparks set ${set} where id = $1`, [spark])));
    expect(await save(who.editor)).toBe('TW007');
    expect(await save(who.reviewer)).toBeNull();
  });

  test('an editor does not bin, undo or bulk edit it either; drafts are edited as ever', async () => {
    const [spark, draft] = [await published(), await author.spark(undefined, { content_md: 'Draft.' })];
    await write(spark, 'Mine.', who.editor);
    const mine = await value<string>(
      sql,
      'select id from public.change_sets where workspace_id = $1 order by ordinal desc limit 1',
      [here.workspace],
    );
    await askForProposals();
    const as = (statement: string, values: unknown[]) =>
      codeOf(db.commitAsPerson(who.editor, (one) => one.query(statement, values)));
    expect(await as('select public.undo_change_set($1)', [mine])).toBe('TW007');
    expect(await as('delete from public.sparks where id = $1', [spark])).toBe('TW007');
    expect(await text(spark)).toBe('Mine.');
    await write(draft, 'Another draft.', who.editor);
    expect(await text(draft)).toBe('Another draft.');
    const id = await change(spark, { content_md: 'Proposed.' });
    await approve(id);
    expect(await text(spark)).toBe('Proposed.');
    await takeBack(id);
    expect(await text(spark)).toBe('Mine.');
  });

  test('without that an editor writes as ever', async () => {
    const spark = await published();
    await write(spark, 'Other.', who.editor);
    expect(await text(spark)).toBe('Other.');
  });
});

describe('what became of a draft', () => {
  test('is written by its decision: nobody writes it directly, and a file of a reviewer brings no approval', async () => {
    const spark = await author.spark('drafted', { ai_metadata: '{"review_status": "pending"}' });
    const approved = { slug: 'drafted', ai_metadata: { review_status: 'approved' }, title: 'By a file' };
    expect(
      await codeOf(
        db.commitAsPerson(who.reviewer, (as) =>
          as.query("update public.sparks set ai_metadata = '{}' where id = $1", [spark]),
        ),
      ),
    ).toBe('42501');
    await db.commitAsPerson(who.reviewer, (as) => runImport(as, here.workspace, [sparkItem('drafted', approved)]));
    expect(await row(spark)).toMatchObject({ title: 'By a file', ai_metadata: { review_status: 'pending' } });
    const id = await value<string>(
      sql,
      "select id from public.proposals where place_id = $1 and status = 'pending' and kind = 'draft'",
      [spark],
    );
    await approve(id);
    expect(await row(spark)).toMatchObject({ ai_metadata: { review_status: 'approved' } });
  });
});
