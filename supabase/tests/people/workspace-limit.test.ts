import { expect, test } from 'vitest';
import { codeOf, fresh, list, type Sql } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

const make = (sql: Sql) => sql.query("select public.create_workspace($1, 'Mine')", [fresh('mine')]);

test('an account makes twenty workspaces and no more, another one is not counted with it', async () => {
  const [person, neighbour] = [await db.createPerson(), await db.createPerson()];
  await db.commitAsPerson(person, async (sql) => {
    for (let at = 0; at < 20; at++) await make(sql);
  });
  await db.asPerson(person, async (sql) => expect(await codeOf(make(sql))).toBe('TW002'));
  await db.asPerson(neighbour, async (sql) => expect(await codeOf(make(sql))).toBeNull());
});

test('two at once make no twenty-first', async () => {
  const person = await db.createPerson();
  await db.commitAsPerson(person, async (sql) => {
    for (let at = 0; at < 19; at++) await make(sql);
  });
  const [one, two] = [await db.connect(), await db.connect()];
  await db.beginAs(one, person);
  await db.beginAs(two, person);
  await make(one);
  const second = codeOf(make(two));
  await one.query('commit');
  expect(await second).toBe('TW002');
  await two.query('rollback');
  expect(await list(db.owner, 'select from public.workspaces w where w.created_by = $1', [person])).toHaveLength(20);
});
