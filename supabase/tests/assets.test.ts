import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assetAddress, assetKey } from '#lib/core/assets';
import { type AssetPage, type AssetProblems, readAssetProblems, readAssets, removeFiles } from '#lib/data/assets';
import { type Db, tokenClient } from '#lib/data/clients/token';
import { deliverAsset } from '#lib/services/asset-delivery';
import { SAMPLES } from '#lib/services/asset-samples.cases';
import { uploadAsset } from '#lib/services/assets';
import { Author, fresh, value } from './authoring';
import { createKey, stageAndPromote } from './content-fixture';
import { testDatabase } from './harness';

const db = testDatabase();
let folder: string;
let workspace: string;
let editor: Db;
let stranger: Db;
let anonymous: Db;
let service: Db;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-assets-'));
  const gateway = await db.gateway();
  const [one, other] = await Promise.all([gateway.signUp(), gateway.signUp()]);
  workspace = await db.createWorkspace();
  await db.addMember(workspace, one.id, 'editor');
  await db.addMember(await db.createWorkspace(), other.id, 'admin');
  editor = one.client as Db;
  stranger = other.client as Db;
  anonymous = tokenClient(gateway.url, gateway.publishableKey);
  service = gateway.service() as Db;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function upload(client: Db, where: string, file_name: string, bytes: Buffer | string, alt_text?: string) {
  const file = path.join(folder, randomUUID());
  await writeFile(file, bytes);
  return uploadAsset(client, where, { file, file_name, alt_text });
}

/** A file that nobody has uploaded yet: a text, or a drawing of its own. */
const newText = () => `Words ${randomUUID()}`;
const newSvg = () => SAMPLES.svg.replace('<rect', `<title>${randomUUID()}</title><rect`);

async function added(where: string, name: string, bytes: Buffer | string, client = editor) {
  const result = await upload(client, where, name, bytes);
  if (!result.ok) throw new Error(result.problem.message);
  return result.data;
}

const get = (client: Db, sha256: string, more: { key_hash?: string; ifNoneMatch?: string } = {}) =>
  deliverAsset(client, {
    key: assetKey(sha256),
    ifNoneMatch: more.ifNoneMatch ?? null,
    key_hash: more.key_hash,
    isHead: false,
  });

async function bytesOf(delivered: Awaited<ReturnType<typeof get>>): Promise<Buffer> {
  if (!delivered.ok) throw new Error(delivered.problem.message);
  return Buffer.from(await new Response(delivered.data.body).arrayBuffer());
}

/** A workspace of its own, with an editor who acts through the gateway. */
async function ownWorkspace(options: { open?: boolean } = {}) {
  const id = await db.createWorkspace(undefined, options);
  const user = (await editor.auth.getUser()).data.user?.id ?? '';
  await db.addMember(id, user, 'editor');
  return { id, author: new Author(db.owner, id) };
}

