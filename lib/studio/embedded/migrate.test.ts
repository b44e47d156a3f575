import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFreePort } from './free-port.ts';
import { migrate } from './migrate.ts';
import { type RunningPostgres, startPostgres } from './postgres.ts';
import { ensureSystemSchema } from './system-schema.ts';

let folder: string;
let postgres: RunningPostgres;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'trailwright-migrate-'));
  cpSync(path.resolve(import.meta.dirname, '../../../supabase/config.toml'), path.join(folder, 'supabase/config.toml'));
  mkdirSync(path.join(folder, 'supabase/migrations'));
  // Not in the folder itself: PostgreSQL's own account has no way into it.
  const data = mkdtempSync(path.join('/tmp', 'trailwright-migrate-'));
  rmSync(data, { recursive: true });
  postgres = await startPostgres({
    folder: data,
    port: await findFreePort(),
    password: 'test',
    settings: { fsync: 'off' },
  });
  await ensureSystemSchema(postgres.url);
  return () => rmSync(data, { recursive: true, force: true });
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, sql: string) => writeFileSync(path.join(folder, 'supabase/migrations', name), sql);
const apply = () => migrate({ databaseUrl: postgres.url, root: folder, dataDir: folder });

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client(postgres.url);
  await client.connect();
  return (await client.query(sql).finally(() => client.end())).rows;
}

test('migrations go in once, in order, with functions and all', async () => {
  write('20260101000000_words.sql', 'create table public.words (id int primary key);');
  write(
    '20260102000000_double.sql',
    `create function public.double(n int) returns int language plpgsql set search_path = '' as $body$
     begin if n > 0 then return n * 2; end if; return 0; end $body$;
     insert into public.words values (public.double(2));`,
  );
  expect(await apply()).toBe(2);
  expect(await query('select id from public.words')).toEqual([{ id: 4 }]);
  const from = performance.now();
  expect(await apply()).toBe(0);
  expect(performance.now() - from).toBeLessThan(300);
});

test('a failing migration is named and leaves nothing; the ones before it stay', async () => {
  write('20260103000000_fine.sql', 'create table public.fine (id int);');
  write('20260104000000_broken.sql', 'create table public.half (id int); insert into public.nowhere values (1);');
  await expect(apply()).rejects.toThrow(/The migration 20260104000000_broken\.sql failed.*nowhere/);
  expect(
    await query("select to_regclass('public.fine') is null as a, to_regclass('public.half') is null as b"),
  ).toEqual([{ a: false, b: true }]);
  write('20260104000000_broken.sql', 'create table public.whole (id int);');
  expect(await apply()).toBe(1);
});

test('text that was edited after it went in is refused with the way out', async () => {
  write('20260101000000_words.sql', 'create table public.words (id bigint primary key);');
  await expect(apply()).rejects.toThrow(/earlier text of 20260101000000_words\.sql: start with "npm start -- --reset"/);
});
