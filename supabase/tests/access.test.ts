import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Access,
  type AccessFunction,
  type AccessTable,
  FUNCTION_ACCESS,
  isForReaders,
  type ReaderFunction,
  TABLE_ACCESS,
  type TableAccess,
} from '#lib/core/access';
import { can, type Permission, type Role } from '#lib/core/permissions';
import { Author, attempt, fresh, list, type Sql, value } from './authoring';
import { testDatabase } from './harness';

const db = testDatabase();

const TABLES = Object.keys(TABLE_ACCESS) as AccessTable[];
const FUNCTIONS = Object.keys(FUNCTION_ACCESS) as AccessFunction[];
type OfficeFunction = Exclude<AccessFunction, ReaderFunction>;
const OFFICE = FUNCTIONS.filter((name): name is OfficeFunction => !isForReaders(name));
/** outsider: signed in, member of nothing. neighbour: admin of another workspace. */
const PEOPLE = ['editor', 'reviewer', 'admin', 'outsider', 'neighbour', 'anonymous'] as const;
type Person = (typeof PEOPLE)[number];
const roleOf = (person: Person): Role | null =>
  person === 'editor' || person === 'reviewer' || person === 'admin' ? person : null;
const access = (table: AccessTable): TableAccess => TABLE_ACCESS[table];

interface Ids {
  workspace: string;
  domain: string;
  trails: [string, string];
  concepts: [string, string, string];
  sparks: [string, string, string];
  beacon: string;
  person: string;
  trashed: string;
  draft: string;
  ready: string;
  current: string;
  archived: string;
  imports: Record<'begun' | 'planned' | 'applied' | 'staged' | 'promoted', string>;
}
let here: Ids;
let there: Ids;
let neighbour: string;

beforeAll(async () => {
  const members = await db.members();
  here = await fill(members.workspace, members.admin);
  neighbour = await db.createPerson();
  const elsewhere = await db.createWorkspace();
  await db.addMember(elsewhere, neighbour, 'admin');
  there = await fill(elsewhere, neighbour);
});

/** Puts a row into every table of the workspace, as a person would where a person can. */
async function fill(workspace: string, admin: string): Promise<Ids> {
  const person = await db.createPerson();
  await db.addMember(workspace, person, 'editor');
  const made = await db.commitAsPerson(admin, async (sql) => {
    const author = new Author(sql, workspace);
    const domain = await author.domain();
    const trails: [string, string] = [await author.trail(domain), await author.trail(domain)];
    const concepts: [string, string, string] = [
      await author.concept(trails[0]),
      await author.concept(trails[0]),
      await author.concept(trails[0]),
    ];
    const sparks: [string, string, string] = [await author.spark(), await author.spark(), await author.spark()];
    const beacon = await author.beacon();
    for (const table of ['concept_sparks', 'spark_beacons', 'spark_links', 'concept_links', 'objectives', 'packages']) {
      await author.add(table, rowFor(table as AccessTable, { domain, trails, concepts, sparks, beacon }, 0));
    }
    // A concept with a single spark cannot be split.
    await author.place(concepts[0], sparks[2], 1);
    for (const table of ['assets', 'personas', 'course_profiles', 'market_research', 'unit_profiles', 'resources']) {
      await author.add(table, rowFor(table as AccessTable, { domain, trails, concepts, sparks, beacon }, 0));
    }
    for (const table of ['lesson_profiles', 'trail_performance', 'content_keys']) {
      await author.add(table, rowFor(table as AccessTable, { domain, trails, concepts, sparks, beacon }, 0));
    }
    const stage = async () =>
      (await value<{ snapshot_id: string }>(sql, 'select public.stage_snapshot($1)', [workspace])).snapshot_id;
    const archived = await stage();
    await sql.query('select public.promote_snapshot($1)', [archived]);
    await sql.query('update public.sparks set slug = $2 where id = $1', [sparks[0], fresh('renamed')]);
    const promoted = await runImport(sql, workspace, 'staged');
    const { id: current } = await value<{ id: string }>(sql, 'select to_jsonb(public.promote_import($1))', [promoted]);
    const imports = {
      promoted,
      staged: await runImport(sql, workspace, 'staged'),
      applied: await runImport(sql, workspace, 'applied'),
      planned: await runImport(sql, workspace, 'planned'),
      begun: await runImport(sql, workspace, 'begun'),
    };
    await sql.query("update public.sparks set title = 'Renamed again' where id = $1", [sparks[0]]);
    const ready = await stage();
    await sql.query("update public.sparks set title = 'Renamed once more' where id = $1", [sparks[0]]);
    const draft = await value<string>(sql, 'select public.create_import_snapshot($1)', [workspace]);
    const doomed = await author.beacon();
    const trashed = await value<string>(sql, "select public.trash($1, 'beacon', $2)", [workspace, doomed]);
    await sql.query("select public.add_member($1, $2, 'editor')", [workspace, `${randomUUID()}@example.test`]);
    return { domain, trails, concepts, sparks, beacon, archived, current, ready, draft, imports, trashed };
  });
  return { workspace, person, ...made };
}

