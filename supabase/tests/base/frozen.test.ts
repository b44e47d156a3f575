import path from 'node:path';
import { expect, test } from 'vitest';
import { brokenPromises, digestMigrations, readReleases } from '#lib/studio/processes/frozen-migrations.ts';

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
