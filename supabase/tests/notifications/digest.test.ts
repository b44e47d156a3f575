import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mailServer, settleDigest, takeDigest } from '#lib/notifications/data.ts';
import { sendDue } from '#lib/notifications/jobs.ts';
import { value } from '../support/authoring.ts';
import { waitingForLocks } from '../support/races.ts';
import { talking } from '../support/talking.ts';

const { db, sql, here, who, as } = talking();

interface Received {
  to: string;
  text: string;
}
let received: Received[] = [];
let isDown = false;
/** An address that the server refuses for good. */
let refused = '';
let server: SMTPServer;
let address = '';
beforeEach(async () => {
  [received, isDown, refused] = [[], false, ''];
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo: ({ address: to }, __, done) =>
      done(isDown || to === refused ? Object.assign(new Error('No'), { responseCode: isDown ? 451 : 550 }) : null),
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push({ to: envelope.rcptTo[0]?.address ?? '', text: Buffer.concat(chunks).toString() });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

const notify = (person: string, kind: string, title: string) =>
  sql.query("select private.notify($1, $2, $3, $4, 'job', $5, $6, null, null, null)", [
    here.workspace,
    person,
    kind,
    `${kind}:${title}`,
    here.workspace,
    title,
  ]);
const want = (person: string, mails: string[]) => as(person, 'set_notification_mails', mails);
const send = () =>
  sendDue(
    { db: db.owner, log: pino({ enabled: false }), signal: new AbortController().signal },
    mailServer(address, null),
    'https://studio.test',
  );
const emailOf = (person: string) => value<string>(sql, 'select email from auth.users where id = $1', [person]);
/** As if the last mail and the last try were a day ago. */
const nextDay = () =>
  sql.query(
    "update private.digests set sent_at = sent_at - interval '1 day', held_until = held_until - interval '1 day'",
  );

test('who wants it gets what they have not read, once a day, escaped, with the way out of it', async () => {
  await want(who.reviewer, ['mentions', 'jobs']);
  await notify(who.reviewer, 'mention', 'A <b>title</b> & more');
  await notify(who.reviewer, 'assigned', 'Not by mail');
  await notify(who.editor, 'mention', 'Wants no mail');
  await send();
  expect(received.map(({ to }) => to)).toEqual([await emailOf(who.reviewer)]);
  const text = received[0]?.text.replace(/=\r\n/g, '').replaceAll('=3D', '=') ?? '';
  expect(text).toContain('1 thing you have not read in Trailwright');
  expect(text).toContain('A &lt;b&gt;title&lt;/b&gt; &amp; more');
  expect(text).toMatch(/\/settings\/notifications/);
  expect(text).toContain('UTC');
  expect(text).not.toContain('Not by mail');
  await notify(who.reviewer, 'job_done', 'Later on the same day');
  await send();
  expect(received).toHaveLength(1);
  await nextDay();
  await send();
  expect(received).toHaveLength(2);
  expect(received[1]?.text).toContain('Later on the same day');
  expect(received[1]?.text).not.toContain('title&lt;');
  await nextDay();
  await send();
  expect(received).toHaveLength(2);
});

test('two workers at once send one mail', async () => {
  await want(who.reviewer, ['mentions']);
  await notify(who.reviewer, 'mention', 'Once');
  await Promise.all([send(), send(), send()]);
  expect(received).toHaveLength(1);
});

test('what the server refused is sent later, and others are not held back', async () => {
  await want(who.reviewer, ['mentions']);
  await want(who.other, ['mentions']);
  await notify(who.reviewer, 'mention', 'One');
  await notify(who.other, 'mention', 'Two');
  isDown = true;
  await send();
  isDown = false;
  await send();
  expect(received).toHaveLength(0);
  await sql.query("update private.digests set held_until = held_until - interval '1 hour'");
  await send();
  expect(received).toHaveLength(2);
});

test('nothing comes of what was read, and nothing to who left', async () => {
  await want(who.reviewer, ['mentions']);
  await want(who.other, ['mentions']);
  await notify(who.reviewer, 'mention', 'Read');
  await notify(who.other, 'mention', 'Left');
  await as(who.reviewer, 'mark_notifications', null, true);
  await sql.query('delete from public.memberships where user_id = $1', [who.other]);
  await send();
  expect(received).toEqual([]);
});

test('a line that is committed after the mail went out is in the next one', async () => {
  await want(who.reviewer, ['mentions']);
  const late = await db.connect();
  await late.query('begin');
  await late.query("select private.notify($1, $2, 'mention', 'late', 'job', $1, 'Slow to commit', null, null, null)", [
    here.workspace,
    who.reviewer,
  ]);
  await notify(who.reviewer, 'mention', 'Written after it');
  await send();
  expect(received).toHaveLength(1);
  await late.query('commit');
  await nextDay();
  await send();
  expect(received).toHaveLength(2);
  expect(received[1]?.text).toContain('Slow to commit');
  expect(received[1]?.text).not.toContain('Written after it');
});

test('what more has happened at a line that a mail told of is told again', async () => {
  await want(who.reviewer, ['mentions']);
  await notify(who.reviewer, 'mention', 'Again');
  await send();
  await notify(who.reviewer, 'mention', 'Again');
  await nextDay();
  await send();
  expect(received).toHaveLength(2);
});

test('an address that is refused holds nobody back, and comes last the next time', async () => {
  const people = [who.reviewer, who.other, who.editor];
  for (let nth = 0; nth < 3; nth++) {
    const person = await db.createPerson();
    await db.addMember(here.workspace, person, 'editor');
    people.push(person);
  }
  for (const person of people) {
    await want(person, ['mentions']);
    await notify(person, 'mention', 'For all');
  }
  refused = await emailOf(people.toSorted()[0] as string);
  await send();
  expect(received).toHaveLength(people.length - 1);
  await sql.query("update private.digests set held_until = held_until - interval '1 hour' where user_id = $1", [
    people.toSorted()[0],
  ]);
  refused = '';
  await send();
  expect(received).toHaveLength(people.length);
});

test('a mail whose last line is read while it is made is not sent, and the next one is', async () => {
  await want(who.reviewer, ['mentions']);
  await notify(who.reviewer, 'mention', 'Read in between');
  const reader = await db.connect();
  // It is read once the worker has looked who is due, and waits for the row of the mail.
  await sql.query('insert into private.digests (user_id) values ($1)', [who.reviewer]);
  await reader.query('begin');
  await reader.query('select from private.digests where user_id = $1 for update', [who.reviewer]);
  const sending = send();
  await expect.poll(() => waitingForLocks(sql)).toBe(1);
  await reader.query('update private.notifications set read_at = now() where user_id = $1', [who.reviewer]);
  await reader.query('commit');
  await sending;
  expect(received).toEqual([]);
  await notify(who.reviewer, 'mention', 'New');
  await send();
  expect(received).toHaveLength(1);
});

test('what more happens while a mail is on its way is in the next one, though something newer went with it', async () => {
  await want(who.reviewer, ['mentions']);
  await notify(who.reviewer, 'mention', 'Folded');
  const folding = await db.connect();
  await folding.query('begin');
  await folding.query(
    "select private.notify($1, $2, 'mention', 'mention:Folded', 'job', $1, 'Folded anew', null, null, null)",
    [here.workspace, who.reviewer],
  );
  // Newer than what the other has not committed yet.
  await notify(who.reviewer, 'mention', 'Newest');
  const digest = await takeDigest(db.owner);
  await folding.query('commit');
  if (!digest) throw new Error('no mail is due');
  await settleDigest(db.owner, digest, true);
  await nextDay();
  await send();
  expect(received).toHaveLength(1);
  expect(received[0]?.text).toContain('Folded anew');
  expect(received[0]?.text).not.toContain('Newest');
});

test('a server that takes nobody for now is left alone after three, and refuses nobody for good', async () => {
  for (let nth = 0; nth < 5; nth++) {
    const person = await db.createPerson();
    await db.addMember(here.workspace, person, 'editor');
    await want(person, ['mentions']);
    await notify(person, 'mention', 'For all');
  }
  isDown = true;
  const held = 'select count(*)::integer from private.digests where held_until > now()';
  const before = await value<number>(sql, held);
  await send();
  expect(await value<number>(sql, held)).toBe(before + 3);
});