/** An import of one beacon, taken as far as asked. */
async function runImport(
  sql: Sql,
  workspace: string,
  until: 'begun' | 'planned' | 'applied' | 'staged',
): Promise<string> {
  const id = await value<string>(sql, 'select public.start_import($1, $2)', [workspace, until]);
  const slug = fresh('imported');
  const item = { kind: 'beacon', position: 0, key: slug, hash: slug, fields: { slug, name: 'Imported' } };
  await sql.query('select public.add_import_items($1, $2)', [id, JSON.stringify([item])]);
  if (until === 'begun') return id;
  await sql.query('select public.plan_import($1)', [id]);
  if (until === 'planned') return id;
  await sql.query('select public.apply_import($1)', [id]);
  if (until === 'applied') return id;
  await sql.query('select public.stage_import($1)', [id]);
  return id;
}

type Refs = Pick<Ids, 'domain' | 'trails' | 'concepts' | 'sparks' | 'beacon'>;

/** A row that may be inserted; `nth` 0 is what `fill` inserts, 1 another that does not collide with it. */
function rowFor(table: AccessTable, refs: Refs, nth: 0 | 1): Record<string, unknown> {
  const { domain, trails, concepts, sparks, beacon } = refs;
  const named = { slug: fresh('new'), title: 'Something new' };
  const pair = <T>(ids: readonly T[]) => ({ source_id: ids[nth], target_id: ids[nth + 1], link_type: 'related' });
  const rows: Partial<Record<AccessTable, Record<string, unknown>>> = {
    domains: { slug: fresh('new'), name: 'Something new' },
    trails: { ...named, domain_id: domain, difficulty_level: 'expert' },
    concepts: { ...named, trail_id: trails[0] },
    sparks: { ...named, content_md: 'text', estimated_mins: 5, difficulty: 'expert' },
    beacons: { slug: fresh('new'), name: 'Something new' },
    concept_sparks: { concept_id: concepts[nth], spark_id: sparks[nth] },
    spark_beacons: { spark_id: sparks[nth], beacon_id: beacon },
    spark_links: pair(sparks),
    concept_links: pair(concepts),
    objectives: { concept_id: concepts[0], objective_id: fresh('lo'), title: 'Can do' },
    packages: { spark_id: sparks[nth], body: '{"exercise_bank": [], "quiz": []}' },
    assets: { path: fresh('path'), media_type: 'image/png' },
    personas: { slug: fresh('mind'), display_name: 'Somebody' },
    course_profiles: { trail_id: trails[nth] },
    market_research: { trail_id: trails[nth] },
    unit_profiles: { concept_id: concepts[nth] },
    resources: { concept_id: concepts[0], resource_key: fresh('res') },
    lesson_profiles: { spark_id: sparks[nth] },
    trail_performance: { trail_id: trails[0], measured_on: nth === 0 ? '2026-01-01' : '2026-01-02' },
    content_keys: { name: 'A key', prefix: 'tw_', key_hash: randomUUID().replaceAll('-', '').repeat(2) },
  };
  return rows[table] ?? {};
}

