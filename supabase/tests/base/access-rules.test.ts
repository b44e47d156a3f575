import { describe, expect, test } from 'vitest';
import type { AccessTable } from '#lib/base/core/access.ts';
import { inWorkspace, rowFor, TABLES, twoWorkspaces } from '../support/access-fixture.ts';
import { Author, attempt, fresh, list, type Sql, value } from '../support/authoring.ts';

const { db, here, there, fill } = twoWorkspaces();

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

  test('a draft is decided in the review queue alone, whichever way somebody writes', async () => {
    const author = new Author(db.owner, here.workspace);
    const id = await author.spark(fresh('draft'), { ai_metadata: '{"review_status": "pending"}' });
    const decide = (sql: Sql, to: string | null) =>
      attempt(sql, 'update public.sparks set ai_metadata = $2 where id = $1', [id, to]);
    for (const [role, code] of [
      ['editor', '42501'],
      ['reviewer', 'TW007'],
      ['admin', 'TW007'],
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