describe('uploading', () => {
  test('a file comes back byte by byte, for members of its workspace only', async () => {
    const asset = await added(workspace, 'The plan.png', SAMPLES.png);
    expect(asset).toMatchObject({ path: 'The-plan.png', media_type: 'image/png', width: 2, height: 3, is_new: true });
    const mine = await get(editor, asset.sha256);
    expect(await bytesOf(mine)).toEqual(SAMPLES.png);
    for (const other of [stranger, anonymous]) {
      expect(await get(other, asset.sha256)).toMatchObject({ ok: false, problem: { code: 'not_found' } });
    }
    const again = await get(editor, asset.sha256, { ifNoneMatch: `"${assetKey(asset.sha256)}"` });
    expect(again).toMatchObject({ ok: true, data: { status: 304, body: null } });
  });

  test('the same bytes twice are one file, also at the same moment; the same name gets a number', async () => {
    const text = newText();
    const both = await Promise.all([added(workspace, 'notes.txt', text), added(workspace, 'other.txt', text)]);
    expect(both.map(({ is_new }) => is_new).sort()).toEqual([false, true]);
    expect(both[0].id).toBe(both[1].id);
    const first = await added(workspace, 'same.txt', newText());
    const second = await added(workspace, 'same.txt', newText());
    expect([first.path, second.path]).toEqual(['same.txt', 'same-2.txt']);
    const elsewhere = await ownWorkspace();
    expect(await added(elsewhere.id, 'notes.txt', text)).toMatchObject({ is_new: true });
  });

  test('strangers and people without a name upload nothing', async () => {
    for (const other of [stranger, anonymous]) {
      expect(await upload(other, workspace, 'a.txt', newText())).toMatchObject({
        ok: false,
        problem: { code: 'forbidden' },
      });
    }
    const name = `${workspace}/${'ab'.repeat(32)}`;
    expect((await anonymous.storage.from('assets').upload(name, Buffer.from('x'))).error).not.toBeNull();
    // Nor does an editor put anything where no digest leads, or in another bucket.
    expect(
      (await editor.storage.from('assets').upload(`${workspace}/page.html`, Buffer.from('x'))).error,
    ).not.toBeNull();
    expect((await editor.storage.from('other').upload(name, Buffer.from('x'))).error).not.toBeNull();
  });

  test('a drawing is stored without its scripts, and handed out so that nothing could run', async () => {
    const asset = await added(workspace, 'evil.svg', SAMPLES.svgWithScript);
    const delivered = await get(editor, asset.sha256);
    expect((await bytesOf(delivered)).toString()).not.toMatch(/script|onload/);
    expect(delivered).toMatchObject({
      data: {
        headers: {
          'content-type': 'image/svg+xml',
          'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
          'x-content-type-options': 'nosniff',
          'cache-control': 'private, max-age=31536000, immutable',
        },
      },
    });
  });

  test('what is no image is for saving, under its name', async () => {
    const asset = await added(workspace, 'Größe.txt', newText());
    expect(await get(editor, asset.sha256)).toMatchObject({
      data: {
        headers: {
          'content-type': 'application/octet-stream',
          'content-disposition': "attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe.txt",
        },
      },
    });
  });

  test('a type that somebody made up is for saving as well', async () => {
    const asset = await added(workspace, 'made-up.txt', newText());
    await db.owner.query("update public.assets set media_type = 'text/html' where id = $1", [asset.id]);
    expect(await get(editor, asset.sha256)).toMatchObject({
      data: { headers: { 'content-type': 'application/octet-stream' } },
    });
  });

  test('a file without bytes is not entered; one that a bundle named is filled by uploading it', async () => {
    const text = newText();
    const sha256 = createHash('sha256').update(text).digest('hex');
    const refused = await editor.rpc('add_asset', {
      p_workspace: workspace,
      p_path: 'a.txt',
      p_media_type: 'text/plain',
      p_byte_size: 1,
      p_sha256: sha256,
    });
    expect(refused.error?.code).toBe('TW002');
    const id = await new Author(db.owner, workspace).add('assets', {
      path: 'from/bundle.txt',
      media_type: 'text/plain',
      sha256,
    });
    expect(await get(editor, sha256)).toMatchObject({ ok: false });
    expect(await added(workspace, 'bundle.txt', text)).toMatchObject({ id, path: 'from/bundle.txt', is_new: false });
    expect((await bytesOf(await get(editor, sha256))).toString()).toBe(text);
  });

  test('what a file is follows from its bytes: nobody changes that, everybody may describe it', async () => {
    const asset = await added(workspace, 'fixed.txt', newText());
    const change = (patch: object) =>
      editor
        .from('assets')
        .update(patch as never)
        .eq('id', asset.id)
        .select('id');
    for (const patch of [{ sha256: 'ab'.repeat(32) }, { media_type: 'text/html' }, { byte_size: 1 }, { width: 1 }]) {
      expect((await change(patch)).error?.code).toBe('42501');
    }
    expect((await change({ alt_text: 'Words' })).data).toHaveLength(1);
    expect((await stranger.from('assets').update({ alt_text: 'x' }).eq('id', asset.id).select('id')).data).toEqual([]);
  });
});