/** A column people may change, and what to. */
const CHANGES: Partial<Record<AccessTable, string>> = {
  profiles: "display_name = 'Another name'",
  workspaces: "name = 'Another name'",
  memberships: 'role = role',
  content_keys: 'revoked_at = now()',
  trail_performance: 'views = views + 1',
};
const changeOf = (table: AccessTable) => CHANGES[table] ?? `extras = '{"changed": true}'`;
/** For tables that nobody changes: some column, so that what refuses is the missing right. */
const anyColumn = (table: AccessTable) =>
  ({
    invitations: 'role',
    audit_log: 'action',
    revisions: 'label',
    slug_redirects: 'old_slug',
    profiles: 'email',
    workspaces: 'name',
  })[table as string] ?? 'workspace_id';

const inWorkspace = (table: AccessTable) =>
  table === 'workspaces'
    ? 'id = $1'
    : table === 'profiles'
      ? 'user_id in (select m.user_id from public.memberships m where m.workspace_id = $1)'
      : 'workspace_id = $1';

async function as<T>(person: Person, fn: (sql: pg.ClientBase) => Promise<T>): Promise<T> {
  if (person === 'anonymous') return db.asAnon(fn);
  return db.asPerson(person === 'neighbour' ? neighbour : person, fn);
}

function allows(rule: Access | 'signed in', person: Person): boolean {
  if (rule === 'nobody' || rule === 'own row') return false;
  if (rule === 'signed in') return person !== 'anonymous';
  return can(roleOf(person), rule.replace('own row or ', '') as Permission);
}

