import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { type Access, type AccessTable, FUNCTION_ACCESS, isForAnybody } from '#lib/base/core/access.ts';
import { can, type Permission, type Role } from '#lib/base/core/permissions.ts';
import { access, FUNCTIONS, inWorkspace, rowFor, TABLES, twoWorkspaces } from '../support/access-fixture.ts';
import { attempt, fresh, list, type Sql, value } from '../support/authoring.ts';
import { type OfficeFunction, officeCall } from '../support/office-calls.ts';

const { db, here, there } = twoWorkspaces();

const OFFICE = FUNCTIONS.filter((name): name is OfficeFunction => !isForAnybody(name));
/** outsider: signed in, member of nothing. neighbour: admin of another workspace. */
const PEOPLE = ['editor', 'reviewer', 'admin', 'outsider', 'neighbour', 'anonymous'] as const;
type Person = (typeof PEOPLE)[number];
const roleOf = (person: Person): Role | null =>
  person === 'editor' || person === 'reviewer' || person === 'admin' ? person : null;

/** A column people may change, and what to. */
const CHANGES: Partial<Record<AccessTable, string>> = {
  profiles: "display_name = 'Another name'",
  workspaces: "name = 'Another name'",
  memberships: 'role = role',
  content_keys: 'revoked_at = now()',
  trail_performance: 'views = views + 1',
};
const differenceOf = (table: AccessTable) => CHANGES[table] ?? `extras = '{"changed": true}'`;
/** For tables that nobody changes: some column, so that what refuses is the missing right. */
const anyColumn = (table: AccessTable) =>
  ({
    invitations: 'role',
    audit_log: 'action',
    revisions: 'label',
    slug_redirects: 'old_slug',
    profiles: 'email',
    pictures: 'media_type',
    workspaces: 'name',
  })[table as string] ?? 'workspace_id';

async function as<T>(person: Person, fn: (sql: pg.ClientBase) => Promise<T>): Promise<T> {
  if (person === 'anonymous') return db.asAnon(fn);
  return db.asPerson(person === 'neighbour' ? there.admin : person, fn);
}

function allows(rule: Access | 'signed in', person: Person): boolean {
  if (rule === 'nobody' || rule === 'own row') return false;
  if (rule === 'signed in') return person !== 'anonymous';
  return can(roleOf(person), rule.replace('own row or ', '') as Permission);
}

/** Functions about something that one person began: a sentence says who else may. */
const OWNED: string[] = [
  'discard_import',
  'cancel_task',
  'add_results',
  'finish_results',
  'remove_results',
  'cancel_job',
  'retry_job',
  'resume_job',
  'pause_job',
  'save_outline',
  'regenerate_lesson',
  'regenerate_proposal',
  'branch_job',
  'remove_job_source',
  'withdraw_proposal',
];

describe.each(PEOPLE.map((person) => [person]))('as %s', (person) => {
  const isMember = roleOf(person) !== null;

  test.each(TABLES.map((table) => [table]))('%s is read as the table of access says', async (table) => {
    const { unread = [], select } = access(table);
    const columns = await list<{ name: string }>(
      db.owner,
      `select a.attname::text as name from pg_attribute a where a.attrelid = ('public.' || $1)::regclass and a.attnum > 0 and not a.attisdropped`,
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
      if (table === 'profiles' || table === 'pictures' || table === 'workspaces') return;
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
      rule === 'nobody'
        ? ({ profiles: { display_name: 'x' }, pictures: { media_type: 'x' } }[table as string] ?? row)
        : { ...row, ...rowFor(table, here, 1) };
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
      const change = differenceOf(table);
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
    const [text, values] = officeCall(name, here);
    await as(person, async (sql) => {
      const answer = await attempt(sql, text, values);
      if (allows(FUNCTION_ACCESS[name], person)) expect(answer.code).toBeNull();
      // Not to be found is what strangers may be told as well.
      else if (isMember) expect(answer.code).toBe(OWNED.includes(name) ? 'TW007' : '42501');
      else if (person === 'anonymous') expect(answer.code).toBe('42501');
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
