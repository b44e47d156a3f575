import type pg from 'pg';
import { pino } from 'pino';
import { beforeAll, expect, test, vi } from 'vitest';
import { sweepAssets } from '#lib/assets/jobs.ts';
import { assetStudio, get, newText } from '../support/asset-fixture.ts';
import { list, value } from '../support/authoring.ts';

// The job as the worker runs it, over storage and database.

const { db, added, ownWorkspace, people } = assetStudio();

beforeAll(async () => {
  const gateway = await db.gateway();
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_URL', gateway.url);
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY', gateway.publishableKey);
  vi.stubEnv('SUPABASE_SECRET_KEY', gateway.secretKey);
  vi.stubEnv('DATABASE_URL', db.url);
});

const sweep = (pool: pg.Pool = db.owner) =>
  sweepAssets.run({}, { id: 'test', db: pool, log: pino({ level: 'silent' }), signal: new AbortController().signal });

const stored = (workspace: string) =>
  list<{ name: string }>(db.owner, "select name from storage.objects where name like $1 || '/%' order by name", [
    workspace,
  ]);

/** A file whose bytes nothing names any more, and which are old enough. */
async function orphan(workspace: string, text: string) {
  const asset = await added(workspace, 'words.txt', text);
  const trash = await value<string>(db.owner, "select public.trash($1, 'asset', $2)", [workspace, asset.id]);
  await db.owner.query('select public.purge_trash($1)', [trash]);
  await db.owner.query("update storage.objects set created_at = now() - interval '2 days'");
  return { sha256: asset.sha256, name: `${workspace}/${asset.sha256}` };
}

test('what nothing names is removed from every workspace, and the rest stays', async () => {
  const [one, other] = [await ownWorkspace(), await ownWorkspace()];
  const kept = await added(one.id, 'kept.txt', newText());
  await orphan(one.id, newText());
  await orphan(other.id, newText());
  await sweep();
  expect(await stored(one.id)).toEqual([{ name: `${one.id}/${kept.sha256}` }]);
  expect(await stored(other.id)).toEqual([]);
  // Nothing to do.
  await sweep();
  expect((await get(people.editor, kept.sha256)).ok).toBe(true);
});

test('what is uploaded again after the list was made stays', async () => {
  const { id } = await ownWorkspace();
  const words = newText();
  const { sha256, name } = await orphan(id, words);
  let lists = 0;
  const query = async (text: string, values: unknown[]) => {
    const listed = await db.owner.query(text, values);
    if (lists++ === 0) {
      expect(listed.rows).toContainEqual({ name });
      await added(id, 'words.txt', words);
    }
    return listed;
  };
  await sweep({ query, connect: () => db.owner.connect() } as unknown as pg.Pool);
  expect(await stored(id)).toEqual([{ name }]);
  expect((await get(people.editor, sha256)).ok).toBe(true);
});

test('who enters a file while it is being removed stores it anew', async () => {
  const { id } = await ownWorkspace();
  const words = newText();
  const { sha256 } = await orphan(id, words);
  // Holds what the job holds, until the upload waits for it.
  const client = await db.connect();
  await client.query('begin');
  await client.query('select from public.workspaces where id = $1 for no key update', [id]);
  const uploaded = added(id, 'words.txt', words);
  await vi.waitFor(async () => {
    expect(await value(db.owner, 'select count(*)::int from pg_locks where not granted')).toBeGreaterThan(0);
  });
  await people.service.storage.from('assets').remove([`${id}/${sha256}`]);
  await client.query('rollback');
  expect(await uploaded).toMatchObject({ is_new: true });
  expect((await get(people.editor, sha256)).ok).toBe(true);
});
