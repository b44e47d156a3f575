import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { assetAddress } from '#lib/base/core/asset-address.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { assetStudio, bytesOf, get, newText } from '../support/asset-fixture.ts';
import { fresh } from '../support/authoring.ts';
import { stageAndPromote } from '../support/content-fixture.ts';

// Anybody may store bytes below any digest in a workspace of their own: readers get the true ones all the same.

const { db, people, upload, added, ownWorkspace } = assetStudio();

/** A digest with the same first half, so that lessons name both in the same way. */
const twin = (sha256: string) => sha256.slice(0, 32) + createHash('sha256').update(sha256).digest('hex').slice(32);

/** Stores and enters bytes below a digest that is not theirs. */
async function forge(client: Db, workspace: string, sha256: string, bytes = 'Forged') {
  const { error } = await client.storage.from('assets').upload(`${workspace}/${sha256}`, Buffer.from(bytes));
  if (error) throw error;
  const entered = await client.rpc('add_asset', {
    p_workspace: workspace,
    p_path: 'forged.txt',
    p_media_type: 'text/plain',
    p_byte_size: bytes.length,
    p_sha256: sha256,
  });
  if (entered.error) throw entered.error;
}

const text = async (client: Db, sha256: string) => (await bytesOf(await get(client, sha256))).toString();

test.each([
  ['the same name', (sha256: string) => sha256],
  ['the same first half of it', twin],
])('other bytes below %s in an open workspace are handed out to nobody', async (_, nameOf) => {
  const words = newText();
  const sha256 = createHash('sha256').update(words).digest('hex');
  const bad = await ownWorkspace({ open: true });
  await forge(people.editor, bad.id, nameOf(sha256));
  await stageAndPromote(db.owner, bad.id);
  // Before there is another, and to its own people.
  for (const client of [people.editor, people.anonymous]) {
    expect(await get(client, sha256)).toMatchObject({ ok: false, problem: { code: 'not_found' } });
  }
  const good = await ownWorkspace({ open: true });
  const asset = await added(good.id, 'words.txt', words);
  await good.author.spark(fresh('lesson'), { is_published: true, content_md: `[Words](${assetAddress(asset)})` });
  await stageAndPromote(db.owner, good.id);
  for (const client of [people.editor, people.stranger, people.anonymous])
    expect(await text(client, sha256)).toBe(words);
});

test('a member of the workspace with the false bytes gets the true ones of another', async () => {
  const words = newText();
  const good = await ownWorkspace({ open: true });
  const { sha256 } = await added(good.id, 'words.txt', words);
  await stageAndPromote(db.owner, good.id);
  const id = (await people.stranger.auth.getUser()).data.user?.id ?? '';
  const theirs = await db.createWorkspace();
  await db.addMember(theirs, id, 'editor');
  await forge(people.stranger, theirs, twin(sha256));
  expect(await text(people.stranger, sha256)).toBe(words);
});

test('a file whose name is taken by other bytes is refused, and says why', async () => {
  const words = newText();
  const { id } = await ownWorkspace();
  await forge(people.editor, id, createHash('sha256').update(words).digest('hex'));
  expect(await upload(people.editor, id, 'words.txt', words)).toMatchObject({
    ok: false,
    problem: {
      code: 'conflict',
      message: expect.stringMatching(/^Other bytes are stored below the name of this file/),
    },
  });
});

test('as many copies as there may be in a closed workspace do not hide the one that is open', async () => {
  const words = newText();
  const closed = await ownWorkspace();
  const { sha256 } = await added(closed.id, 'words.txt', words);
  await db.owner.query(
    "insert into public.assets (workspace_id, path, media_type, sha256) select $1, 'copy-' || n || '.txt', 'text/plain', $2 from generate_series(1, 150) n",
    [closed.id, sha256],
  );
  await stageAndPromote(db.owner, closed.id);
  const open = await ownWorkspace({ open: true });
  await added(open.id, 'words.txt', words);
  expect((await get(people.anonymous, sha256)).ok).toBe(false);
  await stageAndPromote(db.owner, open.id);
  expect(await text(people.anonymous, sha256)).toBe(words);
});

test('what is public may be kept by anybody: only what is in the current snapshot of an open workspace', async () => {
  const { id } = await ownWorkspace({ open: true });
  const { sha256 } = await added(id, 'draft.txt', newText());
  const kept = async (client: Db) => {
    const delivered = await get(client, sha256);
    return delivered.ok && delivered.data.headers['cache-control'];
  };
  expect(await kept(people.editor)).toBe('private, max-age=31536000, immutable');
  await stageAndPromote(db.owner, id);
  for (const client of [people.editor, people.anonymous]) {
    expect(await kept(client)).toBe('public, max-age=31536000, immutable');
  }
});
