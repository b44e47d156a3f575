import { describe, expect, test } from 'vitest';
import { type AccessTable, isForAnybody, VIEWS } from '#lib/base/core/access.ts';
import { access, FUNCTIONS, TABLES } from '../support/access-fixture.ts';
import { list } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

describe('the table of access is complete', () => {
  test('every table and view of the schema public is in it, and nothing else', async () => {
    const tables = await list<{ name: string }>(
      db.owner,
      `select c.relname::text as name from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1`,
    );
    expect(tables.map((one) => one.name)).toEqual([...TABLES, ...VIEWS].sort());
  });

  test('views ask under the rights of whoever reads them, and can only be read', async () => {
    const views = await list<{ name: string; is_invoker: boolean; grants: string }>(
      db.owner,
      `select c.relname::text as name, coalesce('security_invoker=true' = any (c.reloptions), false) as is_invoker,
         (select string_agg(distinct g.privilege_type, ',') from information_schema.role_table_grants g
          where g.table_schema = 'public' and g.table_name = c.relname and g.grantee in ('anon', 'authenticated', 'service_role')) as grants
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'v' order by 1`,
    );
    expect(views).toEqual([...VIEWS].sort().map((name) => ({ name, is_invoker: true, grants: 'SELECT' })));
  });

  test('every function of the schema public is in it, and nothing else', async () => {
    const functions = await list<{ name: string }>(
      db.owner,
      `select distinct p.proname::text as name from pg_proc p where p.pronamespace = 'public'::regnamespace order by 1`,
    );
    expect(functions.map((one) => one.name)).toEqual([...FUNCTIONS].sort());
  });

  test('every column is granted to signed-in people exactly where the table says so', async () => {
    const columns = await list<{
      table: AccessTable;
      column: string;
      select: boolean;
      insert: boolean;
      update: boolean;
    }>(
      db.owner,
      `select c.relname::text as table, a.attname::text as column,
         has_column_privilege('authenticated', c.oid, a.attnum, 'select') as select,
         has_column_privilege('authenticated', c.oid, a.attnum, 'insert') as insert,
         has_column_privilege('authenticated', c.oid, a.attnum, 'update') as update
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1, 2`,
    );
    const expected = columns.map(({ table, column }) => {
      const rule = access(table);
      return {
        table,
        column,
        select: rule.select !== 'nobody' && !rule.unread?.includes(column),
        insert: rule.insert !== 'nobody' && !rule.unset?.includes(column),
        update: rule.update !== 'nobody' && !rule.unchanged?.includes(column),
      };
    });
    expect(columns).toEqual(expected);
    for (const table of TABLES) {
      const real = columns.filter((one) => one.table === table).map((one) => one.column);
      const { unread = [], unset = [], unchanged = [] } = access(table);
      expect(real, `${table} has the columns that the table of access names`).toEqual(
        expect.arrayContaining([...unread, ...unset, ...unchanged]),
      );
    }
  });
});

