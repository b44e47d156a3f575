import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  brokenPromises,
  digestMigrations,
  freezeMigrations,
  readReleases,
} from '#lib/studio/processes/frozen-migrations.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

test('migrations that a release shipped stay as they are, and new ones come after them', async () => {
  expect(brokenPromises(await readReleases(ROOT), await digestMigrations(ROOT))).toEqual([]);
});

test('an edit, a removal and a number in between are told apart', () => {
  const releases = [{ version: '1.0.0', migrations: { '1_a.sql': 'x', '2_b.sql': 'y', '4_c.sql': 'z' } }];
  expect(brokenPromises(releases, { '1_a.sql': 'x', '2_b.sql': 'y', '4_c.sql': 'z', '5_d.sql': 'new' })).toEqual([]);
  const frozen = 'the migrations of 1.0.0 are frozen: databases out there have run them, so add a new one instead';
  expect(brokenPromises(releases, { '1_a.sql': 'edited', '3_d.sql': 'new', '4_c.sql': 'z' })).toEqual([
    `1_a.sql was edited; ${frozen}`,
    `2_b.sql is gone; ${frozen}`,
    '3_d.sql would run before 4_c.sql on a fresh database, and after it where 1.0.0 is; number it higher',
  ]);
});

test('freezing a release once more confirms it, and never rewrites it', async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'release-'));
  const write = async (file: string, text: string) => {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  };
  await mkdir(path.join(root, 'supabase/releases'), { recursive: true });
  await write('supabase/migrations/1_a.sql', 'select 1');
  await freezeMigrations(root, '0.1.0');
  const [frozen] = await readReleases(root);
  expect(await freezeMigrations(root, '0.1.0')).toBe('supabase/releases/0.1.0/digests.json');

  await write('supabase/migrations/2_b.sql', 'select 2');
  await expect(freezeMigrations(root, '0.1.0')).rejects.toThrow('2_b.sql is no part of 0.1.0');
  await write('supabase/migrations/1_a.sql', 'select 3');
  await expect(freezeMigrations(root, '0.2.0')).rejects.toThrow('1_a.sql was edited');
  expect(await readReleases(root)).toEqual([frozen]);
  await rm(root, { recursive: true });
});