describe('who reads', () => {
  test('readers get what is in the current snapshot: openly, or with a key', async () => {
    for (const open of [true, false]) {
      const { id, author } = await ownWorkspace({ open });
      const shown = await added(id, 'shown.svg', newSvg());
      await author.spark(fresh('lesson'), { is_published: true, content_md: `![Shown](${assetAddress(shown)})` });
      expect(await get(anonymous, shown.sha256), 'before promotion').toMatchObject({ ok: false });
      await stageAndPromote(db.owner, id);
      const later = await added(id, 'later.svg', newSvg());

      const key = await createKey(db.owner, id);
      const foreign = await createKey(db.owner, workspace);
      const withKey = (key_hash: string) => get(anonymous, shown.sha256, { key_hash });
      expect((await withKey(key.hash)).ok).toBe(true);
      for (const reader of [anonymous, stranger]) expect((await get(reader, shown.sha256)).ok).toBe(open);
      expect((await withKey(foreign.hash)).ok).toBe(open);
      expect(await get(anonymous, later.sha256, { key_hash: key.hash }), 'not published').toMatchObject({ ok: false });
      expect((await get(anonymous, shown.sha256, { key_hash: key.hash })).ok && open).toBe(open);
      await db.owner.query('update public.content_keys set revoked_at = now() where id = $1', [key.id]);
      expect((await withKey(key.hash)).ok).toBe(open);
      // Storage itself tells nobody what there is, and signs nothing.
      expect((await anonymous.storage.from('assets').list(id)).data ?? []).toEqual([]);
      expect(
        (await anonymous.storage.from('assets').createSignedUrl(`${id}/${shown.sha256}`, 60)).error,
      ).not.toBeNull();
      expect((await anonymous.storage.from('assets').download(`${id}/${later.sha256}`)).error).not.toBeNull();
    }
  });

  test('a snapshot keeps what it shows after the file has gone from the working content', async () => {
    const { id, author } = await ownWorkspace({ open: true });
    const shown = await added(id, 'shown.svg', newSvg());
    const spark = await author.spark(fresh('lesson'), {
      is_published: true,
      content_md: `![a](${assetAddress(shown)})`,
    });
    await stageAndPromote(db.owner, id);
    await db.owner.query("update public.sparks set content_md = 'none' where id = $1", [spark]);
    const trash = await value<string>(db.owner, "select public.trash($1, 'asset', $2)", [id, shown.id]);
    await db.owner.query('select public.purge_trash($1)', [trash]);
    expect((await get(anonymous, shown.sha256)).ok).toBe(true);
    await stageAndPromote(db.owner, id);
    expect((await get(anonymous, shown.sha256)).ok).toBe(false);
  });
});

describe('what uses a file', () => {
  const page = async (
    id: string,
    filter: 'all' | 'unused' | 'undescribed' | 'images' | 'files' = 'all',
    search?: string,
  ): Promise<AssetPage> => {
    const result = await readAssets(editor, id, { filter, search });
    if (!result.ok) throw new Error(result.problem.message);
    return result.data;
  };

  test('lessons, exercises and art, through every way they change', async () => {
    const { id, author } = await ownWorkspace();
    const asset = await added(id, 'used.svg', newSvg());
    const users = async () => (await page(id)).items[0]?.users.map(({ kind, slug }) => `${kind} ${slug}`);
    expect(await users()).toEqual([]);
    const address = assetAddress(asset);
    const spark = await author.spark('one', { content_md: `![](${address})` });
    const second = await author.spark('two');
    const concept = await author.concept(null, 'art');
    await author.lessonPackage(second, { exercise_bank: [{ stem: `See ![x](${address})` }], quiz: [] });
    await author.add('unit_profiles', { concept_id: concept, art_image: JSON.stringify({ url: address }) });
    expect(await users()).toEqual(['spark one', 'spark two', 'concept art']);
    const write = (content_md: string) =>
      db.owner.query('update public.sparks set content_md = $2 where id = $1', [spark, content_md]);
    await write('nothing');
    expect(await users()).toEqual(['spark two', 'concept art']);
    await write(`[file](${address})`);
    const trash = await value<string>(db.owner, "select public.trash($1, 'spark', $2)", [id, spark]);
    expect(await users()).toEqual(['spark two', 'concept art']);
    await db.owner.query('select public.undo_change_set($1)', [trash]);
    expect(await users()).toEqual(['spark one', 'spark two', 'concept art']);
    await db.owner.query('delete from public.packages where spark_id = $1', [second]);
    await db.owner.query('update public.unit_profiles set art_image = null where concept_id = $1', [concept]);
    expect(await users()).toEqual(['spark one']);
  });

  test('the list is filtered, searched and counted', async () => {
    const { id, author } = await ownWorkspace();
    const image = await added(id, 'map.svg', newSvg());
    await added(id, 'notes.txt', newText());
    await upload(editor, id, 'described.svg', newSvg(), 'A tree');
    await author.spark('one', { content_md: `![](${assetAddress(image)})` });
    const paths = async (...asked: [Parameters<typeof page>[1], string?]) =>
      (await page(id, ...asked)).items.map((item) => item.path);
    expect((await page(id)).counts).toEqual({ all: 3, images: 2, files: 1, unused: 2, undescribed: 1 });
    expect(await paths('all')).toEqual(['described.svg', 'notes.txt', 'map.svg']);
    expect(await paths('images')).toEqual(['described.svg', 'map.svg']);
    expect(await paths('files')).toEqual(['notes.txt']);
    expect(await paths('unused')).toEqual(['described.svg', 'notes.txt']);
    expect(await paths('undescribed')).toEqual(['map.svg']);
    expect(await paths('all', 'TREE')).toEqual(['described.svg']);
    const first = await readAssets(editor, id, { filter: 'all', before: (await page(id)).items[0]?.ordinal });
    expect(first).toMatchObject({ data: { items: [{ path: 'notes.txt' }, { path: 'map.svg' }], has_more: false } });
    expect(await readAssets(stranger, id, { filter: 'all' })).toMatchObject({
      ok: false,
      problem: { code: 'forbidden' },
    });
  });
});