describe('nothing is open by accident', () => {
  test('every table has row level security and a policy for each operation that is granted', async () => {
    const tables = await list<{ table: AccessTable; secured: boolean; policies: string[] }>(
      db.owner,
      `select c.relname::text as table, c.relrowsecurity as secured,
         array(select lower(p.cmd) from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname order by 1) as policies
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
    );
    for (const { table, secured, policies } of tables) {
      expect(secured, `${table} has row level security`).toBe(true);
      const wanted = (['delete', 'insert', 'select', 'update'] as const).filter((op) => access(table)[op] !== 'nobody');
      expect({ table, policies }).toEqual({ table, policies: wanted });
    }
  });

  test('every policy names its role, refuses something, and says so for the row as it was and as it becomes', async () => {
    const policies = await list<{
      name: string;
      cmd: string;
      roles: string;
      using: string | null;
      check: string | null;
    }>(
      db.owner,
      `select tablename || ': ' || policyname as name, cmd, roles::text as roles, qual as using, with_check as check
       from pg_policies where schemaname = 'public'`,
    );
    for (const { name, cmd, roles, using, check } of policies) {
      expect(roles, name).toBe('{authenticated}');
      if (cmd !== 'INSERT') expect(using, name).toMatch(/auth\.uid|my_workspaces/);
      if (cmd === 'INSERT' || cmd === 'UPDATE') expect(check, name).toMatch(/auth\.uid|my_workspaces/);
    }
  });

  test('views run with the rights of whoever asks', async () => {
    const views = await list<{ name: string; options: string[] | null }>(
      db.owner,
      `select c.relname::text as name, c.reloptions as options from pg_class c
       where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.relkind = 'v'`,
    );
    for (const view of views) expect(view.options, view.name).toContain('security_invoker=true');
  });

  test('every function pins its search path, or was bound when it was made', async () => {
    const loose = await list(
      db.owner,
      `select p.oid::regprocedure::text as name from pg_proc p
       where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
         and p.prosqlbody is null
         and not coalesce(p.proconfig, '{}') @> array['search_path=""']`,
    );
    expect(loose).toEqual([]);
  });

  test('of the schema private people reach eight functions and no table', async () => {
    const functions = await list<{ name: string }>(
      db.owner,
      `select p.proname::text as name from pg_proc p where p.pronamespace = 'private'::regnamespace
         and (has_function_privilege('authenticated', p.oid, 'execute') or has_function_privilege('anon', p.oid, 'execute')) order by 1`,
    );
    expect(functions.map((one) => one.name)).toEqual([
      'actor',
      'is_date',
      'is_served',
      'is_system',
      'is_visible',
      'kind',
      'my_workspaces',
      'require_role',
    ]);
    const relations = await list(
      db.owner,
      `select c.oid::regclass::text as name, r.rolname from pg_class c cross join (values ('anon'), ('authenticated'), ('service_role')) r (rolname)
       where c.relnamespace = 'private'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
         and has_table_privilege(r.rolname, c.oid, 'select, insert, update, delete, truncate, references, trigger')`,
    );
    expect(relations).toEqual([]);
  });

  test('nobody but the owner turns sequences, truncates tables or hangs triggers on them', async () => {
    const grants = await list(
      db.owner,
      `select c.oid::regclass::text as name, r.rolname from pg_class c
       cross join (values ('anon'), ('authenticated'), ('service_role')) r (rolname)
       where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace)
         and case c.relkind when 'S' then has_sequence_privilege(r.rolname, c.oid, 'usage, update')
           when 'r' then has_table_privilege(r.rolname, c.oid, 'truncate, references, trigger') else false end`,
    );
    expect(grants).toEqual([]);
  });

  test('somebody who is not signed in has no right on any table and may call what is for readers and for holders of a link only', async () => {
    const open = await list<{ name: string }>(
      db.owner,
      `select c.relname::text as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
         and (has_table_privilege('anon', c.oid, 'select, insert, update, delete') or has_any_column_privilege('anon', c.oid, 'select, insert, update'))
       union all
       select p.proname::text from pg_proc p where p.pronamespace = 'public'::regnamespace and has_function_privilege('anon', p.oid, 'execute')
       order by 1`,
    );
    expect(open.map((one) => one.name)).toEqual(FUNCTIONS.filter(isForAnybody).sort());
  });

  test('no definer function of the Data API forgets to look at the caller', async () => {
    const sources = await list<{ name: string; body: string }>(
      db.owner,
      `select p.proname::text as name, p.prosrc as body from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef`,
    );
    expect(sources.length).toBeGreaterThan(20);
    for (const { name, body } of sources) {
      expect(body, name).toMatch(
        /private\.require_role|private\.own_import|private\.my_workspaces|private\.readable_snapshot|private\.content_way|private\.my_address|auth\.uid|sha256\(convert_to\(p_link/,
      );
    }
  });
});