describe('the table of access is complete', () => {
  test('every table and view of the schema public is in it, and nothing else', async () => {
    const tables = await list<{ name: string }>(
      db.owner,
      `select c.relname::text as name from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1`,
    );
    expect(tables.map((one) => one.name)).toEqual([...TABLES].sort());
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

  test('of the schema private people reach five functions and no table', async () => {
    const functions = await list<{ name: string }>(
      db.owner,
      `select p.proname::text as name from pg_proc p where p.pronamespace = 'private'::regnamespace
         and (has_function_privilege('authenticated', p.oid, 'execute') or has_function_privilege('anon', p.oid, 'execute')) order by 1`,
    );
    expect(functions.map((one) => one.name)).toEqual(['actor', 'is_system', 'kind', 'my_workspaces', 'require_role']);
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

  test('somebody who is not signed in has no right on any table and may call what is for readers only', async () => {
    const open = await list<{ name: string }>(
      db.owner,
      `select c.relname::text as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
         and (has_table_privilege('anon', c.oid, 'select, insert, update, delete') or has_any_column_privilege('anon', c.oid, 'select, insert, update'))
       union all
       select p.proname::text from pg_proc p where p.pronamespace = 'public'::regnamespace and has_function_privilege('anon', p.oid, 'execute')
       order by 1`,
    );
    expect(open.map((one) => one.name)).toEqual(FUNCTIONS.filter(isForReaders).sort());
  });

  test('no definer function of the Data API forgets to look at the caller', async () => {
    const sources = await list<{ name: string; body: string }>(
      db.owner,
      `select p.proname::text as name, p.prosrc as body from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef`,
    );
    expect(sources.length).toBeGreaterThan(20);
    for (const { name, body } of sources) {
      expect(body, name).toMatch(
        /private\.require_role|private\.own_import|private\.my_workspaces|private\.readable_snapshot|private\.content_way|auth\.uid/,
      );
    }
  });
});

describe.each(PEOPLE.map((person) => [person]))('as %s', (person) => {
  const isMember = roleOf(person) !== null;

  test.each(TABLES.map((table) => [table]))('%s is read as the table of access says', async (table) => {
    const { unread = [], select } = access(table);
    const columns = await list<{ name: string }>(
      db.owner,
      `select a.attname::text as name from pg_attribute a where a.attrelid = ('public.' || $1)::regclass and a.attnum > 0`,
      [table],
    );
    const shown = columns.map((one) => one.name).filter((name) => !unread.includes(name));
    await as(person, async (sql) => {
      const read = await attempt(sql, `select ${shown.join(', ')} from public.${table} where ${inWorkspace(table)}`, [
        here.workspace,
      ]);
      if (person === 'anonymous') return expect(read.code).toBe('42501');
      expect(read.code).toBeNull();
      if (allows(select, person)) expect(read.count).toBeGreaterThan(0);
      else expect(read.count).toBe(0);
      for (const column of unread) {
        expect((await attempt(sql, `select ${column} from public.${table}`)).code, column).toBe('42501');
      }
      // Without a filter: nothing of any other workspace either.
      if (table === 'profiles' || table === 'workspaces') return;
      const all = await attempt(sql, `select workspace_id from public.${table}`);
      const workspaces = new Set(all.rows.map((row) => row.workspace_id));
      const own = person === 'neighbour' ? there.workspace : here.workspace;
      expect([...workspaces].filter((id) => id !== own)).toEqual([]);
    });
  });

  test.each(TABLES.map((table) => [table]))('%s takes rows as the table of access says', async (table) => {
    const row = table === 'workspaces' ? { slug: fresh('w'), name: 'Mine' } : { workspace_id: here.workspace };
    const { insert: rule, unset = [] } = access(table);
    const filled =
      rule === 'nobody' ? (table === 'profiles' ? { display_name: 'x' } : row) : { ...row, ...rowFor(table, here, 1) };
    const names = Object.keys(filled);
    const text = `insert into public.${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`;
    await as(person, async (sql) => {
      const written = await attempt(sql, text, Object.values(filled));
      expect(written.code).toBe(allows(rule, person) ? null : '42501');
      if (person !== 'admin') return;
      for (const column of unset) {
        const set = await attempt(sql, `insert into public.${table} (${column}) values (default)`);
        expect(set.code, `${column} cannot be set`).toBe('42501');
      }
    });
  });

  test.each(TABLES.map((table) => [table]))('%s is changed as the table of access says', async (table) => {
    const { update: rule, unchanged = [] } = access(table);
    await as(person, async (sql) => {
      await sql.query('set constraints all deferred');
      if (rule === 'nobody') {
        const refused = await attempt(sql, `update public.${table} set ${anyColumn(table)} = ${anyColumn(table)}`);
        return expect(refused.code).toBe('42501');
      }
      const change = changeOf(table);
      const filtered = await attempt(sql, `update public.${table} set ${change} where ${inWorkspace(table)}`, [
        here.workspace,
      ]);
      // An update with a filter reads as well; one without shows what the policy for updates alone lets through.
      await sql.query('savepoint unfiltered');
      const all = await attempt(sql, `update public.${table} set ${change}`);
      await sql.query('reset role');
      const touched = await changedRows(sql, table);
      if (person === 'anonymous') {
        expect([filtered.code, all.code]).toEqual(['42501', '42501']);
      } else if (rule === 'own row') {
        expect([all.code, all.count, filtered.count]).toEqual([null, 1, isMember ? 1 : 0]);
      } else if (allows(rule, person)) {
        expect(filtered.code ?? all.code).toBeNull();
        expect(filtered.count).toBeGreaterThan(0);
        expect(touched.there, 'nothing changed in the other workspace').toBe(0);
      } else {
        expect([filtered.code, filtered.count]).toEqual([null, 0]);
        expect(touched.here, 'nothing changed here').toBe(0);
      }
    });
    if (person !== 'admin') return;
    await as(person, async (sql) => {
      for (const column of unchanged) {
        const set = await attempt(sql, `update public.${table} set ${column} = default`);
        expect(set.code, `${column} cannot be changed`).toBe('42501');
      }
    });
  });

  test.each(TABLES.map((table) => [table]))('%s lets rows go as the table of access says', async (table) => {
    const rule = access(table).delete;
    await as(person, async (sql) => {
      await sql.query('set constraints all deferred');
      const gone = await attempt(
        sql,
        `delete from public.${table} where ${inWorkspace(table)}${table === 'memberships' ? ` and user_id = '${here.person}'` : ''}`,
        [here.workspace],
      );
      if (person === 'anonymous' || rule === 'nobody') return expect(gone.code).toBe('42501');
      expect(gone.code).toBeNull();
      if (allows(rule, person)) expect(gone.count).toBeGreaterThan(0);
      else expect(gone.count).toBe(0);
      await attempt(sql, `delete from public.${table}`);
      await sql.query('reset role');
      if (person === 'neighbour') return;
      expect(
        await value(sql, `select count(*)::int from public.${table} where ${inWorkspace(table)}`, [there.workspace]),
      ).toBeGreaterThan(0);
    });
  });

  test.each(OFFICE.map((name) => [name]))('%s answers as the table of access says', async (name) => {
    const [text, values] = call(name);
    await as(person, async (sql) => {
      const answer = await attempt(sql, text, values);
      if (allows(FUNCTION_ACCESS[name], person)) expect(answer.code).toBeNull();
      // Not to be found is what strangers may be told as well.
      else if (isMember || person === 'anonymous') expect(answer.code).toBe('42501');
      else expect(['42501', 'TW004']).toContain(answer.code);
    });
  });
});

describe('with the secret key', () => {
  test.each(TABLES.map((table) => [table]))(
    '%s is written only where no trigger or function is in charge of it',
    async (table) => {
      await db.asService(async (sql) => {
        await sql.query('set constraints all deferred');
        expect((await attempt(sql, `select from public.${table}`)).count).toBeGreaterThan(0);
        const codes = [
          (await attempt(sql, `update public.${table} set ${anyColumn(table)} = ${anyColumn(table)} where false`)).code,
          (await attempt(sql, `delete from public.${table} where false`)).code,
          (await attempt(sql, `truncate public.${table} cascade`)).code,
        ];
        const isKept = access(table).service === 'reads';
        const isLog = table === 'audit_log';
        expect(codes).toEqual([isKept || isLog ? '42501' : null, isKept || isLog ? '42501' : null, '42501']);
      });
    },
  );
});

describe('rules that hold for everybody', () => {
  const asOwner = (text: string, values: unknown[]) => db.asOwner((sql) => attempt(sql, text, values));

  test('history is not rewritten, not even by the owner of the database', async () => {
    expect(
      (await asOwner("update public.revisions set label = 'x' where workspace_id = $1", [here.workspace])).code,
    ).toBe('TW002');
  });

  test('a finished snapshot keeps its content and its place in the life cycle', async () => {
    const update = (set: string, id: string) => asOwner(`update public.snapshots set ${set} where id = $1`, [id]);
    expect((await update("content_hash = repeat('0', 32)", here.ready)).code).toBe('TW002');
    expect((await update('seq = 99', here.archived)).code).toBe('TW002');
    expect((await update("status = 'draft'", here.archived)).code).toBe('TW002');
    expect((await update("status = 'archived'", here.ready)).code).toBe('TW002');
    expect((await update("status = 'ready'", here.draft)).code, 'an empty draft is not ready').toBe('23514');
    expect((await asOwner('delete from public.snapshots where id = $1', [here.current])).code).toBe('TW002');
    const versions = (set: string) =>
      asOwner(`update public.entity_versions set ${set} where workspace_id = $1`, [here.workspace]);
    expect((await versions("body = '{}'")).code).toBe('TW002');
    expect((await versions('to_seq = 2147483647')).code).toBe('TW002');
  });

  test('at most one snapshot of a workspace is current', async () => {
    const second = await asOwner("update public.snapshots set status = 'current' where id = $1", [here.ready]);
    expect([second.code, second.constraint]).toEqual(['23505', 'snapshots_one_current']);
  });

  test('content does not move to another workspace, nor refer into one', async () => {
    for (const { table_name } of await list<{ table_name: AccessTable }>(
      db.owner,
      'select table_name::text from private.kinds',
    )) {
      const moved = await asOwner(`update public.${table_name} set workspace_id = $1 where workspace_id = $2`, [
        there.workspace,
        here.workspace,
      ]);
      expect(moved.code, table_name).toBe('42501');
    }
    const foreign: [AccessTable, string, string][] = [
      ['trails', 'domain_id', there.domain],
      ['concepts', 'trail_id', there.trails[0]],
      ['concept_sparks', 'concept_id', there.concepts[0]],
      ['concept_sparks', 'spark_id', there.sparks[1]],
      ['spark_beacons', 'spark_id', there.sparks[1]],
      ['spark_beacons', 'beacon_id', there.beacon],
      ['spark_links', 'source_id', there.sparks[1]],
      ['spark_links', 'target_id', there.sparks[2]],
      ['concept_links', 'target_id', there.concepts[2]],
      ['objectives', 'concept_id', there.concepts[0]],
      ['packages', 'spark_id', there.sparks[1]],
      ['course_profiles', 'trail_id', there.trails[1]],
      ['market_research', 'trail_id', there.trails[1]],
      ['unit_profiles', 'concept_id', there.concepts[1]],
      ['resources', 'concept_id', there.concepts[0]],
      ['lesson_profiles', 'spark_id', there.sparks[1]],
      ['trail_performance', 'trail_id', there.trails[0]],
    ];
    await db.asPerson('editor', async (sql) => {
      for (const [table, column, id] of foreign) {
        const row = { workspace_id: here.workspace, ...rowFor(table, here, 1), [column]: id };
        const names = Object.keys(row);
        const text = `insert into public.${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`;
        expect((await attempt(sql, text, Object.values(row))).code, `${table}.${column}`).toBe('23503');
      }
      const persona = await value<string>(db.owner, 'select id from public.personas where workspace_id = $1', [
        there.workspace,
      ]);
      const borrowed = await attempt(sql, 'update public.course_profiles set persona_id = $1 where workspace_id = $2', [
        persona,
        here.workspace,
      ]);
      expect(borrowed.code).toBe('23503');
    });
  });

  test('rows cannot be pushed into another workspace where the grant of a column is all that stands in the way', async () => {
    for (const table of ['trail_performance', 'memberships'] as const) {
      await db.asOwner(async (sql) => {
        await sql.query(`grant update (workspace_id) on public.${table} to authenticated`);
        const admin = (await db.members()).admin;
        await become(sql, admin);
        expect((await attempt(sql, `update public.${table} set workspace_id = '${there.workspace}'`)).code).toBe(
          '42501',
        );
      });
    }
  });

  test('only reviewers decide about drafts, whichever way they come', async () => {
    const author = new Author(db.owner, here.workspace);
    const id = await author.spark(fresh('draft'), { ai_metadata: '{"review_status": "pending"}' });
    const decide = (sql: Sql, to: string | null) =>
      attempt(sql, 'update public.sparks set ai_metadata = $2 where id = $1', [id, to]);
    for (const [role, code] of [
      ['editor', '42501'],
      ['reviewer', null],
      ['admin', null],
    ] as const) {
      await db.asOwner(async (sql) => {
        await sql.query('grant update (ai_metadata) on public.sparks to authenticated');
        await become(sql, (await db.members())[role]);
        expect((await decide(sql, '{"review_status": "approved"}')).code).toBe(code);
        expect((await decide(sql, null)).code).toBe(code);
        expect((await decide(sql, '{"review_status": "pending", "generated_by": "x"}')).code).toBeNull();
      });
    }
  });

  test('a workspace keeps an admin, also when two admins demote each other at once, at every isolation level', async () => {
    for (const level of ['read committed', 'repeatable read', 'serializable']) {
      const [anna, ben] = [await db.createPerson(), await db.createPerson()];
      const workspace = await db.createWorkspace();
      for (const person of [anna, ben]) await db.addMember(workspace, person, 'admin');
      const [first, second] = [await db.connect(), await db.connect()];
      const demote = (sql: Sql, person: string) =>
        sql.query("update public.memberships set role = 'editor' where workspace_id = $1 and user_id = $2", [
          workspace,
          person,
        ]);
      for (const client of [first, second]) {
        await client.query(`begin isolation level ${level}`);
        await client.query('select count(*) from public.memberships');
      }
      await demote(first, anna);
      const late = demote(second, ben).then(
        () => null,
        (error) => error.code as string,
      );
      await first.query('commit');
      expect(await late, level).toBe(level === 'read committed' ? 'TW002' : '40001');
      await second.query('rollback');
      expect(
        await value(
          db.owner,
          "select count(*)::int from public.memberships where workspace_id = $1 and role = 'admin'",
          [workspace],
        ),
      ).toBe(1);
    }
    const last = await db.asPerson('admin', (sql) =>
      attempt(sql, 'delete from public.memberships where user_id = auth.uid()'),
    );
    expect(last.code).toBe('TW002');
  });

  test('a workspace can be deleted with all that is in it, and the last admin with it', async () => {
    const workspace = await db.createWorkspace();
    const admin = await db.createPerson();
    await db.addMember(workspace, admin, 'admin');
    await fill(workspace, admin);
    expect((await db.owner.query('delete from public.workspaces where id = $1', [workspace])).rowCount).toBe(1);
    for (const table of TABLES) {
      if (table === 'profiles') continue;
      expect(
        await value(db.owner, `select count(*)::int from public.${table} where ${inWorkspace(table)}`, [workspace]),
        table,
      ).toBe(0);
    }
  });

  test('whoever is removed from a workspace sees nothing of it at once', async () => {
    const person = await db.createPerson();
    await db.addMember(here.workspace, person, 'editor');
    const client = await db.connect();
    await db.beginAs(client, person);
    const count = () => value<number>(client, 'select count(*)::int from public.sparks');
    expect(await count()).toBeGreaterThan(0);
    await db.owner.query('delete from public.memberships where user_id = $1', [person]);
    expect(await count()).toBe(0);
    await client.query('rollback');
  });
});

/** From owner to person in the middle of a transaction: after a grant, say, that only this transaction has. */
async function become(sql: Sql, person: string): Promise<void> {
  await sql.query(
    "select set_config('request.jwt.claims', $1, true), set_config('request.jwt.claim.sub', $2, true), set_config('role', 'authenticated', true)",
    [JSON.stringify({ role: 'authenticated', sub: person }), person],
  );
}

/** Rows that were written in this transaction, by workspace. */
async function changedRows(sql: Sql, table: AccessTable): Promise<{ here: number; there: number }> {
  const count = (workspace: string) =>
    value<number>(
      sql,
      `select count(*)::int from public.${table} where ${inWorkspace(table)} and xmin::text = (pg_current_xact_id()::xid)::text`,
      [workspace],
    );
  return { here: await count(here.workspace), there: await count(there.workspace) };
}

/** A call that succeeds for whoever may make it. */
function call(name: OfficeFunction): [string, unknown[]] {
  const id = here.workspace;
  const calls: Record<OfficeFunction, [string, unknown[]]> = {
    create_workspace: ["select public.create_workspace($1, 'Mine')", [fresh('mine')]],
    add_member: ["select public.add_member($1, $2, 'editor')", [id, `${randomUUID()}@example.test`]],
    place: ["select public.place($1, 'concept', $2, $3, 1)", [id, here.concepts[0], here.trails[1]]],
    preview_trash: ["select public.preview_trash($1, 'spark', $2)", [id, here.sparks[0]]],
    trash: ["select public.trash($1, 'spark', $2)", [id, here.sparks[0]]],
    purge_trash: ['select public.purge_trash($1)', [here.trashed]],
    undo_change_set: ['select public.undo_change_set($1)', [here.trashed]],
    create_import_snapshot: ['select public.create_import_snapshot($1)', [id]],
    preview_blockers: ['select public.preview_blockers($1)', [id]],
    stage_snapshot: ['select public.stage_snapshot($1)', [id]],
    delete_draft_snapshot: ['select public.delete_draft_snapshot($1)', [here.draft]],
    promote_snapshot: ['select public.promote_snapshot($1)', [here.ready]],
    rollback_snapshot: ['select public.rollback_snapshot($1)', [id]],
    set_snapshot_pin: ['select public.set_snapshot_pin($1, true)', [here.current]],
    cleanup_old_snapshots: ['select public.cleanup_old_snapshots($1, 1)', [id]],
    verify_snapshot: ['select public.verify_snapshot($1)', [here.current]],
    diff_snapshots: ['select public.diff_snapshots($1, $2)', [here.archived, here.current]],
    pending_changes: ['select public.pending_changes($1)', [id]],
    count_changes: ['select public.count_changes($1)', [id]],
    changed_entities: ['select public.changed_entities($1)', [id]],
    start_import: ["select public.start_import($1, 'two')", [id]],
    discard_import: ['select public.discard_import($1)', [here.imports.begun]],
    update_import_status: ["select public.update_import_status($1, 'failed')", [here.imports.begun]],
    add_import_items: ["select public.add_import_items($1, '[]')", [here.imports.begun]],
    describe_import: ["select public.describe_import($1, 'two')", [here.imports.begun]],
    recognise_import_blocks: ["select public.recognise_import_blocks($1, '{}')", [here.imports.begun]],
    adopt_import_blocks: ["select public.adopt_import_blocks($1, '[]')", [here.imports.begun]],
    plan_import: ['select public.plan_import($1)', [here.imports.begun]],
    import_plan_items: ['select public.import_plan_items($1)', [here.imports.begun]],
    apply_import: ['select public.apply_import($1)', [here.imports.planned]],
    finalize_import: ['select public.finalize_import($1, $2)', [here.imports.applied, here.draft]],
    stage_import: ['select public.stage_import($1)', [here.imports.applied]],
    promote_import: ['select public.promote_import($1)', [here.imports.staged]],
    rollback_import: ['select public.rollback_import($1)', [here.imports.promoted]],
    get_import_stats: ['select public.get_import_stats($1)', [id]],
    export_rows: ["select public.export_rows($1, 'spark')", [id]],
    read_outline: ['select public.read_outline($1)', [id]],
    read_changed: ['select public.read_changed($1)', [id]],
    create_entity: [`select public.create_entity($1, 'beacon', '{"slug": "tried", "name": "Tried"}')`, [id]],
    read_trash: ['select public.read_trash($1)', [id]],
    search_content: ["select public.search_content($1, 'any')", [id]],
    be_present: ["select public.be_present($1, 'spark', $2)", [id, here.sparks[0]]],
    leave: ['select public.leave($1, $2)', [id, here.sparks[0]]],
    restore_revision: [
      'select public.restore_revision($1, (select min(r.id) from public.revisions r where r.workspace_id = $1 and r.entity_id = $2))',
      [id, here.sparks[0]],
    ],
    read_versions: ["select public.read_versions($1, 'trail', $2)", [id, here.trails[0]]],
    bulk_edit: [
      'select public.bulk_edit($1, $2, \'{"is_published": true}\')',
      [id, JSON.stringify([{ kind: 'spark', id: here.sparks[0] }])],
    ],
    bulk_move: [
      'select public.bulk_move($1, $2, $3)',
      [id, JSON.stringify([{ kind: 'concept', id: here.concepts[0] }]), here.trails[1]],
    ],
    bulk_trash: ['select public.bulk_trash($1, $2)', [id, JSON.stringify([{ kind: 'spark', id: here.sparks[0] }])]],
    merge_entities: ["select public.merge_entities($1, 'spark', $2, $3)", [id, here.sparks[0], here.sparks[1]]],
    split_concept: [
      `select public.split_concept($1, $2, array(select p.id from public.concept_sparks p where p.concept_id = $2 order by p.id limit 1), 'Second', 'second')`,
      [id, here.concepts[0]],
    ],
    split_spark: [
      "select public.split_spark($1, $2, (select s.version from public.sparks s where s.id = $2), 'one', 'two', 'Second', 'second', 5, 5)",
      [id, here.sparks[0]],
    ],
    duplicate: [
      "select public.duplicate($1, jsonb_build_array(jsonb_build_object('kind', 'trail', 'id', $2::uuid)))",
      [id, here.trails[0]],
    ],
    list_change_sets: ['select public.list_change_sets($1)', [id]],
    read_change_set: ['select public.read_change_set($1, $2)', [id, here.trashed]],
    merge_loop: ["select public.merge_loop($1, 'spark', $2, $3)", [id, here.sparks[0], here.sparks[1]]],
  };
  return calls[name];
}