describe('what keeps a snapshot back', () => {
  type Outcome = { ok: boolean; snapshot_id?: string; blockers?: { rule: string; slug: string; message: string }[] };
  const stage = (id: string, only: string[] | null = null) =>
    value<Outcome>(db.owner, 'select public.stage_snapshot($1, null, null, null, $2)', [id, only]);
  const rules = (outcome: Outcome) => outcome.blockers?.map(({ rule, slug }) => `${rule} ${slug}`) ?? [];

  test('a published lesson with an uploaded image that is not described; foreign images are not ours to judge', async () => {
    const { id, author } = await ownWorkspace();
    const asset = await added(id, 'a.svg', newSvg());
    const address = assetAddress(asset);
    await author.spark('draft', { content_md: `![](${address})` });
    await author.spark('foreign', {
      is_published: true,
      content_md: '![](https://example.test/a.png) ![](images/a.png)',
    });
    const bad = await author.spark('bad', { is_published: true, content_md: `![ ](${address})` });
    const preview = await value<{ rules: { rule: string; total: number }[] }>(
      db.owner,
      'select public.preview_blockers($1)',
      [id],
    );
    expect(preview.rules).toMatchObject([{ rule: 'image_described', total: 1 }]);
    expect(rules(await stage(id))).toEqual(['image_described bad']);
    await db.owner.query('update public.sparks set content_md = $2 where id = $1', [bad, `![A map](${address})`]);
    expect(await stage(id)).toMatchObject({ ok: true });
  });

  test('a file that is unknown, not uploaded or in the trash', async () => {
    const { id, author } = await ownWorkspace();
    const bundled = `${'cd'.repeat(31)}${randomUUID().slice(0, 2)}`;
    await author.add('assets', { path: 'bundled.png', media_type: 'image/png', sha256: bundled });
    const trashed = await added(id, 'trashed.svg', newSvg());
    const lesson = (slug: string, address: string) =>
      author.spark(slug, { is_published: true, content_md: `![Shown](${address})` });
    await lesson('unknown', `/assets/${'ee'.repeat(16)}/x.png`);
    await lesson('bundled', assetAddress({ sha256: bundled, path: 'bundled.png' }));
    await lesson('trashed', assetAddress(trashed));
    await lesson('twice', `${assetAddress(trashed)}) and ![b](/assets/${'ee'.repeat(16)}/x.png`);
    await db.owner.query("select public.trash($1, 'asset', $2)", [id, trashed.id]);
    const outcome = await stage(id);
    expect(rules(outcome).sort()).toEqual([
      'file_there bundled',
      'file_there trashed',
      'file_there twice',
      'file_there twice',
      'file_there unknown',
    ]);
    const messages = outcome.blockers?.map(({ slug, message }) => `${slug}: ${message}`).join('\n');
    expect(messages).toMatch(/trashed: It shows a file that lies in the trash/);
    expect(messages).toMatch(/bundled: It shows a file that is known here but has not been uploaded/);
  });

  test('a chosen lesson brings its files; a file does not go from under a lesson that stays', async () => {
    const { id, author } = await ownWorkspace();
    const asset = await added(id, 'a.svg', newSvg());
    const lesson = await author.spark('lesson', { is_published: true, content_md: `![a](${assetAddress(asset)})` });
    await author.spark('other', { is_published: true });
    expect(await stage(id, [lesson])).toMatchObject({
      ok: true,
      change_counts: { asset: { added: 1 }, spark: { added: 1 } },
    });
    await db.owner.query("select public.trash($1, 'asset', $2)", [id, asset.id]);
    // The lesson itself has not changed.
    expect(rules(await stage(id))).toEqual(['file_there lesson']);
    await db.owner.query("update public.sparks set content_md = 'Text' where id = $1", [lesson]);
    expect(rules(await stage(id, [asset.id])), 'the change of the lesson waits').toEqual(['file_there lesson']);
    expect(await stage(id)).toMatchObject({ ok: true, change_counts: { asset: { removed: 1 } } });
  });
});

