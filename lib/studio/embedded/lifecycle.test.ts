import { renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readInstall } from './install.ts';
import { Trial, until } from './trial.ts';

// One studio through its life, in order: each test goes on where the one before it stopped.
let trial: Trial;
beforeAll(async () => {
  trial = await Trial.create();
});
afterAll(() => trial.destroy());

async function health(): Promise<{ code: number; status: string | null }> {
  const response = await fetch(`${trial.webUrl}/api/health`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
  if (!response) return { code: 0, status: null };
  return { code: response.status, status: (await response.json()).status };
}

test('a first start makes everything, an interrupt ends everything', async () => {
  await trial.startAndWait(['--empty']);
  expect(await health()).toEqual({ code: 200, status: 'ok' });
  expect(statSync(path.join(trial.dataDir, 'install.json')).mode & 0o777).toBe(0o600);
  expect(statSync(path.join(trial.dataDir, 'log')).mode & 0o777).toBe(0o700);
  expect(
    await trial.query(
      `select distinct usename::text as name from pg_stat_activity where application_name in ('trailwright web', 'trailwright readers')`,
    ),
  ).toEqual([{ name: 'trailwright_web' }]);
  await trial.query('create table public.kept (id int)');
  expect(await trial.interrupt()).toBe(0);
  expect(trial.leftovers()).toEqual([]);
});

test('a second start is quick and reuses the data; a third beside it is refused', async () => {
  const before = await readInstall(trial.dataDir);
  const from = performance.now();
  await trial.startAndWait();
  expect(performance.now() - from).toBeLessThan(15_000);
  expect(await readInstall(trial.dataDir)).toEqual(before);
  expect(await trial.query('select count(*)::int as n from public.kept')).toEqual([{ n: 0 }]);
  const second = await Trial.create();
  const { code, output } = await second.run([], { env: { STUDIO_DATA_DIR: trial.dataDir } });
  expect(output).toMatch(/Trailwright is already running on .* \(process \d+\)/);
  expect(code).toBe(1);
  await second.destroy();
});

test('PostgreSQL killed: it is started again, web and worker recover by themselves', async () => {
  process.kill(trial.databasePid(), 'SIGKILL');
  await trial.untilSaid('is back', 30_000);
  await until(async () => (await health()).status === 'ok', 15_000);
  // Put into the queue by hand, without the notification that the queue itself would send.
  const id = crypto.randomUUID();
  await trial.query(
    `insert into queue.job (id, name, data, policy) values ('${id}', 'imports.reap', '{}', 'standard')`,
  );
  await until(
    async () => (await trial.query(`select from queue.job where id = '${id}' and state = 'completed'`)).length === 1,
    15_000,
    () => trial.output,
  );
});

test('the supervisor killed: nothing stays but the database, and the next start takes over', async () => {
  await trial.killSupervisor();
  await until(
    () => trial.leftovers().length <= 1 || onlyDatabase(),
    10_000,
    () => trial.leftovers().join(' '),
  );
  await trial.startAndWait();
  expect(await health()).toEqual({ code: 200, status: 'ok' });
  expect(await trial.query('select count(*)::int as n from public.kept')).toEqual([{ n: 0 }]);
});

test('an edited and an unknown migration are refused', async () => {
  await trial.query("insert into supabase_migrations.schema_migrations (version) values ('99990101000000')");
  expect(await trial.interrupt()).toBe(0);
  const { code, output } = await trial.run();
  expect(output).toMatch(/comes from a newer version of Trailwright \(it has migration 99990101000000/);
  expect(code).toBe(1);
  expect(trial.leftovers()).toEqual([]);
});

test('a database that is damaged or gone is one sentence, never an empty studio', async () => {
  const cluster = path.join(trial.dataDir, 'database');
  const aside = (file: string) => renameSync(path.join(cluster, file), path.join(cluster, `${file}.aside`));
  const back = (file: string) => renameSync(path.join(cluster, `${file}.aside`), path.join(cluster, file));
  const refused = async () => {
    const { code, output } = await trial.run();
    expect(code).toBe(1);
    expect(output).not.toMatch(/\n {4}at /);
    return output;
  };
  aside('PG_VERSION');
  expect(await refused()).toMatch(/is damaged \(it has no PG_VERSION\): bring that folder back from a backup/);
  writeFileSync(path.join(cluster, 'PG_VERSION'), '');
  expect(await refused()).toMatch(/is damaged \(PG_VERSION says “”\)/);
  back('PG_VERSION');
  aside('global/pg_control');
  expect(await refused()).toMatch(/is damaged \((but )?could not open file ".*pg_control"/);
  back('global/pg_control');
  renameSync(cluster, `${cluster}.aside`);
  expect(await refused()).toMatch(/The database of this install is gone: there is nothing in .* or start with --reset/);
  renameSync(`${cluster}.aside`, cluster);
  expect(trial.leftovers()).toEqual([]);
});

test('a reset starts anew with other secrets', async () => {
  const before = await readInstall(trial.dataDir);
  await trial.startAndWait(['--reset', '--empty']);
  expect((await readInstall(trial.dataDir))?.secret_key).not.toBe(before?.secret_key);
  await expect(trial.query('select from public.kept')).rejects.toThrow(/does not exist/);
  expect(await trial.interrupt()).toBe(0);
  expect(trial.leftovers()).toEqual([]);
});

function onlyDatabase(): boolean {
  return trial.leftovers().every((pid) => pid >= trial.databasePid());
}
