import { expect, test } from 'vitest';
import { value } from '../support/authoring.ts';
import { talking } from '../support/talking.ts';

const { db, sql, author, here, who, as, start, say, threads, rewrite } = talking();

const refused = (code: string) => ({ code });
const undo = (change_set: string) =>
  db.commitAsPerson(who.editor, (run) => run.query('select public.undo_change_set($1)', [change_set]));
const trash = (spark: string) => as<string>(who.editor, 'trash', 'spark', spark);

test('a thread begins at a passage, is answered by anybody of the workspace, and read by them alone', async () => {
  const spark = await author.spark();
  const { thread_id } = await start({ spark_id: spark }, 'Is this so?', { before: 'x', after: 'y', at: 7 });
  await say(thread_id, 'It is.', [], who.reviewer);
  const [thread] = await threads(spark);
  expect(thread).toMatchObject({ quote: 'the words', before: 'x', after: 'y', at: 7, version: 1, resolved_at: null });
  expect(thread?.comments.map(({ body, created_by }) => [body, created_by])).toEqual([
    ['Is this so?', who.editor],
    ['It is.', who.reviewer],
  ]);
  const stranger = await db.createPerson();
  await expect(as(stranger, 'read_threads', spark)).rejects.toMatchObject(refused('42501'));
  await expect(say(thread_id, 'Me too', [], stranger)).rejects.toMatchObject(refused('42501'));
  expect(
    await db.commitAsPerson(stranger, (run) => value(run, 'select count(*)::int from public.comment_threads')),
  ).toBe(0);
});

test('of another workspace nothing is commented on, answered or read', async () => {
  const spark = await author.spark();
  const { thread_id } = await start({ spark_id: spark });
  const elsewhere = await db.createWorkspace();
  await db.addMember(elsewhere, who.editor, 'admin');
  const there = <T>(call: string, ...args: unknown[]) =>
    db.commitAsPerson(who.editor, (run) => value<T>(run, call, [elsewhere, ...args]));
  const thread = JSON.stringify({ spark_id: spark, quote: 'q', body: 'b' });
  await expect(there('select public.start_thread($1, $2)', thread)).rejects.toMatchObject(refused('TW004'));
  await expect(there("select public.add_comment($1, $2, 'x')", thread_id)).rejects.toMatchObject(refused('TW004'));
  expect(await there('select public.read_threads($1, $2)', spark)).toEqual([]);
});

test('only members are mentioned, whoever writes it', async () => {
  const spark = await author.spark();
  const stranger = await db.createPerson();
  await db.addMember(await db.createWorkspace(), stranger, 'editor');
  const { thread_id, comment_id } = await start({ spark_id: spark });
  await expect(say(thread_id, '@Them', [stranger])).rejects.toMatchObject(refused('TW006'));
  await expect(start({ spark_id: spark }, '@Them', { mentions: [stranger] })).rejects.toMatchObject(refused('TW006'));
  await expect(as(who.editor, 'edit_comment', comment_id, '@Them', [stranger])).rejects.toMatchObject(refused('TW006'));
  await expect(
    db.asService((run) =>
      run.query('insert into public.comments (workspace_id, thread_id, body, mentions) values ($1, $2, $3, $4)', [
        here.workspace,
        thread_id,
        'x',
        [stranger],
      ]),
    ),
  ).rejects.toMatchObject({ code: /TW006|42501/ });
  await say(thread_id, '@You', [who.reviewer]);
  expect((await threads(spark))[0]?.comments.at(-1)?.mentions).toEqual([who.reviewer]);
});

test.each([
  ['nothing', '', 'words', '23514'],
  ['what nobody sees', '\u200b\u2060 \u202e', 'words', '23514'],
  ['too much', 'x'.repeat(100_000), 'words', '23514'],
  ['as much as there may be', 'x'.repeat(4_000), 'words', null],
  ['right to left', 'למה לא?', 'הנתונים', null],
  ['about nothing', 'Why?', '\u200b', '23514'],
  ['about too much', 'Why?', 'x'.repeat(1_001), '23514'],
])('a comment of %s', async (_, body, quote, code) => {
  const made = start({ spark_id: await author.spark() }, body, { quote });
  if (code) await expect(made).rejects.toMatchObject(refused(code));
  else expect(await made).toHaveProperty('thread_id');
});