test('problems are listed by lesson, those that block first', async () => {
  const { id, author } = await ownWorkspace();
  const asset = await added(id, 'a.svg', newSvg());
  const lesson = (slug: string, content_md: string, is_published = true) =>
    author.spark(slug, { title: `Lesson ${slug}`, content_md, is_published });
  await lesson('clean', `![a](${assetAddress(asset)}) ![b](https://example.test/b.png)`);
  await lesson('warned', '![](https://example.test/a.png) ![c](../images/c.png) [d](other.md)');
  await lesson('blocked', `![](${assetAddress(asset)})`);
  await lesson('draft', `![x](/assets/${'ee'.repeat(16)}/x.png)`, false);
  const found = await readAssetProblems(editor, id);
  if (!found.ok) throw new Error(found.problem.message);
  const problems: AssetProblems = found.data;
  expect([problems.total, problems.blocking]).toEqual([3, 1]);
  expect(problems.lessons.map((one) => [one.slug, one.blocks, one.problems.map(({ rule }) => rule)])).toEqual([
    ['blocked', true, ['image_described']],
    ['draft', false, ['file_there']],
    ['warned', false, ['image_described', 'leads_nowhere']],
  ]);
  expect(await readAssetProblems(stranger, id)).toMatchObject({ ok: false, problem: { code: 'forbidden' } });
});

test('objects that nothing names any more are swept: not what is new, in the trash, in history or in a snapshot', async () => {
  const { id, author } = await ownWorkspace();
  const [kept, trashed, purged, published] = [
    await added(id, 'kept.txt', newText()),
    await added(id, 'trashed.txt', newText()),
    await added(id, 'purged.txt', newText()),
    await added(id, 'published.txt', newText()),
  ];
  await author.spark(fresh('lesson'), { is_published: true, content_md: `[file](${assetAddress(published)})` });
  await stageAndPromote(db.owner, id);
  const trash = (asset: string) => value<string>(db.owner, "select public.trash($1, 'asset', $2)", [id, asset]);
  await trash(trashed.id);
  const name = `${id}/${purged.sha256}`;
  const unused = () =>
    value<string[]>(
      db.owner,
      "select coalesce(array_agg(f order by f) filter (where f like $1 || '/%'), '{}') from private.unused_files() f",
      [id],
    );
  await db.owner.query("update storage.objects set created_at = now() - interval '2 days'");
  expect(await unused()).toEqual([]);
  await db.owner.query('select public.purge_trash($1)', [await trash(purged.id)]);
  // The snapshot still has it.
  expect(await unused()).toEqual([]);
  await stageAndPromote(db.owner, id);
  await db.owner.query("update public.sparks set title = 'Once more' where workspace_id = $1", [id]);
  await stageAndPromote(db.owner, id);
  await db.owner.query('select public.cleanup_old_snapshots($1, 1)', [id]);
  expect(await unused()).toEqual([name]);
  expect(await removeFiles(service, [name])).toEqual({ ok: true, data: 1 });
  expect(await unused()).toEqual([]);
  expect((await service.storage.from('assets').download(name)).error).not.toBeNull();
  for (const asset of [kept, published]) expect((await get(editor, asset.sha256)).ok).toBe(true);
  expect((await editor.storage.from('assets').remove([`${id}/${kept.sha256}`])).data ?? []).toEqual([]);
  expect((await get(editor, kept.sha256)).ok).toBe(true);
});
