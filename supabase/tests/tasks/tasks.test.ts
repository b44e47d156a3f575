import pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PERMISSIONS } from '#lib/base/core/permissions.ts';
import { TASKS } from '#lib/tasks/core.ts';
import { startRunner } from '#lib/tasks/jobs/runner.ts';
import { Author, attempt, list, runImport, type Sql, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';
import { beacon } from '../support/importing.ts';

const db = testDatabase();
let workspace: string;
let author: Author;
let person: string;

interface Row {
  state: string;
  attempts: number;
  result: Record<string, unknown> | null;
  problem: { code: string; message: string } | null;
  done: number;
}
const read = async (id: string) => (await list<Row>(db.owner, 'select * from public.tasks where id = $1', [id]))[0];
const state = async (id: string) => (await read(id))?.state;
const ended = (id: string) =>
  vi.waitUntil(
    async () => {
      const row = await read(id);
      return row && !['waiting', 'running'].includes(row.state) ? row : null;
    },
    { timeout: 20_000, interval: 20 },
  );
const isRunning = (id: string) =>
  vi.waitUntil(async () => (await state(id)) === 'running', { timeout: 10_000, interval: 10 });
const ask = (kind: string, subject: string | null = null, input = {}, who = person) =>
  db.commitAsPerson(who, (sql) =>
    value<string>(sql, 'select public.start_task($1, $2, $3, $4)', [workspace, kind, subject, JSON.stringify(input)]),
  );
const snapshots = () =>
  value<number>(db.owner, 'select count(*)::int from public.snapshots where workspace_id = $1', [workspace]);

type Runner = ReturnType<typeof startRunner>;
const runners: Runner[] = [];
const pools: pg.Pool[] = [];
function work(slots = 1): Runner {
  const pool = new pg.Pool({ connectionString: db.url, max: 3 });
  pool.on('error', () => undefined);
  const runner = startRunner({
    databaseUrl: db.url,
    db: pool,
    log: pino({ level: 'silent' }),
    slots,
    lookEveryMs: 200,
  });
  runners.push(runner);
  pools.push(pool);
  return runner;
}

beforeEach(async () => {
  workspace = await db.createWorkspace();
  person = await db.createPerson();
  await db.addMember(workspace, person, 'admin');
  author = new Author(db.owner, workspace);
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  await Promise.all(pools.splice(0).map((pool) => pool.end()));
});

/** Keeps everybody who writes the workspace waiting until it is let go. */
async function holdWorkspace(): Promise<Sql> {
  const client = await db.connect();
  await client.query('begin');
  await client.query('select from public.workspaces where id = $1 for no key update', [workspace]);
  return client;
}

test('the table of kinds says what the code says', async () => {
  const kinds = await list<{ kind: string; role: string }>(db.owner, 'select kind, role from private.task_kinds');
  const wanted = Object.entries(TASKS).map(([kind, { permission }]) => ({ kind, role: PERMISSIONS[permission].role }));
  expect(kinds).toHaveLength(wanted.length);
  expect(kinds).toEqual(expect.arrayContaining(wanted));
});

describe('a task', () => {
  test('is done as the person who asked, with its outcome, and tells how far it is', async () => {
    await author.spark('one');
    work();
    const id = await ask('snapshot.stage', null, { p_version_label: 'v1', p_workspace: 'ignored', p_wrong: 1 });
    expect(await ended(id)).toMatchObject({ state: 'done', problem: null, result: { ok: true } });
    const made = await list(
      db.owner,
      'select version_label, created_by, status from public.snapshots where workspace_id = $1',
      [workspace],
    );
    expect(made).toEqual([{ version_label: 'v1', created_by: person, status: 'ready' }]);
  });

  const subjects: [kind: string, subject: () => Promise<string | null>][] = [
    ['import.apply', () => planned()],
    ['import.stage', async () => (await runImport(db.owner, workspace, [beacon('b')])).id],
    ['change_set.undo', () => trashed()],
    ['trash.purge', () => trashed()],
    ['snapshot.verify', () => staged()],
    ['snapshot.clean_up', async () => null],
  ];
  test.each(subjects)('%s does what its function does', async (kind, prepare) => {
    const subject = await prepare();
    work();
    expect(await ended(await ask(kind, subject))).toMatchObject({ state: 'done', problem: null, attempts: 1 });
  });

  test('about little is left to whoever asks, and of two that are alike one is begun', async () => {
    await author.spark('one');
    const few = 'select public.start_task($1, $2, null, $3, $4)';
    const args = [workspace, 'snapshot.stage', '{}'];
    expect(await db.asPerson(person, (sql) => value(sql, few, [...args, 1]))).toBeNull();
    expect(await db.asPerson(person, (sql) => value(sql, few, [...args, 0]))).not.toBeNull();
    await ask('snapshot.stage');
    const again = await db.asPerson(person, (sql) => attempt(sql, few, [...args, -1]));
    expect(again.code).toBe('TW005');
  });

  test('is refused to who may not, when it is asked for and again when it runs', async () => {
    const editor = await db.createPerson();
    await db.addMember(workspace, editor, 'editor');
    const purge = 'select public.start_task($1, $2)';
    expect((await db.asPerson(editor, (sql) => attempt(sql, purge, [workspace, 'trash.purge']))).code).toBe('42501');
    expect((await db.asPerson(editor, (sql) => attempt(sql, purge, [workspace, 'no.such']))).code).toBe('TW006');
    await author.spark('one');
    const id = await ask('snapshot.stage', null, {}, editor);
    await db.owner.query('delete from public.memberships where user_id = $1', [editor]);
    work();
    expect(await ended(id)).toMatchObject({ state: 'failed', result: null, problem: { code: 'forbidden' } });
    expect(await snapshots()).toBe(0);
  });

  test('that is refused by its function says why with the code of that', async () => {
    const change_set = await trashed();
    await db.owner.query('select public.undo_change_set($1)', [change_set]);
    work();
    expect(await ended(await ask('change_set.undo', change_set))).toMatchObject({
      state: 'failed',
      problem: { code: 'wrong_state', message: 'This change has been undone already.' },
    });
  });
});

describe('stopping', () => {
  const cancel = (id: string, who = person) =>
    db.commitAsPerson(who, (sql) => value(sql, 'select public.cancel_task($1)', [id]));

  test('what waits is never begun', async () => {
    await author.spark('one');
    const id = await ask('snapshot.stage');
    await cancel(id);
    expect(await state(id)).toBe('cancelled');
    work();
    const next = await ask('snapshot.verify', await staged());
    await ended(next);
    expect(await state(id)).toBe('cancelled');
    await expect(cancel(id)).rejects.toMatchObject({ code: 'TW002' });
  });

  test('what runs is taken back whole', async () => {
    await author.spark('one');
    const holder = await holdWorkspace();
    work();
    const id = await ask('snapshot.stage');
    await isRunning(id);
    await cancel(id);
    expect(await ended(id)).toMatchObject({ state: 'cancelled', result: null });
    await holder.query('rollback');
    expect(await snapshots()).toBe(0);
  });

  test('is for who asked and for admins', async () => {
    const [editor, other] = [await db.createPerson(), await db.createPerson()];
    for (const one of [editor, other]) await db.addMember(workspace, one, 'editor');
    const id = await ask('snapshot.stage', null, {}, editor);
    await expect(cancel(id, other)).rejects.toMatchObject({ code: 'TW007' });
    await cancel(id, person);
    expect(await state(id)).toBe('cancelled');
  });
});

describe('workers', () => {
  test('that are two do each task once, one at a time of each workspace', async () => {
    const subjects: string[] = [];
    for (let nth = 0; nth < 12; nth++) {
      const { id } = await runImport(db.owner, workspace, [beacon(`b-${nth}`)]);
      subjects.push(await value<string>(db.owner, 'select change_set_id from public.import_logs where id = $1', [id]));
    }
    const ids = await Promise.all(subjects.map((subject) => ask('change_set.undo', subject)));
    work(2);
    work(2);
    for (const id of ids) expect(await ended(id)).toMatchObject({ state: 'done', attempts: 1 });
    const undone = await list(
      db.owner,
      `select undoes, count(*)::int from public.change_sets where workspace_id = $1 and action = 'undo' group by undoes`,
      [workspace],
    );
    expect(undone).toHaveLength(12);
    expect(undone.every((one) => (one as { count: number }).count === 1)).toBe(true);
  });

  test('that die have done nothing, and another one begins again', async () => {
    await author.spark('one');
    const holder = await holdWorkspace();
    work();
    const id = await ask('snapshot.stage');
    await isRunning(id);
    const killed = await list(
      db.owner,
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'trailwright task' and datname = current_database()`,
    );
    expect(killed).toHaveLength(1);
    await holder.query('rollback');
    expect(await ended(id)).toMatchObject({ state: 'done', attempts: 2 });
    expect(await snapshots()).toBe(1);
  });

  test('that stop put back what they were at', async () => {
    await author.spark('one');
    const holder = await holdWorkspace();
    const first = work();
    const id = await ask('snapshot.stage');
    await isRunning(id);
    await first.stop();
    expect(await read(id)).toMatchObject({ state: 'waiting', attempts: 0 });
    await holder.query('rollback');
    work();
    expect(await ended(id)).toMatchObject({ state: 'done', attempts: 1 });
  });

  test('are not killed by one task for ever: after three it has failed', async () => {
    const id = await ask('snapshot.stage');
    await db.owner.query("update public.tasks set state = 'running', attempts = 3 where id = $1", [id]);
    work();
    expect(await ended(id)).toMatchObject({ state: 'failed', problem: { code: 'unavailable' } });
  });
});

async function staged(): Promise<string> {
  return (await value<{ snapshot_id: string }>(db.owner, 'select public.stage_snapshot($1)', [workspace])).snapshot_id;
}
async function trashed(): Promise<string> {
  const spark = await author.spark();
  return value<string>(db.owner, "select public.trash($1, 'spark', $2)", [workspace, spark]);
}
async function planned(): Promise<string> {
  const id = await value<string>(db.owner, "select public.start_import($1, 'planned')", [workspace]);
  const item = { kind: 'beacon', position: 0, key: 'b', hash: 'b', fields: { slug: 'b', name: 'Beacon' } };
  await db.owner.query('select public.add_import_items($1, $2)', [id, JSON.stringify([item])]);
  await db.owner.query('select public.plan_import($1)', [id]);
  return id;
}