test('one changes and deletes what one wrote oneself, and answers keep the place of what they answer', async () => {
  const spark = await author.spark();
  const { thread_id, comment_id } = await start({ spark_id: spark });
  await expect(as(who.reviewer, 'edit_comment', comment_id, 'Mine')).rejects.toMatchObject(refused('TW007'));
  await expect(as(who.reviewer, 'delete_comment', comment_id)).rejects.toMatchObject(refused('TW007'));
  await as(who.editor, 'edit_comment', comment_id, 'Why not?');
  const answer = await say(thread_id, 'Because.', [], who.reviewer);
  await as(who.editor, 'delete_comment', comment_id);
  const [thread] = await threads(spark);
  expect(thread?.comments.map(({ body, is_deleted }) => [body, is_deleted])).toEqual([
    ['', true],
    ['Because.', false],
  ]);
  await expect(as(who.editor, 'edit_comment', comment_id, 'Again')).rejects.toMatchObject(refused('TW004'));
  await as(who.reviewer, 'delete_comment', answer);
  expect(await threads(spark)).toEqual([]);
  await expect(say(thread_id, 'Hello?')).rejects.toMatchObject(refused('TW004'));
});

test('of two who resolve at once the first did, the second finds it done, and it can be opened again', async () => {
  const spark = await author.spark();
  const { thread_id } = await start({ spark_id: spark });
  const resolve = (person: string, is_resolved = true) =>
    as<{ resolved_by: string | null }>(person, 'resolve_thread', thread_id, is_resolved);
  const both = await Promise.all([resolve(who.reviewer), resolve(who.other)]);
  expect(both[0]?.resolved_by).toBe(both[1]?.resolved_by);
  expect((await threads(spark))[0]?.resolved_by).toBe(both[0]?.resolved_by);
  expect(await resolve(who.editor, false)).toEqual({ resolved_at: null, resolved_by: null });
});

test('an answer and the deletion of what it answers never leave an answer to nothing', async () => {
  const spark = await author.spark();
  const { thread_id, comment_id } = await start({ spark_id: spark });
  const [said, deleted] = await Promise.allSettled([
    say(thread_id, 'An answer', [], who.reviewer),
    as(who.editor, 'delete_comment', comment_id),
  ]);
  expect(deleted.status).toBe('fulfilled');
  const left = await threads(spark);
  expect(left.flatMap(({ comments }) => comments.map(({ body }) => body))).toEqual(
    said.status === 'fulfilled' ? ['', 'An answer'] : [],
  );
});

test('the comments of a lesson wait with it in the trash, come back with it, and go when it is purged', async () => {
  const spark = await author.spark();
  const { thread_id, comment_id } = await start({ spark_id: spark });
  const change_set = await trash(spark);
  expect(await threads(spark)).toEqual([]);
  await expect(say(thread_id, 'Hello?')).rejects.toMatchObject(refused('TW002'));
  await expect(as(who.editor, 'resolve_thread', thread_id, true)).rejects.toMatchObject(refused('TW002'));
  await expect(as(who.editor, 'delete_comment', comment_id)).rejects.toMatchObject(refused('TW002'));
  await expect(start({ spark_id: spark })).rejects.toMatchObject(refused('TW004'));
  await undo(change_set);
  expect(await threads(spark)).toHaveLength(1);
  const again = await trash(spark);
  await sql.query('select public.purge_trash($1)', [again]);
  expect(await value(sql, 'select count(*)::int from public.comments where thread_id = $1', [thread_id])).toBe(0);
});

test('threads stay with a lesson that is moved, renamed or split, and follow one that is merged', async () => {
  const [spark, other] = [await author.spark(), await author.spark()];
  await start({ spark_id: spark });
  await db.commitAsPerson(who.editor, (run) =>
    run.query("update public.sparks set slug = slug || '-new', title = 'New name' where id = $1", [spark]),
  );
  const version = await value<number>(sql, 'select version from public.sparks where id = $1', [spark]);
  await as(who.editor, 'split_spark', spark, version, 'the words', 'two', 'Second', 'second', 5, 5);
  expect(await threads(spark)).toHaveLength(1);
  const merged = await as<string>(who.editor, 'merge_entities', 'spark', other, spark);
  expect(await threads(other)).toHaveLength(1);
  expect(await threads(spark)).toHaveLength(0);
  await say((await threads(other))[0]?.id ?? '', 'Still here', [], who.reviewer);
  await undo(merged);
  expect([(await threads(spark)).length, (await threads(other)).length]).toEqual([1, 0]);
  await as(who.editor, 'duplicate', JSON.stringify([{ kind: 'spark', id: spark }]));
  expect(
    await value(sql, 'select count(*)::int from public.comment_threads where workspace_id = $1', [here.workspace]),
  ).toBe(1);
});

test('a draft is talked about as well', async () => {
  const proposal = await rewrite(await author.spark(), 'New.');
  await start({ proposal_id: proposal }, 'In which source?', {}, who.reviewer);
  expect(await threads(null, proposal)).toMatchObject([{ version: null, spark_id: null }]);
  await expect(start({ proposal_id: proposal, spark_id: await author.spark() })).rejects.toMatchObject(
    refused('23514'),
  );
  await expect(start({})).rejects.toMatchObject(refused('23514'));
});
