import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readSchema } from '#lib/studio/processes/schema-text.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();
const FILE = path.resolve(import.meta.dirname, '../../schema.sql');

/** The first line in which two texts differ, for a message that can be read: the whole is nine thousand lines. */
function firstDifference(written: string, made: string): string | null {
  if (written === made) return null;
  const [before, after] = [written.split('\n'), made.split('\n')];
  const at = after.findIndex((line, nth) => line !== before[nth]);
  return `line ${at + 1}: written ${JSON.stringify(before[at])}, made ${JSON.stringify(after[at])}`;
}

test('supabase/schema.sql is what the migrations make', async () => {
  const difference = firstDifference(await readFile(FILE, 'utf8'), await readSchema(db.url));
  expect(
    difference,
    'supabase/schema.sql is out of date: run "npm run db:schema" against a database with the new migrations and commit it',
  ).toBe(null);
});

test('it tells a difference of every sort', async () => {
  let before = await readSchema(db.url);
  expect(await readSchema(db.url), 'the same database twice').toBe(before);
  for (const change of [
    'alter table public.domains add column motto text',
    "alter table public.domains alter column icon set default 'star'",
    'alter table public.domains drop constraint domains_icon_length',
    'create index domains_icon_idx on public.domains (icon)',
    'grant update (ordinal) on public.domains to authenticated',
    'grant truncate on public.domains to service_role',
    'alter table public.domains disable row level security',
    'alter policy "Members read" on public.domains using (true)',
    'drop trigger stamp on public.domains',
    'drop trigger trailwright_account_changed on auth.users',
    "comment on table public.domains is 'Something else.'",
    "comment on column public.workspaces.content_is_open is 'Something else.'",
    "alter type public.difficulty add value 'master'",
    'alter function private.actor() volatile',
    'grant execute on function private.note to authenticated',
    'drop policy "Members read the files of their workspaces" on storage.objects',
    "update private.kinds set is_below = false where kind = 'resource'",
    'alter default privileges in schema public grant select on tables to anon',
  ]) {
    await db.owner.query(change);
    const after = await readSchema(db.url);
    expect(after === before, change).toBe(false);
    before = after;
  }
});
