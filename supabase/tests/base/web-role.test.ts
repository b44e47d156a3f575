import { expect, test } from 'vitest';
import { testDatabase } from '../support/harness.ts';

// The role that the web server connects as: it may connect, and ask two things. Whoever takes the web server gets no table by it.

const db = testDatabase();

const RIGHTS = `
  select 'table ' || c.oid::regclass::text || ' ' || p.privilege as has
  from pg_class c cross join unnest('{select,insert,update,delete,truncate,references,trigger}'::text[]) p (privilege)
  where c.relkind in ('r', 'v', 'm', 'p') and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')
    and has_table_privilege('trailwright_web', c.oid, p.privilege)
  union all
  select 'function ' || f.oid::regprocedure::text from pg_proc f
  where f.pronamespace::regnamespace::text in ('public', 'private') and has_function_privilege('trailwright_web', f.oid, 'execute')
    and not exists (select from pg_depend d where d.objid = f.oid and d.deptype = 'e')
  union all
  select 'schema ' || n.nspname from pg_namespace n
  where n.nspname not in ('pg_catalog', 'information_schema') and has_schema_privilege('trailwright_web', n.oid, 'create')
  union all
  select 'member of ' || r.rolname from pg_roles r
  where r.rolname <> 'trailwright_web' and pg_has_role('trailwright_web', r.oid, 'member')`;

test('it has no right to anything of ours but to ask whether content has moved, and what is counted', async () => {
  expect((await db.owner.query(RIGHTS)).rows).toEqual([
    { has: 'function private.content_moved(text[])' },
    { has: 'function private.generation_figures()' },
  ]);
  const { rows } = await db.owner.query(
    `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = 'trailwright_web'`,
  );
  expect(rows).toEqual([
    { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false },
  ]);
});

test('what the web server asks by itself works, and nothing else does', async () => {
  const client = await db.connect();
  await client.query('set role trailwright_web');
  await client.query('select 1');
  const workspace = await db.createWorkspace('looked-at');
  expect((await client.query("select * from private.content_moved('{looked-at,nowhere}')")).rows).toEqual([
    { slug: 'looked-at', moved: `${workspace} 0` },
  ]);
  await client.query('select private.generation_figures()');
  for (const refused of [
    'select from public.sparks',
    'select from auth.users',
    'select private.is_system()',
    'create table public.mine ()',
    'set role authenticated',
  ]) {
    // As the role alone would do it; the connection itself is the owner's.
    const code = await client.query(`set session authorization trailwright_web; ${refused}`).then(
      () => 'allowed',
      (error) => error.code,
    );
    expect(code, refused).toBe('42501');
  }
});
