import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { createClient } from '@supabase/supabase-js';
import { expect, test } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { readPicture } from '#lib/people/data/account.ts';
import { changePassword, changePicture } from '#lib/people/services/account.ts';
import { inviteByLink, joinByLink } from '#lib/people/services/invitations.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

const stranger = async () => {
  const { url, publishableKey } = await db.gateway();
  return createClient(url, publishableKey, { auth: { persistSession: false, autoRefreshToken: false } }) as Db;
};
const canSignIn = async (email: string, password: string) =>
  (await (await stranger()).auth.signInWithPassword({ email, password })).error === null;

/** A workspace with an admin, and a link that invites an address there. */
async function invited(email: string) {
  const admin = await (await db.gateway()).signUp();
  const slug = `joined-${randomUUID().slice(0, 8)}`;
  const workspace = await db.createWorkspace(slug);
  await db.addMember(workspace, admin.id, 'admin');
  const made = await inviteByLink(admin.client as Db, workspace, { email, role: 'editor' }, 'http://studio.test');
  if (!made.ok) throw new Error(made.problem.message);
  return { admin, workspace, slug, link: made.data.link.replace('http://studio.test/invitation/', '') };
}

test('on an install without mail the link makes the account, signs it in and brings it into the workspace', async () => {
  const email = `${randomUUID()}@example.test`;
  const { slug, link } = await invited(email);
  expect(link).toMatch(/^[\w-]{32}$/);
  const guest = await stranger();
  const person = { display_name: 'Mina Okafor', password: 'a-long-enough-one' };
  expect(await joinByLink(guest, link, person)).toEqual({ ok: true, data: slug });
  const { data } = await guest.from('profiles').select('display_name, email').eq('email', email).single();
  expect(data).toEqual({ display_name: 'Mina Okafor', email });
  expect(await canSignIn(email, person.password)).toBe(true);
  // Once, and for nobody else.
  expect(await joinByLink(await stranger(), link, person)).toMatchObject({ ok: false, problem: { code: 'not_found' } });
});

test('a link does not take over an account that is there', async () => {
  const owner = await (await db.gateway()).signUp();
  const { link } = await invited(owner.email);
  const taken = await joinByLink(await stranger(), link, { display_name: 'Not me', password: 'another-long-one' });
  expect(taken).toMatchObject({ ok: false, problem: { code: 'conflict' } });
  expect(await canSignIn(owner.email, 'another-long-one')).toBe(false);
  expect(await canSignIn(owner.email, 'correct-horse-battery')).toBe(true);
});

test('a link that was withdrawn or made up makes no account', async () => {
  const email = `${randomUUID()}@example.test`;
  const { admin, workspace, link } = await invited(email);
  await admin.client.from('invitations').delete().eq('workspace_id', workspace);
  for (const bad of [link, randomBytes(24).toString('base64url')]) {
    const joined = await joinByLink(await stranger(), bad, { display_name: 'Mina', password: 'a-long-enough-one' });
    expect(joined).toMatchObject({ ok: false, problem: { code: 'not_found' } });
  }
  expect(await canSignIn(email, 'a-long-enough-one')).toBe(false);
});

const never = async () => false;
const LATER = () => Date.now() + 11 * 60_000;

test('another password wants the old one, unless one has just signed in, and ends all other sessions', async () => {
  const { email, client } = await (await db.gateway()).signUp();
  const mine = client as Db;
  const elsewhere = await stranger();
  await elsewhere.auth.signInWithPassword({ email, password: 'correct-horse-battery' });
  const wrong = await changePassword(mine, { email, current: 'guessed', next: 'a-new-long-one' }, never, LATER());
  expect(wrong).toMatchObject({
    ok: false,
    problem: { code: 'invalid_input', fields: { current: expect.any(String) } },
  });
  expect(await canSignIn(email, 'correct-horse-battery')).toBe(true);

  const proven: string[] = [];
  const prove = async (who: string, password: string) => proven.push(`${who} ${password}`) > 0;
  const current = 'correct-horse-battery';
  expect(await changePassword(mine, { email, current, next: 'a-new-long-one' }, prove, LATER())).toMatchObject({
    ok: true,
  });
  expect(proven).toEqual([`${email} ${current}`]);
  expect([await canSignIn(email, current), await canSignIn(email, 'a-new-long-one')]).toEqual([false, true]);
  expect((await elsewhere.auth.refreshSession()).error).not.toBeNull();
  expect((await mine.auth.refreshSession()).error).toBeNull();

  expect(await changePassword(mine, { email, current: '', next: 'yet-another-one' }, never, Date.now())).toMatchObject({
    ok: true,
  });
});

/** A white PNG of so many pixels a side. */
function png(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(crc32(body));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, body, crc]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((side + 1) * side, 255);
  for (let row = 0; row < side; row++) rows[row * (side + 1)] = 0;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('a picture is what it is by its bytes, small, seen by colleagues and by nobody else', async () => {
  const gateway = await db.gateway();
  const [me, colleague, other] = [await gateway.signUp(), await gateway.signUp(), await gateway.signUp()];
  const workspace = await db.createWorkspace();
  await db.addMember(workspace, me.id, 'editor');
  await db.addMember(workspace, colleague.id, 'editor');
  const bytes = png(64);
  const kept = await changePicture(me.client as Db, bytes.toString('base64'));
  expect(kept).toEqual({ ok: true, data: createHash('sha256').update(bytes).digest('hex') });
  expect(await readPicture(colleague.client as Db, me.id)).toEqual({
    ok: true,
    data: { media_type: 'image/png', bytes },
  });
  expect(await readPicture(other.client as Db, me.id)).toEqual({ ok: true, data: null });

  const script = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  for (const bad of [script, Buffer.from('hello'), png(1_000), Buffer.alloc(0)]) {
    const refused = await changePicture(me.client as Db, bad.toString('base64'));
    expect(refused).toMatchObject({ ok: false, problem: { code: 'invalid_input' } });
  }
  expect(await readPicture(me.client as Db, me.id)).toMatchObject({ data: { bytes } });
  expect(await changePicture(me.client as Db, null)).toEqual({ ok: true, data: null });
  expect(await readPicture(me.client as Db, me.id)).toEqual({ ok: true, data: null });
});
