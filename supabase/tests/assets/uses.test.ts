import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  type AssetPage,
  type AssetProblems,
  readAssetProblems,
  readAssets,
  removeFiles,
} from '#lib/assets/data/assets.ts';
import { assetAddress } from '#lib/base/core/asset-address.ts';
import { assetStudio, get, newSvg, newText } from '../support/asset-fixture.ts';
import { fresh, value } from '../support/authoring.ts';
import { stageAndPromote } from '../support/content-fixture.ts';

const { db, people, upload, added, ownWorkspace } = assetStudio();

describe('what uses a file', () => {
  const page = async (
    id: string,
    filter: 'all' | 'unused' | 'undescribed' | 'images' | 'files' = 'all',
    search?: string,
  ): Promise<AssetPage> => {
    const result = await readAssets(people.editor, id, { filter, search });
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
    await upload(people.editor, id, 'described.svg', newSvg(), 'A tree');
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
    const first = await readAssets(people.editor, id, { filter: 'all', before: (await page(id)).items[0]?.ordinal });
    expect(first).toMatchObject({ data: { items: [{ path: 'notes.txt' }, { path: 'map.svg' }], has_more: false } });
    expect(await readAssets(people.stranger, id, { filter: 'all' })).toMatchObject({
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
  const found = await readAssetProblems(people.editor, id);
  if (!found.ok) throw new Error(found.problem.message);
  const problems: AssetProblems = found.data;
  expect([problems.total, problems.blocking]).toEqual([3, 1]);
  expect(problems.lessons.map((one) => [one.slug, one.blocks, one.problems.map(({ rule }) => rule)])).toEqual([
    ['blocked', true, ['image_described']],
    ['draft', false, ['file_there']],
    ['warned', false, ['image_described', 'leads_nowhere']],
  ]);
  expect(await readAssetProblems(people.stranger, id)).toMatchObject({ ok: false, problem: { code: 'forbidden' } });
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
  expect(await removeFiles(people.service, [name])).toEqual({ ok: true, data: 1 });
  expect(await unused()).toEqual([]);
  expect((await people.service.storage.from('assets').download(name)).error).not.toBeNull();
  for (const asset of [kept, published]) expect((await get(people.editor, asset.sha256)).ok).toBe(true);
  expect((await people.editor.storage.from('assets').remove([`${id}/${kept.sha256}`])).data ?? []).toEqual([]);
  expect((await get(people.editor, kept.sha256)).ok).toBe(true);
});
