import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { TYPES_HEADER } from '#lib/studio/processes/database-commands.ts';
import { runSupabaseCli } from '#lib/studio/processes/supabase-cli.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();
const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Blanks, quotes, semicolons and trailing commas are a matter of the formatter. */
const normalised = (source: string) => source.replaceAll(/[\s;,'"|()]+/g, '');

test('lib/base/data/database.types.ts is what the migrations make', async () => {
  const answer = await runSupabaseCli(['gen', 'types', 'typescript', '--schema', 'public'], db.url, { workdir: ROOT });
  expect(answer.code, answer.stderr).toBe(0);
  const written = await readFile(path.join(ROOT, 'lib/base/data/database.types.ts'), 'utf8');
  const isUpToDate = normalised(written) === normalised(`${TYPES_HEADER}\n${answer.stdout}`);
  expect(
    isUpToDate,
    'The types are out of date: run "npm run db:types" and commit lib/base/data/database.types.ts',
  ).toBe(true);
}, 60_000);
