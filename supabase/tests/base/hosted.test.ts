import { expect, test } from 'vitest';
import { list, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

// The owner of the database is no superuser on a hosted project. What only a superuser may do would work here and fail there,
// and not before somebody applies the migrations.

const db = testDatabase();

test('every function can be made again by an owner who is no superuser', async () => {
  // A connection of its own, on which no extension has been loaded: settings that it would bring are unknown so far.
  const sql = await db.connect();
  await sql.query('begin');
  await sql.query('create role migrator');
  await sql.query(
    'grant usage, create on schema public, private to migrator; grant usage on schema extensions, auth, storage to migrator',
  );
  const functions = await list<{ name: string; made: string }>(
    sql,
    `select p.oid::regprocedure::text as name, pg_get_functiondef(p.oid) as made from pg_proc p
     where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) and p.prokind = 'f' order by 1`,
  );
  for (const { name } of functions) await sql.query(`alter function ${name} owner to migrator`);
  await sql.query('set local role migrator');
  const refused: string[] = [];
  for (const { name, made } of functions) {
    await sql.query('savepoint one');
    await sql.query(made).catch(async (error: Error) => {
      refused.push(`${name}: ${error.message}`);
      await sql.query('rollback to savepoint one');
    });
  }
  await sql.query('rollback');
  expect(functions.length).toBeGreaterThan(200);
  expect(refused).toEqual([]);
});

test('a title with a slip of the finger is found on a connection that has not loaded the extension yet', async () => {
  const workspace = await db.createWorkspace();
  await db.owner.query("insert into public.domains (workspace_id, slug, name) values ($1, 'd', 'Carpentry')", [
    workspace,
  ]);
  const found = await value<{ is_close: boolean; total: number }>(
    await db.connect(),
    "select public.search_content($1, 'Caprentry')",
    [workspace],
  );
  expect(found).toMatchObject({ is_close: true, total: 1 });
});
