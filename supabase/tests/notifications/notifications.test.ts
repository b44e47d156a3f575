import { expect, test } from 'vitest';
import { NOTIFICATION_GROUPS, NOTIFICATION_KINDS } from '#lib/notifications/core/notification.ts';
import { list, value } from '../support/authoring.ts';
import { talking } from '../support/talking.ts';

const { db, sql, author, here, who, as, start, say, told, lines, rewrite, approve, claim, job } = talking();

const mark = (person: string, ids: number[] | null, is_read: boolean) =>
  as<number>(person, 'mark_notifications', ids, is_read);
const notify = (person: string, kind: string, fold: string) =>
  sql.query("select private.notify($1, $2, $3, $4, 'job', $5, 'Title')", [
    here.workspace,
    person,
    kind,
    fold,
    here.workspace,
  ]);

test('who is mentioned is told, and who wrote before is told of the answer; nobody of their own', async () => {
  const spark = await author.spark();
  const { thread_id } = await start({ spark_id: spark }, 'Is this so, @R?', { mentions: [who.reviewer] });
  await say(thread_id, 'Yes.', [], who.other);
  expect(await lines(who.reviewer)).toEqual([['mention', 'spark', 1]]);
  expect(await lines(who.editor)).toEqual([['reply', 'spark', 1]]);
  expect(await lines(who.other)).toEqual([]);
  const { items, unread } = await told(who.reviewer);
  expect(items[0]).toMatchObject({ words: 'Is this so, @R?', actor: who.editor, thread_id, is_read: false });
  expect(unread).toEqual({ all: 1, mentions: 1, assigned: 0 });
});

test('several acts in a thread are one line while it is unread, and a question stays on top', async () => {
  const spark = await author.spark();
  const { thread_id } = await start({ spark_id: spark }, 'First', {}, who.reviewer);
  await say(thread_id, 'One');
  await say(thread_id, 'Two', [], who.other);
  expect(await lines(who.reviewer)).toEqual([['reply', 'spark', 2]]);
  await say(thread_id, 'And you?', [who.reviewer]);
  await say(thread_id, 'Later', [], who.other);
  await as(who.other, 'resolve_thread', thread_id, true);
  const [line, ...others] = (await told(who.reviewer)).items;
  expect(others).toEqual([]);
  expect(line).toMatchObject({ kind: 'mention', words: 'And you?', total: 5, others: 1 });
  await mark(who.reviewer, [line?.id ?? 0], true);
  await as(who.other, 'resolve_thread', thread_id, false);
  await say(thread_id, 'More');
  expect(await lines(who.reviewer)).toEqual([
    ['reply', 'spark', 1],
    ['mention', 'spark', 5],
  ]);
});

test('who is given drafts is told once for all that came while it was unread', async () => {
  const ids = [await rewrite(await author.spark(), 'One.'), await rewrite(await author.spark(), 'Two.')];
  await as(who.reviewer, 'assign_proposals', ids, who.other);
  await as(who.reviewer, 'assign_proposals', ids, null);
  await as(who.reviewer, 'assign_proposals', [ids[0]], who.other);
  expect(await lines(who.other)).toEqual([['assigned', 'proposal', 2]]);
  // Nobody is told of what they took themselves.
  await as(who.reviewer, 'assign_proposals', ids, who.reviewer);
  expect(await lines(who.reviewer)).toEqual([]);
});

test('two who answer at once make one line', async () => {
  const { thread_id } = await start({ spark_id: await author.spark() }, 'First', {}, who.reviewer);
  await Promise.all([say(thread_id, 'One'), say(thread_id, 'Two', [], who.other)]);
  expect(await lines(who.reviewer)).toEqual([['reply', 'spark', 2]]);
});

test('words that are taken back or changed do not stay in the bell', async () => {
  const { thread_id } = await start({ spark_id: await author.spark() }, 'First', {}, who.reviewer);
  const comment_id = await say(thread_id, 'The password is x.');
  const said = async () => (await told(who.reviewer)).items.map(({ words }) => words);
  expect(await said()).toEqual(['The password is x.']);
  await as(who.editor, 'edit_comment', comment_id, 'Ask me for it.', []);
  expect(await said()).toEqual(['Ask me for it.']);
  await as(who.editor, 'delete_comment', comment_id);
  expect(await said()).toEqual([null]);
});

test('an edit tells only who is mentioned anew', async () => {
  const { comment_id } = await start({ spark_id: await author.spark() }, '@R', { mentions: [who.reviewer] });
  await as(who.editor, 'edit_comment', comment_id, '@R @O', [who.reviewer, who.other]);
  expect([await lines(who.reviewer), await lines(who.other)]).toEqual([
    [['mention', 'spark', 1]],
    [['mention', 'spark', 1]],
  ]);
});

test('whoever asked for drafts is told what became of them, with the words', async () => {
  const { run, step } = await job();
  const [one, two, three] = [
    await rewrite(await author.spark(), 'A.', { run, step }),
    await rewrite(await author.spark(), 'B.', { run, step }),
    await rewrite(await author.spark(), 'C.', { run, step }),
  ];
  await approve(one);
  await approve(two);
  await as(
    who.reviewer,
    'decide_proposal',
    three,
    JSON.stringify({ do: 'reject', reason_code: 9, reason: 'Begin with the example.' }),
  );
  expect(await lines(who.editor)).toEqual([
    ['rejected', 'proposal', 1],
    ['approved', 'proposal', 2],
    ['job_done', 'job', 1],
  ]);
  expect((await told(who.editor)).items[0]).toMatchObject({ words: 'Begin with the example.', actor: who.reviewer });
  expect(await lines(who.reviewer)).toEqual([]);
});

