import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

beforeAll(async () => {
  await db.owner.query(`
    create table public.harness_notes (id int primary key, owner uuid not null default auth.uid(), body text);
    alter table public.harness_notes enable row level security;
    create policy own on public.harness_notes to authenticated
      using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
    revoke all on public.harness_notes from anon;
    grant all on public.harness_notes to authenticated, service_role;
  `);
});

test('a person sees their own rows, nobody else does, and nothing stays', async () => {
  const [anna, ben] = [await db.createPerson(), await db.createPerson()];
  await db.asPerson(anna, async (sql) => {
    await sql.query("insert into public.harness_notes (id, body) values (1, 'anna')");
    expect((await sql.query('select auth.uid() as id, auth.role() as role')).rows).toEqual([
      { id: anna, role: 'authenticated' },
    ]);
    expect((await sql.query('select body from public.harness_notes')).rows).toEqual([{ body: 'anna' }]);
  });
  expect((await db.owner.query('select * from public.harness_notes')).rows).toEqual([]);
  await db.commitAsPerson(anna, (sql) => sql.query("insert into public.harness_notes (id, body) values (2, 'kept')"));
  expect(await db.asPerson(ben, async (sql) => (await sql.query('select * from public.harness_notes')).rowCount)).toBe(
    0,
  );
  expect(await db.asService(async (sql) => (await sql.query('select * from public.harness_notes')).rowCount)).toBe(1);
  await expect(db.asAnon((sql) => sql.query('select * from public.harness_notes'))).rejects.toThrow(
    /permission denied/,
  );
});

test('the standard members have their roles, and acting as one of them needs no more than its name', async () => {
  const members = await db.members();
  const mine = (who: 'editor' | 'admin' | 'outsider') =>
    db.asPerson(who, async (sql) => (await sql.query('select auth.uid() as id')).rows[0]?.id);
  expect([await mine('editor'), await mine('admin'), await mine('outsider')]).toEqual([
    members.editor,
    members.admin,
    members.outsider,
  ]);
  const { rows } = await db.owner.query(
    'select user_id, role::text from public.memberships where workspace_id = $1 order by role::text',
    [members.workspace],
  );
  expect(rows).toEqual([
    { user_id: members.admin, role: 'admin' },
    { user_id: members.editor, role: 'editor' },
    { user_id: members.reviewer, role: 'reviewer' },
  ]);
});

test('two connections race for one lock', async () => {
  const [anna, ben] = [await db.createPerson(), await db.createPerson()];
  const [first, second] = [await db.connect(), await db.connect()];
  await db.beginAs(first, anna);
  await db.beginAs(second, ben);
  await first.query("insert into public.harness_notes (id, body) values (3, 'first')");
  // Looked at from the start: its refusal may come before the answer to the commit.
  const late = expect(second.query("insert into public.harness_notes (id, body) values (3, 'second')")).rejects.toThrow(
    /duplicate key/,
  );
  await first.query('commit');
  await late;
  await second.query('rollback');
});

test('the API serves the same database under the same rules, and leaves the grants alone', async () => {
  const api = await db.gateway();
  const anna = await api.signUp();
  const written = await anna.client.from('harness_notes').insert({ id: 10, body: 'api' }).select().single();
  expect(written.data).toMatchObject({ id: 10, owner: anna.id });
  const ben = await api.signUp();
  expect((await ben.client.from('harness_notes').select()).data).toEqual([]);
  const nobody = await api.anonymous().from('harness_notes').select();
  expect(nobody.error?.code).toBe('42501');
  expect(nobody.status).toBe(401);
  expect((await api.service().from('harness_notes').select()).data?.length).toBeGreaterThan(0);
  const { rows } = await db.owner.query(
    "select has_table_privilege('anon', 'public.harness_notes', 'select') as granted",
  );
  expect(rows).toEqual([{ granted: false }]);
});

test('the API serves nothing but Auth and data', async () => {
  const { url } = await db.gateway();
  for (const path of [
    '/',
    '/_system/info',
    '/_system/config',
    '/auth/v1/../../_system/info',
    '/rest/v1/%2e%2e/%2e%2e/_system/info',
    '//_system/info',
  ]) {
    expect((await fetch(url + path)).status, path).toBe(404);
  }
  expect((await fetch(`${url}/rest/v1/harness_notes`)).status).toBe(401);
  const withKey = { headers: { apikey: (await db.gateway()).publishableKey } };
  expect((await fetch(`${url}/auth/v1/health`, withKey)).status).toBe(200);
});
