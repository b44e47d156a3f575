import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openInstall } from './install.ts';
import { takeLock } from './lock.ts';
import { Trial } from './trial.ts';

let trial: Trial;
beforeEach(async () => {
  trial = await Trial.create();
});
afterEach(() => trial.destroy());

/** One sentence, no stack, exit code 1, and nothing left running. */
async function expectRefusal(sentence: RegExp, options: Parameters<Trial['run']>[1] = {}): Promise<void> {
  const { code, output } = await trial.run([], options);
  expect(output).toMatch(sentence);
  expect(output).not.toMatch(/\n\s+at /);
  expect(code).toBe(1);
  expect(trial.leftovers()).toEqual([]);
}

async function makeInstall(): Promise<void> {
  const open = await openInstall(trial.dataDir, {
    web: Number(trial.env.PORT),
    api: Number(trial.env.STUDIO_API_PORT),
    database: Number(trial.env.STUDIO_DB_PORT),
  });
  await open.release();
}

test.each([['PORT'], ['STUDIO_API_PORT'], ['STUDIO_DB_PORT']])('a busy %s', async (name) => {
  const port = Number(trial.env[name]);
  const holder = createServer().listen(port, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  await expectRefusal(new RegExp(`Port ${port} is in use by another program: end it, or set ${name}`));
  holder.close();
});

test('a port that is no port, two ports that are one', async () => {
  await expectRefusal(/PORT must be a whole number from 1 to 65535\./, { env: { PORT: '70000' } });
  await expectRefusal(/must differ/, { env: { STUDIO_API_PORT: String(trial.env.PORT) } });
});

test('a hosted Supabase with variables missing, or out of reach', async () => {
  await expectRefusal(/set NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY, SUPABASE_SECRET_KEY, DATABASE_URL as well/, {
    env: { NEXT_PUBLIC_SUPABASE_URL: 'https://project.example.test' },
  });
  await expectRefusal(/The database of DATABASE_URL cannot be reached/, {
    env: {
      NEXT_PUBLIC_SUPABASE_URL: 'https://project.example.test',
      NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_x',
      SUPABASE_SECRET_KEY: 'sb_secret_x',
      DATABASE_URL: `postgresql://postgres@127.0.0.1:${trial.env.STUDIO_DB_PORT}/postgres`,
    },
  });
});

test('a foreign folder', async () => {
  mkdirSync(trial.dataDir);
  writeFileSync(path.join(trial.dataDir, 'thesis.doc'), '');
  await expectRefusal(/is not a data folder of Trailwright: set STUDIO_DATA_DIR/);
});

test('a file where the folder should be', async () => {
  writeFileSync(trial.dataDir, '');
  await expectRefusal(/is not a folder/);
});

test('a folder of a newer Trailwright, and a damaged one', async () => {
  mkdirSync(trial.dataDir);
  writeFileSync(path.join(trial.dataDir, 'install.json'), '{"format": 99}');
  await expectRefusal(/was made by a newer Trailwright/);
  writeFileSync(path.join(trial.dataDir, 'install.json'), '{"form');
  await expectRefusal(/install\.json is damaged/);
});

test('a database of a newer PostgreSQL', async () => {
  await makeInstall();
  mkdirSync(path.join(trial.dataDir, 'database'));
  writeFileSync(path.join(trial.dataDir, 'database/PG_VERSION'), '18\n');
  await expectRefusal(/a database of the newer PostgreSQL 18, this Trailwright brings 17/);
});

test('a folder without rights', async () => {
  mkdirSync(trial.dataDir);
  chmodSync(trial.dataDir, process.getuid?.() === 0 ? 0o700 : 0o500);
  const nobody = process.getuid?.() === 0 ? { ids: { uid: 65534, gid: 65534 } } : {};
  await expectRefusal(/No right to read and write the data folder/, nobody);
  chmodSync(trial.dataDir, 0o700);
});

test('of many that want the lock one has it, and the lock of a killed process is free', async () => {
  const file = path.join(trial.folder, 'lock');
  const locks = await Promise.all(Array.from({ length: 8 }, () => takeLock(file)));
  const taken = locks.filter((lock) => 'release' in lock);
  expect(taken).toHaveLength(1);
  expect(await takeLock(file)).toEqual({ heldBy: process.pid });
  for (const lock of taken) await lock.release();

  const code = `import { DatabaseSync } from 'node:sqlite';
    new DatabaseSync(${JSON.stringify(file)}).exec('begin exclusive'); console.log('held'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  expect(await takeLock(file)).toHaveProperty('heldBy');
  holder.kill('SIGKILL');
  await new Promise((resolve) => holder.once('exit', resolve));
  const free = await takeLock(file);
  expect(free).toHaveProperty('release');
  if ('release' in free) await free.release();
});