test('whoever started a job is told how it ended', async () => {
  const { run } = await job();
  await sql.query("update public.flow_runs set status = 'in_progress' where id = $1", [run]);
  await sql.query(
    `update public.flow_runs set status = 'failed', problem = '{"code": "unavailable", "message": "No answer."}' where id = $1`,
    [run],
  );
  expect(await lines(who.editor)).toEqual([['job_failed', 'job', 2]]);
  expect((await told(who.editor)).items[0]).toMatchObject({ words: 'No answer.', actor: null });
});

test('who is deciding a draft is asked for it, once', async () => {
  const proposal = await rewrite(await author.spark(), 'A.');
  await as(who.other, 'ask_for_proposal', proposal);
  await claim(proposal, who.reviewer);
  await as(who.other, 'ask_for_proposal', proposal);
  await as(who.other, 'ask_for_proposal', proposal);
  expect(await lines(who.reviewer)).toEqual([['asked', 'proposal', 2]]);
  expect((await told(who.reviewer, 'assigned')).items).toHaveLength(1);
  await expect(as(who.editor, 'ask_for_proposal', proposal)).rejects.toMatchObject({ code: '42501' });
});

test('what somebody switched off, and who has left, is told nothing', async () => {
  await as(who.reviewer, 'set_notification_settings', ['mentions', 'mentions'], false);
  expect(await as(who.reviewer, 'read_notification_settings')).toEqual({
    muted: ['mentions'],
    is_still: false,
    mails: [],
  });
  expect(await as(who.other, 'read_notification_settings')).toEqual({ muted: [], is_still: true, mails: [] });
  await expect(as(who.reviewer, 'set_notification_settings', ['everything'], true)).rejects.toMatchObject({
    code: '23514',
  });
  const spark = await author.spark();
  await start({ spark_id: spark }, '@R', { mentions: [who.reviewer] });
  expect(await lines(who.reviewer)).toEqual([]);
  const { thread_id } = await start({ spark_id: spark }, 'Mine', {}, who.other);
  await sql.query('delete from public.memberships where user_id = $1', [who.other]);
  await say(thread_id, 'Are you there?');
  expect(await value(sql, 'select count(*)::int from private.notifications where user_id = $1', [who.other])).toBe(0);
});

test('lines are read and unread by whom they are for alone', async () => {
  await notify(who.editor, 'job_done', 'a');
  await notify(who.editor, 'job_done', 'b');
  const ids = (await told(who.editor)).items.map(({ id }) => id);
  expect(await mark(who.reviewer, ids, true)).toBe(0);
  expect(await mark(who.editor, ids.slice(0, 1), true)).toBe(1);
  expect((await told(who.editor)).unread.all).toBe(1);
  expect(await mark(who.editor, null, true)).toBe(1);
  expect(await mark(who.editor, ids, false)).toBe(2);
  await mark(who.editor, ids, true);
  await notify(who.editor, 'job_done', 'a');
  // A newer line about the same thing is unread already.
  expect(await mark(who.editor, ids, false)).toBe(1);
  const stranger = await db.createPerson();
  await expect(as(stranger, 'read_notifications')).rejects.toMatchObject({ code: '42501' });
});

test('a lesson in the trash is said to be gone, and a merged one leads to what stands for it', async () => {
  const [spark, other] = [await author.spark(), await author.spark()];
  await start({ spark_id: spark }, '@R', { mentions: [who.reviewer] });
  await as(who.editor, 'merge_entities', 'spark', other, spark);
  const slug = await value<string>(sql, 'select slug from public.sparks where id = $1', [other]);
  expect((await told(who.reviewer)).items[0]?.about).toMatchObject({ slug, is_gone: false });
  await as(who.editor, 'trash', 'spark', other);
  expect((await told(who.reviewer)).items[0]?.about).toMatchObject({ slug: null, is_gone: true });
});

test('what is old is swept: read a month, unread three', async () => {
  for (const fold of ['new', 'month', 'read month', 'quarter']) await notify(who.editor, 'job_done', fold);
  await sql.query(
    `update private.notifications set told_at = now() - case when fold = 'quarter' then interval '91 days' when fold <> 'new' then interval '31 days' else '0' end,
       read_at = case when fold = 'read month' then now() end where user_id = $1`,
    [who.editor],
  );
  expect(await value(sql, 'select private.sweep_notifications()')).toBe(2);
  const left = await list<{ fold: string }>(
    sql,
    'select fold from private.notifications where user_id = $1 order by 1',
    [who.editor],
  );
  expect(left.map(({ fold }) => fold)).toEqual(['month', 'new']);
});

test('the database and the code know the same kinds and groups', async () => {
  for (const [nth, kind] of NOTIFICATION_KINDS.entries()) await notify(who.editor, kind, `k${nth}`);
  expect((await told(who.editor)).unread.all).toBe(NOTIFICATION_KINDS.length);
  const groups = await list<{ name: string }>(
    sql,
    'select distinct private.notification_group(k) as name from unnest($1::text[]) k order by 1',
    [NOTIFICATION_KINDS],
  );
  expect(groups.map(({ name }) => name)).toEqual([...NOTIFICATION_GROUPS].sort());
});
